//! What opens access that was meant to be closed.

mod broad_grant;
mod definer_without_search_path;
mod open_policy;
mod powerful_role;
mod row_security_off;
mod row_security_without_policy;
mod view_bypasses_row_security;

use crate::lint::rule::Rule;

/// The family.
pub(super) const RULES: &[&Rule] = &[
    &broad_grant::RULE,
    &definer_without_search_path::RULE,
    &open_policy::RULE,
    &powerful_role::RULE,
    &row_security_off::RULE,
    &row_security_without_policy::RULE,
    &view_bypasses_row_security::RULE,
];
