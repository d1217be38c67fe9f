//! Is the default partition read in full because another partition comes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("default_partition_scan", "PT003"),
    (Group::Partitions, Level::Deny),
    include_str!("default_partition_scan.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (id, reason) in &step.effects.scans {
        let is_default = |it: &&Relation| it.partition_bound == Some(PartitionBound::Default);
        let default = step.used_table(*id).filter(|it| *reason == ScanReason::PartitionBound && is_default(it));
        if let Some(default) = default {
            report
                .say(format!("all of {}, the default partition, is read to see whether rows belong into the new one", step.name(*id)))
                .table(*id, &default.name)
                .note("ACCESS EXCLUSIVE is held on it meanwhile")
                .help("add a CHECK to it that excludes the new bound, NOT VALID, and validate it in a migration before");
        }
    }
}
