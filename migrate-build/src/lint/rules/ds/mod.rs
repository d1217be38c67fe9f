//! What is lost for good.

mod cascade;
mod column_takes_constraints;
mod column_takes_generated;
mod delete_everything;
mod down_loses_data;
mod dropped_column;
mod dropped_enum_label;
mod dropped_not_null;
mod dropped_schema;
mod dropped_table;
mod truncate;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &cascade::RULE,
    &column_takes_constraints::RULE,
    &column_takes_generated::RULE,
    &delete_everything::RULE,
    &down_loses_data::RULE,
    &dropped_column::RULE,
    &dropped_enum_label::RULE,
    &dropped_not_null::RULE,
    &dropped_schema::RULE,
    &dropped_table::RULE,
    &truncate::RULE,
];
