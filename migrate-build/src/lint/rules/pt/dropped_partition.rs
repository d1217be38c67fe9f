//! Does dropping a partition lock its parent against everyone.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_partition", "PT005"), (Group::Partitions, Level::Warn), include_str!("dropped_partition.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.dropped {
        let Address::Relation(id) = address else { continue };
        let Some(partition) = step.used_table(*id).filter(|it| it.partition_bound.is_some()) else { continue };
        let Some(parent) = partition.parents.first().and_then(|parent| step.used_table(*parent)).filter(|it| step.survives(it.id)) else {
            continue;
        };
        report
            .say(format!("{} is locked against reading and writing to drop a partition of it", step.name(parent.id)))
            .table(parent.id, &partition.name)
            .help("detach it CONCURRENTLY in a migration of its own, and drop it after that");
    }
}
