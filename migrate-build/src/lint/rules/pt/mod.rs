//! What attaching, detaching and making partitions locks and reads.

mod attach_builds_index;
mod attach_without_check;
mod blocking_detach;
mod default_partition;
mod default_partition_scan;
mod dropped_partition;
mod partition_of_used_table;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &attach_builds_index::RULE,
    &attach_without_check::RULE,
    &blocking_detach::RULE,
    &default_partition::RULE,
    &default_partition_scan::RULE,
    &dropped_partition::RULE,
    &partition_of_used_table::RULE,
];
