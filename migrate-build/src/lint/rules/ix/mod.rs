//! What building, dropping and choosing indexes costs.

mod blocking_drop_index;
mod blocking_index;
mod blocking_reindex;
mod concurrently_if_not_exists;
mod drop_before_replacement;
mod foreign_key_without_index;
mod index_on_partitioned_table;
mod nulls_in_unique;
mod redundant_index;
mod unique_concurrently;
mod unnamed_index;
mod unused_operator_class;
mod vector_index;
mod wide_index;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &blocking_drop_index::RULE,
    &blocking_index::RULE,
    &blocking_reindex::RULE,
    &concurrently_if_not_exists::RULE,
    &drop_before_replacement::RULE,
    &foreign_key_without_index::RULE,
    &index_on_partitioned_table::RULE,
    &nulls_in_unique::RULE,
    &redundant_index::RULE,
    &unique_concurrently::RULE,
    &unnamed_index::RULE,
    &unused_operator_class::RULE,
    &vector_index::RULE,
    &wide_index::RULE,
];
