//! What a folder of migrations owes to whoever reads it later.

mod missing_down;
mod missing_verification;
mod unmodelled;
mod unused_allowance;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[&missing_down::RULE, &missing_verification::RULE, &unmodelled::RULE, &unused_allowance::RULE];
