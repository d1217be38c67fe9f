//! What breaks the program that is still running.

mod changed_default;
mod frozen_star;
mod moved_table;
mod new_trigger;
mod renamed_column;
mod renamed_table;
mod renamed_type;
mod required_column;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &changed_default::RULE,
    &frozen_star::RULE,
    &moved_table::RULE,
    &new_trigger::RULE,
    &renamed_column::RULE,
    &renamed_table::RULE,
    &renamed_type::RULE,
    &required_column::RULE,
];
