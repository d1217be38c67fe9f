//! What is said of columns that cannot be declared so.

use crate::catalog::Catalog;
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn serial_array() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "array of serial is not implemented")
}

/// Two things are said of a column that only one may be said of, or that contradict each other.
pub(crate) fn contradiction(what: &str, column: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("{what} for column \"{column}\" of table \"{table}\""))
}

pub(crate) fn unsupported(what: &str, on: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("{what} are not supported on {on}"))
}

pub(crate) fn given_twice(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{column}\" specified more than once"))
        .about(SubjectKind::Column, column)
}

pub(crate) fn system_name(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column name \"{column}\" conflicts with a system column name"))
}

pub(crate) fn too_many() -> Problem {
    Diagnostic::error(SqlState::TOO_MANY_COLUMNS, "tables can have at most 1600 columns")
}

pub(crate) fn missing(column: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" does not exist")).about(SubjectKind::Column, column)
}

pub(crate) fn pseudo_type(catalog: &Catalog, column: &Name, type_id: TypeId) -> Problem {
    let message = format!("column \"{column}\" has pseudo-type {}", format_type(catalog, type_id, -1));
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, message)
}

pub(crate) fn set_of(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("column \"{column}\" cannot be declared SETOF"))
}

pub(crate) fn member_of_itself(catalog: &Catalog, type_id: TypeId) -> Problem {
    let message = format!("composite type {} cannot be made a member of itself", format_type(catalog, type_id, -1));
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, message)
}

pub(crate) fn no_collation(catalog: &Catalog, column: &Name, type_id: TypeId) -> Problem {
    let type_text = format_type(catalog, type_id, -1);
    let message = format!("no collation was derived for column \"{column}\" with collatable type {type_text}");
    Diagnostic::error(SqlState::INDETERMINATE_COLLATION, message).help("use the COLLATE clause to set the collation explicitly")
}

pub(crate) fn bad_compression(method: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid compression method \"{method}\""))
}

pub(crate) fn no_compression(catalog: &Catalog, type_id: TypeId) -> Problem {
    let message = format!("column data type {} does not support compression", format_type(catalog, type_id, -1));
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

pub(crate) fn bad_storage(storage: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid storage type \"{storage}\""))
}

pub(crate) fn only_plain_storage(catalog: &Catalog, type_id: TypeId) -> Problem {
    let message = format!("column data type {} can only have storage PLAIN", format_type(catalog, type_id, -1));
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

pub(crate) fn generation_not_immutable() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "generation expression is not immutable")
}

pub(crate) fn generated_from_generated(column: &Name) -> Problem {
    let message = format!("cannot use generated column \"{column}\" in column generation expression");
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message).note("a generated column cannot reference another generated column")
}

pub(crate) fn generated_from_row() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "cannot use whole-row variable in column generation expression")
        .note("this would cause the generated column to depend on its own value")
}
