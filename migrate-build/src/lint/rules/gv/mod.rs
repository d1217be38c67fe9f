//! What a folder of migrations owes to whoever reads it later.

mod header_incomplete;
mod missing_down;
mod missing_verification;
mod rollback_differs;
mod rollback_loses_data;
mod unmodelled;
mod unused_allowance;
mod wrong_affected_tables;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &header_incomplete::RULE,
    &missing_down::RULE,
    &missing_verification::RULE,
    &rollback_differs::RULE,
    &rollback_loses_data::RULE,
    &unmodelled::RULE,
    &unused_allowance::RULE,
    &wrong_affected_tables::RULE,
];
