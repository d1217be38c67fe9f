//! What is said of extended statistics that cannot be made so.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("statistics object \"{name}\" already exists")).about(SubjectKind::Other, name)
}

pub(crate) fn missing(name: &str, bare: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("statistics object \"{name}\" does not exist")).about(SubjectKind::Other, bare)
}

pub(crate) fn unsupported(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

pub(crate) fn invalid(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message)
}

pub(crate) fn wrong_relation(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot define statistics for relation \"{name}\""))
}

pub(crate) fn duplicate(message: &str) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, message)
}

pub(crate) fn unknown_kind(kind: &Name) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("unrecognized statistics kind \"{kind}\""))
}
