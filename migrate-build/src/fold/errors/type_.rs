//! What is refused of types.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A type of the name is there already.
pub(in crate::fold) fn type_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("type \"{name}\" already exists")).about(SubjectKind::Type, name)
}

/// A relation cannot be made because a type has the name.
pub(in crate::fold) fn row_type_exists(name: &Name) -> Problem {
    type_exists(name)
        .help("a relation has an associated type of the same name, so you must use a name that doesn't conflict with any existing type")
}

/// A type that is named and not there; PostgreSQL gives no place where only names of types may stand.
pub(in crate::fold) fn type_missing(name: &str, bare: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("type \"{name}\" does not exist")).about(SubjectKind::Type, bare)
}
