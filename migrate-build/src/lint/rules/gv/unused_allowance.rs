//! Is something allowed that does not happen.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_other_layers(("unused_allowance", "GV020"), (Group::Governance, Level::Warn), include_str!("unused_allowance.md"));
