//! What is refused of privileges.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A privilege that does not exist.
pub(in crate::fold) fn privilege_unknown(name: &Name) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("unrecognized privilege type \"{name}\""))
}

/// A privilege that objects of the kind do not have.
pub(in crate::fold) fn privilege_invalid(privilege: &str, kind: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_GRANT_OPERATION, format!("invalid privilege type {privilege} for {kind}"))
}

/// A privilege that columns do not have.
pub(in crate::fold) fn privilege_invalid_for_column(privilege: &str) -> Problem {
    privilege_invalid(privilege, "column")
}

/// Columns of what has none.
pub(in crate::fold) fn columns_of_relations_only() -> Problem {
    Diagnostic::error(SqlState::INVALID_GRANT_OPERATION, "column privileges are only valid for relations")
}

/// An object of another kind than the word says.
pub(in crate::fold) fn wrong_kind(name: &Name, message: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is {message}")).about(SubjectKind::Relation, name)
}

/// A server or wrapper that is not there.
pub(in crate::fold) fn global_missing(kind: &str, name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("{kind} \"{name}\" does not exist")).about(SubjectKind::Other, name)
}

/// `IN SCHEMA` of default privileges on schemas.
pub(in crate::fold) fn in_schema_of_schemas(what: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_GRANT_OPERATION, format!("cannot use IN SCHEMA clause when using GRANT/REVOKE ON {what}"))
}
