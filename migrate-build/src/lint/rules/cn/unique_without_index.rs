//! Is the index of a unique constraint built while nobody reads or writes.

use crate::lint::built_key::{Key, say_built_keys};
use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("unique_without_index", "CN006"),
    (Group::Constraints, Level::Deny),
    include_str!("unique_without_index.md"),
    |step, report| say_built_keys(step, report, Key::Unique),
);
