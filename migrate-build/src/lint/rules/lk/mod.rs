//! What locks a table that is in use for as long as all its rows take, or holds what would be short for longer.

mod blocking_refresh;
mod brief_exclusive_lock;
mod changed_access_method;
mod changed_expression;
mod changed_persistence;
mod changed_tablespace;
mod constrained_domain_column;
mod identity_column;
mod inline_check;
mod inline_foreign_key;
mod inline_key;
mod lock_table;
mod parent_fan_out;
mod repeated_alter;
mod rewriting_maintenance;
mod sequence_lock;
mod serial_column;
mod stored_generated_column;
mod unsaid_generation;
mod volatile_default;
mod wide_lock_window;
mod work_under_lock;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &blocking_refresh::RULE,
    &brief_exclusive_lock::RULE,
    &changed_access_method::RULE,
    &changed_expression::RULE,
    &changed_persistence::RULE,
    &changed_tablespace::RULE,
    &constrained_domain_column::RULE,
    &identity_column::RULE,
    &inline_check::RULE,
    &inline_foreign_key::RULE,
    &inline_key::RULE,
    &lock_table::RULE,
    &parent_fan_out::RULE,
    &repeated_alter::RULE,
    &rewriting_maintenance::RULE,
    &sequence_lock::RULE,
    &serial_column::RULE,
    &stored_generated_column::RULE,
    &unsaid_generation::RULE,
    &volatile_default::RULE,
    &wide_lock_window::RULE,
    &work_under_lock::RULE,
];
