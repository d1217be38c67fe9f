//! What is refused of enums.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A type that is no enum.
pub(in crate::fold) fn not_an_enum(type_: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{type_} is not an enum"))
}

/// A label that is too long.
pub(in crate::fold) fn label_too_long(label: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_NAME, format!("invalid enum label \"{label}\"")).note("labels must be 63 bytes or less")
}

/// A label that stands twice in one list, which PostgreSQL only finds when it writes it down.
pub(in crate::fold) fn label_twice(label: &Name) -> Problem {
    Diagnostic::error(SqlState::UNIQUE_VIOLATION, "duplicate key value violates unique constraint \"pg_enum_typid_label_index\"")
        .label(format!("the label \"{label}\" stands twice"))
}

/// A label that is there already.
pub(in crate::fold) fn label_exists(label: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("enum label \"{label}\" already exists")).about(SubjectKind::Other, label)
}

/// A label that is named and not there.
pub(in crate::fold) fn label_missing(label: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("\"{label}\" is not an existing enum label"))
        .about(SubjectKind::Other, label)
}

/// A label that is used before the transaction that adds it has ended.
pub(in crate::fold) fn label_unsafe(label: &Name, type_: &str) -> Problem {
    Diagnostic::error(SqlState::UNSAFE_NEW_ENUM_VALUE_USAGE, format!("unsafe use of new value \"{label}\" of enum type {type_}"))
        .help("new enum values must be committed before they can be used: add the value in a migration of its own")
}
