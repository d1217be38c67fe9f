//! Does dropping a column drop generated columns on some servers.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("column_takes_generated", "DS004"),
    (Group::Destructive, Level::Deny),
    include_str!("column_takes_generated.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let mut dropped = step.effects.dropped.iter().filter_map(|address| match address {
        Address::Column(table, number) => Some((*table, *number, column_of(step.before, *table, *number)?)),
        _ => None,
    });
    let base = dropped.clone().first_where(|(.., column)| column.generated.is_none());
    let generated = dropped.first_where(|(table, _, column)| column.generated.is_some() && base.is_some_and(|(of, ..)| of == *table));
    if let (Some((table, _, base)), Some((.., column))) = (base, generated)
        && let Some(relation) = step.used_table(table).filter(|it| step.survives(it.id) && step.effects.actions == 1)
    {
        report
            .say(format!("up to PostgreSQL 14 \"{}\" goes with \"{}\"; from 15 on this is refused", column.name, base.name))
            .about_part(SubjectKind::Column, &base.name, (table, &relation.name))
            .help("drop the generated column first, by name");
    }
}
