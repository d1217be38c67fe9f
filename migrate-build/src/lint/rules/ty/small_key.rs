//! Can the numbers of a key run out.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("small_key", "TY012"), (Group::Types, Level::Allow), include_str!("small_key.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, number, column) in step.made_columns() {
        if matches!(column.type_id, Some(TypeId::INT4 | TypeId::INT2)) && is_key(step, table, number) {
            report
                .say(format!("the numbers of \"{}\" end at 2,147,483,647", column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .help("bigint costs four bytes more a row, and no rewrite later");
        }
    }
}

fn is_key(step: &Step<'_>, table: &Relation, number: u16) -> bool {
    let keys = step.after.constraints_of(ConstraintOwner::Relation(table.id)).iter().filter_map(|id| step.after.constraint(*id));
    keys.filter(|it| matches!(it.kind, ConstraintKind::PrimaryKey { .. })).exists(|it| it.columns == [number])
}
