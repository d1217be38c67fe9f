//! Are the tables that a header names those that the migration touches.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("wrong_affected_tables", "GV009"), (Group::Governance, Level::Warn), include_str!("wrong_affected_tables.md"));
