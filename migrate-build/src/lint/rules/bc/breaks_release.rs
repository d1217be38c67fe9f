//! Does a query of the program that is running fail from here on.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("breaks_release", "BC007"), (Group::Breaking, Level::Deny), include_str!("breaks_release.md"));
