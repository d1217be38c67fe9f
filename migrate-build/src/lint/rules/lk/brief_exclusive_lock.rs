//! Is a table in use locked against everyone for a moment.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("brief_exclusive_lock", "LK015"), (Group::Locks, Level::Allow), include_str!("brief_exclusive_lock.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let brief = step.effects.rewrites.is_empty() && step.effects.scans.is_empty() && step.effects.index_builds.is_empty();
    let first = step
        .effects
        .locks
        .iter()
        .first_where(|(id, mode)| **mode == LockMode::AccessExclusive && step.used_table(**id).is_some() && step.survives(**id));
    if let (true, Some((id, _))) = (brief, first)
        && let Some(table) = step.used_table(*id)
    {
        report
            .say(format!("{} is locked against reading and writing for a moment", step.name(*id)))
            .table(*id, &table.name)
            .note("while it waits for a long query, everything else waits behind it")
            .help("run it with a lock_timeout, and again where that runs out; the applier does both");
    }
}
