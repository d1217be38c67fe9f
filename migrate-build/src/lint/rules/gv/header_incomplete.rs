//! Does the header of a file hold every part that the contract asks for.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("header_incomplete", "GV008"), (Group::Governance, Level::Warn), include_str!("header_incomplete.md"));
