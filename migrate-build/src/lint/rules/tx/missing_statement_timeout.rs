//! May a statement hold its lock for as long as it takes.

use super::missing_lock_timeout::locked_without;
use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("missing_statement_timeout", "TX002"),
    (Group::Transactions, Level::Allow),
    include_str!("missing_statement_timeout.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    if let Some(table) = locked_without(step, "statement_timeout") {
        report
            .say(format!("nothing ends this where it runs for longer than {} can be locked", step.name(table.id)))
            .table(table.id, &table.name)
            .help("SET LOCAL statement_timeout = '1min'");
    }
}
