//! Is a table that is attached read in full to see whether its rows belong there.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("attach_without_check", "PT002"),
    (Group::Partitions, Level::Deny),
    include_str!("attach_without_check.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        let attached = before.partition_bound.is_none() && after.partition_bound.is_some();
        if attached && step.effects.scans.contains(&(before.id, ScanReason::PartitionBound)) {
            report
                .say(format!("all of {} is read to see whether its rows belong into the partition", step.name(before.id)))
                .table(before.id, &before.name)
                .note("ACCESS EXCLUSIVE is held on it meanwhile")
                .help("add a CHECK that says what the bound says, NOT VALID, and validate it in a migration before; drop it afterwards");
        }
    }
}
