//! May two rows take the place of the same one.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("several_successors", "TM002"), (Group::Temporal, Level::Warn), include_str!("several_successors.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Constraint(id) = address else { continue };
            let Some(constraint) = end.after.constraint(*id) else { continue };
            let (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(table)) = (&constraint.kind, constraint.owner) else {
                continue;
            };
            let ([number], true) = (constraint.columns.as_slice(), key.table == table) else { continue };
            let Some(column) = column_of(end.after, table, *number).filter(|column| column.name.starts_with("supersedes")) else {
                continue;
            };
            let unique = |index: &RelationId| {
                let index = end.after.relation(*index).and_then(|it| it.index.as_deref());
                index.is_some_and(|it| it.unique && it.key_columns == 1 && it.columns[0].column == Some(*number))
            };
            if !end.after.indexes_of(table).iter().exists(unique) {
                report
                    .say(format!("two rows may both have the same \"{}\"", column.name))
                    .about(SubjectKind::Column, &column.name)
                    .at(earlier.span)
                    .help("make it UNIQUE: one row takes the place of another");
            }
        }
    }
}
