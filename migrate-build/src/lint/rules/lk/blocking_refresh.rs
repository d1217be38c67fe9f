//! Is a materialized view in use filled anew while nobody can read it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("blocking_refresh", "FN005"), (Group::Locks, Level::Warn), include_str!("blocking_refresh.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::Refreshed(id) = act
            && let Some(view) = step.used(*id)
        {
            report
                .say(format!("nobody reads {} while its query runs", step.name(*id)))
                .about(SubjectKind::Relation, &view.name)
                .note("ACCESS EXCLUSIVE is held until the transaction ends")
                .help("REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index over plain columns without a condition");
        }
    }
}
