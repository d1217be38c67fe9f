//! What changing many rows at once costs.

mod endless_backfill;
mod unbatched_update;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[&endless_backfill::RULE, &unbatched_update::RULE];
