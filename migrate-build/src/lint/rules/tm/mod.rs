//! What rows that are valid for a time need.

mod period_without_check;
mod several_successors;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[&period_without_check::RULE, &several_successors::RULE];
