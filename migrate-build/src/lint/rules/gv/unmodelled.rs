//! Can a statement not be followed.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_other_layers(("unmodelled", "GV015"), (Group::Governance, Level::Warn), include_str!("unmodelled.md"));
