//! Is an index built on all partitions at once.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("index_on_partitioned_table", "IX009"),
    (Group::Indexes, Level::Deny),
    include_str!("index_on_partitioned_table.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (id, mode) in &step.effects.locks {
        let parent = step.used(*id).filter(|it| it.kind == RelationKind::PartitionedTable && *mode == LockMode::Share);
        let builds = step.effects.index_builds.iter().exists(|(_, table)| step.before.children_of(*id).contains(table));
        if let Some(parent) = parent.filter(|it| builds && !it.parents.iter().exists(|above| step.lock_on(*above).is_some())) {
            report
                .say(format!("nobody can write to any partition of {} until the index is built on all of them", step.name(*id)))
                .table(*id, &parent.name)
                .note("SHARE is held on the table and every partition")
                .help(
                    "in steps: CREATE INDEX ... ON ONLY the table; CREATE INDEX CONCURRENTLY on each partition, each in a migration of its own; \
                     ALTER INDEX ... ATTACH PARTITION for each",
                );
        }
    }
}
