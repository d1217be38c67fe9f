//! What rows that are valid for a time need.

mod changed_chain;
mod period_without_check;
mod period_without_trigger;
mod several_current;
mod several_successors;
mod stored_for_index;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &changed_chain::RULE,
    &period_without_check::RULE,
    &period_without_trigger::RULE,
    &several_current::RULE,
    &several_successors::RULE,
    &stored_for_index::RULE,
];
