//! Does a table get a default partition, which stands in the way later.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("default_partition", "PT006"), (Group::Partitions, Level::Allow), include_str!("default_partition.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        if let Some(made) = step.after.relation(*id).filter(|it| it.partition_bound == Some(PartitionBound::Default)) {
            report
                .say(format!("whenever a partition is added, all of \"{}\" will be read", made.name))
                .about(SubjectKind::Relation, &made.name)
                .help("make the partitions that are needed, ahead of time");
        }
    }
}
