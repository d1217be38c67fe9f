//! Does a transaction that has changed many rows go on to change a table in use.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("rows_before_schema", "TX010"), (Group::Transactions, Level::Warn), include_str!("rows_before_schema.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let strong = |id: &RelationId, mode: &LockMode| *mode >= LockMode::Share && step.used_table(*id).is_some();
    let locks = |effects: &Effects| effects.locks.iter().exists(|(id, mode)| strong(id, mode));
    let transaction = step.unit.of_this_transaction();
    let Some(at) =
        transaction.iter().place_where(|earlier| earlier.effects.acts.iter().exists(|act| changed_table_of(step, act).is_some()))
    else {
        return;
    };
    // The first one tells of all that follow.
    if transaction[at..].iter().exists(|earlier| locks(&earlier.effects)) {
        return;
    }
    let changed = transaction[at].effects.acts.iter().first_some(|act| changed_table_of(step, act));
    let locked = step.effects.locks.iter().first_where(|(id, mode)| strong(id, mode));
    if let (Some(changed), Some((id, _))) = (changed, locked) {
        report
            .say(format!("rows of {} stay locked while this waits for the lock on {}", step.name(changed), step.name(*id)))
            .sized_by(*id)
            .note("where it has to wait for too long, the change of rows is undone and done again")
            .help("put the change of rows into a migration of its own");
    }
}

/// The table in use of which an act changes rows that are there.
fn changed_table_of(step: &Step<'_>, act: &Act) -> Option<RelationId> {
    match act {
        Act::Rows(change) if matches!(change.kind, RowsKind::Update | RowsKind::Delete | RowsKind::Merge) => {
            step.used_table(change.table).map(|table| table.id)
        }
        _ => None,
    }
}
