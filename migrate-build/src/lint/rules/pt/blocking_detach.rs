//! Does detaching a partition lock its parent against everyone.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("blocking_detach", "PT004"), (Group::Partitions, Level::Deny), include_str!("blocking_detach.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        let parent = before.parents.first().and_then(|parent| step.used_table(*parent));
        let detached = before.partition_bound.is_some() && after.partition_bound.is_none();
        if let Some(parent) = parent.filter(|it| detached && step.lock_on(it.id) == Some(LockMode::AccessExclusive)) {
            let (table, partition) = (step.name(parent.id), step.name(before.id));
            let is_default =
                |child: &RelationId| step.before.relation(*child).is_some_and(|it| it.partition_bound == Some(PartitionBound::Default));
            let has_default = step.before.children_of(parent.id).iter().exists(is_default);
            let said = report
                .say(format!("{table} is locked against reading and writing to detach {partition}"))
                .table(parent.id, &parent.name)
                .note("the lock is short, but waits behind every query that runs, and all others wait behind it");
            if has_default {
                said.help("DETACH ... CONCURRENTLY needs a table without a default partition");
            } else {
                let sql = format!("ALTER TABLE {table} DETACH PARTITION {partition} CONCURRENTLY");
                said.shown(step, &[Part::alone(format!("detach_{}", before.name), sql)])
                    .note("detached CONCURRENTLY it keeps a CHECK that says what its bound said");
            }
        }
    }
}
