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

/// A type that is named and not there; without a place, as utility statements report it.
pub(in crate::fold) fn type_missing(name: &str, bare: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("type \"{name}\" does not exist")).about(SubjectKind::Type, bare)
}

/// A type that was only declared.
pub(in crate::fold) fn only_a_shell(name: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("type \"{name}\" is only a shell"))
}

/// A base type without a shell before it.
pub(in crate::fold) fn shell_needed(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("type \"{name}\" does not exist"))
        .help("create the type as a shell type, then create its I/O functions, then do a full CREATE TYPE")
        .about(SubjectKind::Type, name)
}

/// A base type without an input function.
pub(in crate::fold) fn input_function_missing() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "type input function must be specified")
}

/// A base type without an output function.
pub(in crate::fold) fn output_function_missing() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "type output function must be specified")
}

/// A property that types do not have.
pub(in crate::fold) fn attribute_unknown(name: &str) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("type attribute \"{name}\" not recognized"))
}

/// A property that cannot change.
pub(in crate::fold) fn attribute_cannot_change(name: &str) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("type attribute \"{name}\" cannot be changed"))
}

/// A property that must be given.
pub(in crate::fold) fn attribute_required(name: &str) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("type attribute \"{name}\" is required"))
}

/// A type that is no base type.
pub(in crate::fold) fn not_a_base_type(type_: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{type_} is not a base type"))
}

/// A collation on a type that has none.
pub(in crate::fold) fn collation_not_supported(type_: &str) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("collations are not supported by type {type_}"))
}

/// An attribute named twice.
pub(in crate::fold) fn attribute_twice(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{name}\" specified more than once")).about(SubjectKind::Column, name)
}

/// An attribute that is a set.
pub(in crate::fold) fn attribute_set_of(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("column \"{name}\" cannot be declared SETOF"))
}

/// An attribute of a pseudo-type.
pub(in crate::fold) fn attribute_pseudo(name: &Name, type_: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("column \"{name}\" has pseudo-type {type_}"))
}
