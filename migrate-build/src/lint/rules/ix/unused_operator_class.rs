//! Is a new index one that no query of the program can use.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_proofs(("unused_operator_class", "IX018"), (Group::Indexes, Level::Warn), include_str!("unused_operator_class.md"));
