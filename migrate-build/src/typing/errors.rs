//! How are the errors of types, casts, functions and operators said.

use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::Name;

/// `collations are not supported by type integer`
#[must_use]
pub fn collation_not_supported(catalog: &Catalog, type_id: TypeId) -> Problem {
    let message = format!("collations are not supported by type {}", type_text(catalog, type_id));
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, message)
}

/// Where a type of that name is, if it is only out of sight.
#[must_use]
pub fn type_hint(_catalog: &Catalog, _name: &Name) -> Option<String> {
    None
}

/// A type as PostgreSQL spells it in messages.
#[must_use]
pub fn type_text(catalog: &Catalog, type_id: TypeId) -> String {
    crate::catalog::format::format_type(catalog, type_id, -1)
}
