//! Does attaching a partition build an index that the parent has and the table lacks.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("attach_builds_index", "PT008"), (Group::Partitions, Level::Deny), include_str!("attach_builds_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        let attached = before.partition_bound.is_none() && after.partition_bound.is_some();
        let built = step
            .effects
            .index_builds
            .iter()
            .first_where(|(_, table)| *table == before.id)
            .and_then(|(index, _)| step.after.relation(*index));
        if let Some(index) = built.filter(|_| attached) {
            report
                .say(format!("nobody reads or writes {} while \"{}\" is built", step.name(before.id), index.name))
                .table(before.id, &before.name)
                .note("its parent has such an index, and the table has none that fits")
                .help("build it CONCURRENTLY in a migration before: ATTACH PARTITION takes an index that is there");
        }
    }
}
