//! Does a statement wait for its lock for as long as it takes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("missing_lock_timeout", "TX001"),
    (Group::Transactions, Level::Allow),
    include_str!("missing_lock_timeout.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let strong = step.effects.locks.iter().find(|(id, mode)| **mode >= LockMode::Share && step.used_table(**id).is_some());
    let bounded = step.session.settings.get("lock_timeout").is_some_and(|value| *value != "0");
    if let Some(table) = strong.and_then(|(id, _)| step.used_table(*id)).filter(|_| !bounded) {
        report
            .say(format!("this waits for the lock on {} for as long as it takes, and everything else waits behind it", step.name(table.id)))
            .table(table.id, &table.name)
            .help("SET LOCAL lock_timeout = '2s'");
    }
}
