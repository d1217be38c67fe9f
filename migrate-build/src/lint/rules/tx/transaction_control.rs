//! Does a migration begin or end transactions of its own.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_other_layers(("transaction_control", "TX005"), (Group::Transactions, Level::Warn), include_str!("transaction_control.md"));
