//! Does a unique index let rows through that hold NULL.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("nulls_in_unique", "IX021"), (Group::Indexes, Level::Allow), include_str!("nulls_in_unique.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(relation) = step.after.relation(*id) else { continue };
        let Some(index) = relation.index.as_deref().filter(|it| it.unique && !it.primary && !it.nulls_not_distinct) else { continue };
        let mut keys = index.columns.iter().take(index.key_columns).filter_map(|key| column_of(step.after, index.table, key.column?));
        if let Some(column) = keys.first_where(|column| !column.not_null) {
            report
                .say(format!("rows with NULL in \"{}\" are never duplicates of each other", column.name))
                .about(SubjectKind::Column, &column.name)
                .help("make the column NOT NULL, or write NULLS NOT DISTINCT (from PostgreSQL 15 on)");
        }
    }
}
