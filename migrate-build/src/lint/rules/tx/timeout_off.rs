//! Is a timeout switched off where locks are held.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("timeout_off", "TX003"), (Group::Transactions, Level::Warn), include_str!("timeout_off.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Set { name, value, .. } = act else { continue };
        let is_timeout = matches!(name.as_str(), "lock_timeout" | "statement_timeout" | "idle_in_transaction_session_timeout");
        if is_timeout
            && step.unit.mode == TransactionMode::Whole
            && value.trim_start_matches('0').trim_matches(|c: char| c.is_ascii_alphabetic()).is_empty()
        {
            report
                .say(format!("{name} is switched off, so that what this migration locks may stay locked without end"))
                .help("leave it out: the applier sets one that fits");
        }
    }
}
