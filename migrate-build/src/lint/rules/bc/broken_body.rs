//! Does the body of a function fail from here on.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_proofs(("broken_body", "BC011"), (Group::Breaking, Level::Deny), include_str!("broken_body.md"));
