//! What adding, validating and dropping constraints costs.

mod check_without_not_valid;
mod dropped_constraint;
mod dropped_foreign_key_lock;
mod exclusion_constraint;
mod foreign_key_types_differ;
mod foreign_key_without_action;
mod foreign_key_without_not_valid;
mod not_enforced;
mod not_null_by_constraint_name;
mod primary_key_over_nullable;
mod primary_key_without_index;
mod set_not_null;
mod set_not_null_over_not_valid;
mod unique_without_index;
mod validate_in_same_transaction;
mod volatile_check;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &check_without_not_valid::RULE,
    &dropped_constraint::RULE,
    &dropped_foreign_key_lock::RULE,
    &exclusion_constraint::RULE,
    &foreign_key_types_differ::RULE,
    &foreign_key_without_action::RULE,
    &foreign_key_without_not_valid::RULE,
    &not_enforced::RULE,
    &not_null_by_constraint_name::RULE,
    &primary_key_over_nullable::RULE,
    &primary_key_without_index::RULE,
    &set_not_null::RULE,
    &set_not_null_over_not_valid::RULE,
    &unique_without_index::RULE,
    &validate_in_same_transaction::RULE,
    &volatile_check::RULE,
];
