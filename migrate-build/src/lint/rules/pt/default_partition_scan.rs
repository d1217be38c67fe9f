//! Is the default partition read in full because another partition comes.

use crate::lint::new_column::is_below;
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
        let default = step.used_table(*id).filter(|it| *reason == ScanReason::PartitionBound && is_default(it) && !is_emptied(step, *id));
        if let Some(default) = default {
            report
                .say(format!("all of {}, the default partition, is read to see whether rows belong into the new one", step.name(*id)))
                .table(*id, &default.name)
                .note("ACCESS EXCLUSIVE is held on it meanwhile")
                .help("add a CHECK to it that excludes the new bound, NOT VALID, and validate it in a migration before");
        }
    }
}

/// Whether the migration emptied a table, and wrote nothing to it since.
fn is_emptied(step: &Step<'_>, table: RelationId) -> bool {
    let empties = |earlier: &Earlier| earlier.effects.losses.iter().exists(|loss| matches!(loss, Loss::Rows(id, _) if *id == table));
    let Some(at) = step.unit.earlier.iter().rposition(empties) else { return false };
    let writes = |act: &Act| matches!(act, Act::Rows(change) if change.kind != RowsKind::Delete && (change.table == table || is_below(step.after, table, change.table)));
    !step.unit.earlier[at..].iter().exists(|earlier| earlier.effects.acts.iter().exists(writes))
}
