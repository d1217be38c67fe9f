//! What changing many rows at once costs.

mod backfill_under_lock;
mod backfill_without_analyze;
mod constraint_after_backfill;
mod endless_backfill;
mod explicit_key;
mod missing_dual_write;
mod unbatched_update;

pub(super) use backfill_under_lock::filled_under_lock;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &backfill_under_lock::RULE,
    &backfill_without_analyze::RULE,
    &constraint_after_backfill::RULE,
    &endless_backfill::RULE,
    &explicit_key::RULE,
    &missing_dual_write::RULE,
    &unbatched_update::RULE,
];
