//! What breaks the program that is still running.

mod breaks_release;
mod broken_body;
mod changed_default;
mod frozen_star;
mod may_break_release;
mod moved_table;
mod new_trigger;
mod renamed_column;
mod renamed_table;
mod renamed_type;
mod required_column;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &breaks_release::RULE,
    &broken_body::RULE,
    &changed_default::RULE,
    &frozen_star::RULE,
    &may_break_release::RULE,
    &moved_table::RULE,
    &new_trigger::RULE,
    &renamed_column::RULE,
    &renamed_table::RULE,
    &renamed_type::RULE,
    &required_column::RULE,
];
