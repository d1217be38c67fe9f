//! What changing the type of a column costs, and which types are regretted.

mod changed_collation;
mod json_column;
mod limited_text;
mod narrower_type;
mod rounded_amount;
mod sequence_stays_small;
mod serial_type;
mod small_key;
mod time_zone_dependent_type;
mod timestamp_without_time_zone;
mod type_change_of_foreign_key;
mod type_change_rechecks;
mod type_index_rebuild;
mod type_rewrite;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &changed_collation::RULE,
    &json_column::RULE,
    &limited_text::RULE,
    &narrower_type::RULE,
    &rounded_amount::RULE,
    &sequence_stays_small::RULE,
    &serial_type::RULE,
    &small_key::RULE,
    &time_zone_dependent_type::RULE,
    &timestamp_without_time_zone::RULE,
    &type_change_of_foreign_key::RULE,
    &type_change_rechecks::RULE,
    &type_index_rebuild::RULE,
    &type_rewrite::RULE,
];
