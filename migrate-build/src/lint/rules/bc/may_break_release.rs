//! May a query of the program that is running fail from here on.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("may_break_release", "BC010"), (Group::Breaking, Level::Warn), include_str!("may_break_release.md"));
