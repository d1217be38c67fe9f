//! Are rows changed while a table in use is locked against everyone.

use crate::lint::prelude::*;
use crate::lint::rules::dm::filled_under_lock;

pub(super) const RULE: Rule =
    Rule::of_statements(("work_under_lock", "LK018"), (Group::Locks, Level::Warn), include_str!("work_under_lock.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let works = |effects: &Effects| effects.acts.iter().exists(|act| changes_many(step, act));
    if !works(step.effects) || step.unit.of_this_transaction().iter().exists(|earlier| works(&earlier.effects)) {
        return;
    }
    let holds = |earlier: &&Earlier| {
        earlier.effects.locks.iter().exists(|(id, mode)| *mode == LockMode::AccessExclusive && step.used_table(*id).is_some())
    };
    let Some(earlier) = step.unit.of_this_transaction().iter().first_where(holds) else { return };
    let locked =
        earlier.effects.locks.iter().first_where(|(id, mode)| **mode == LockMode::AccessExclusive && step.used_table(**id).is_some());
    if let Some((id, _)) = locked {
        report
            .say(format!("rows are changed while {} is locked against reading and writing", step.name(*id)))
            .sized_by(*id)
            .note("the lock that an earlier statement took is held until the transaction ends")
            .help("put the change of rows into a migration of its own");
    }
}

fn changes_many(step: &Step<'_>, act: &Act) -> bool {
    // A column that is filled where it is added has a rule of its own.
    matches!(act, Act::Rows(change) if change.kind != RowsKind::InsertValues && step.is_in_use(change.table))
        && filled_under_lock(step, act).is_none()
}
