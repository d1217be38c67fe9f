//! What is refused of publications.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A relation that no publication can hold.
pub(in crate::fold) fn cannot_add(name: &Name, detail: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("cannot add relation \"{name}\" to publication"))
        .note(detail)
        .about(SubjectKind::Relation, name)
}

/// An option that publications do not have.
pub(in crate::fold) fn parameter_unknown(name: &Name) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("unrecognized publication parameter: \"{name}\""))
}

/// A word after `publish` that is no change of rows.
pub(in crate::fold) fn action_unknown(action: &str) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("unrecognized value for publication option \"publish\": \"{action}\""))
}
