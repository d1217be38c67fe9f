//! Does rolling back leave data lost that the migration dropped.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("rollback_loses_data", "GV016"), (Group::Governance, Level::Warn), include_str!("rollback_loses_data.md"));
