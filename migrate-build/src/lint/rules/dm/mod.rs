//! What changing many rows at once costs.

mod backfill_without_index;
mod endless_backfill;
mod unbatched_update;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[&backfill_without_index::RULE, &endless_backfill::RULE, &unbatched_update::RULE];
