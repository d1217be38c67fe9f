//! What is accepted and does something else than it says.

mod name_is_cut;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[&name_is_cut::RULE];
