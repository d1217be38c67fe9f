//! Is the index of a primary key built while nobody reads or writes.

use crate::lint::built_key::{Key, say_built_keys};
use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("primary_key_without_index", "CN007"),
    (Group::Constraints, Level::Deny),
    include_str!("primary_key_without_index.md"),
    |step, report| say_built_keys(step, report, Key::Primary),
);
