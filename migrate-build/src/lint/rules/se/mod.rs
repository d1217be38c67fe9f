//! What opens access that was meant to be closed.

mod broad_grant;
mod definer_without_search_path;
mod extension_in_public;
mod mutable_audit;
mod open_policy;
mod powerful_role;
mod row_security_off;
mod row_security_without_policy;
mod spliced_command;
mod unclassified_column;
mod view_bypasses_row_security;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &broad_grant::RULE,
    &definer_without_search_path::RULE,
    &extension_in_public::RULE,
    &mutable_audit::RULE,
    &open_policy::RULE,
    &powerful_role::RULE,
    &row_security_off::RULE,
    &row_security_without_policy::RULE,
    &spliced_command::RULE,
    &unclassified_column::RULE,
    &view_bypasses_row_security::RULE,
];
