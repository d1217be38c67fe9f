//! What a transaction holds, how long it waits, and what it leaves behind in the session.

mod differing_values;
mod lock_timeout_on_concurrent_build;
mod missing_lock_timeout;
mod missing_statement_timeout;
mod rows_before_schema;
mod session_setting;
mod timeout_off;
mod transaction_control;
mod triggers_off;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &differing_values::RULE,
    &lock_timeout_on_concurrent_build::RULE,
    &missing_lock_timeout::RULE,
    &missing_statement_timeout::RULE,
    &rows_before_schema::RULE,
    &session_setting::RULE,
    &timeout_off::RULE,
    &transaction_control::RULE,
    &triggers_off::RULE,
];
