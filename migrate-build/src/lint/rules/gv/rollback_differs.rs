//! Does the down leave another schema than there was before.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("rollback_differs", "GV007"), (Group::Governance, Level::Deny), include_str!("rollback_differs.md"));
