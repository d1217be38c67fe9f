//! What is accepted and does something else than it says.

mod name_is_cut;
mod pending_checks;
mod unchecked_rows;
mod unpinned_extension;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[&name_is_cut::RULE, &pending_checks::RULE, &unchecked_rows::RULE, &unpinned_extension::RULE];
