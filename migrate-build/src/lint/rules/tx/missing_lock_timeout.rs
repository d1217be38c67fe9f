//! Does a statement wait for its lock for as long as it takes.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("missing_lock_timeout", "TX001"),
    (Group::Transactions, Level::Allow),
    include_str!("missing_lock_timeout.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    if let Some(table) = locked_without(step, "lock_timeout") {
        report
            .say(format!("this waits for the lock on {} for as long as it takes, and everything else waits behind it", step.name(table.id)))
            .table(table.id, &table.name)
            .help("SET LOCAL lock_timeout = '2s'");
    }
}

/// A table in use that is locked against writing while a setting puts no bound to it.
pub(super) fn locked_without<'a>(step: &Step<'a>, timeout: &str) -> Option<&'a Relation> {
    let bounded = step.session.settings.get(timeout).is_some_and(|value| *value != "0");
    let mut strong = step.effects.locks.iter().filter(|(_, mode)| **mode >= LockMode::Share && !bounded);
    strong.first_some(|(id, _)| step.used_table(*id))
}
