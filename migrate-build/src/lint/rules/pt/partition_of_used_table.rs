//! Does making a partition lock its parent against everyone.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("partition_of_used_table", "PT001"),
    (Group::Partitions, Level::Warn),
    include_str!("partition_of_used_table.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(made) = step.after.relation(*id).filter(|it| it.partition_bound.is_some() && is_table(it.kind)) else { continue };
        let Some(parent) = made.parents.first().and_then(|parent| step.used_table(*parent)) else { continue };
        if step.lock_on(parent.id) == Some(LockMode::AccessExclusive) {
            report
                .say(format!("{} is locked against reading and writing to make \"{}\"", step.name(parent.id), made.name))
                .table(parent.id, &parent.name)
                .help(format!(
                    "CREATE TABLE {name} (LIKE {parent} INCLUDING ALL), then ALTER TABLE {parent} ATTACH PARTITION {name} ...: \
                     that lets everyone read and write",
                    name = quote_identifier(&made.name),
                    parent = step.name(parent.id)
                ));
        }
    }
}
