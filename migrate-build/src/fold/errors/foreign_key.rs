//! What is said of foreign keys that cannot be declared so.

use crate::catalog::Catalog;
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn referenced_not_a_table(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("referenced relation \"{name}\" is not a table"))
        .about(SubjectKind::Relation, name)
}

pub(crate) fn persistence(rule: &str) -> Problem {
    let message = format!("constraints on {rule} tables");
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, message)
}

pub(crate) fn column_missing(column: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" referenced in foreign key constraint does not exist"))
        .about(SubjectKind::Column, column)
}

pub(crate) fn system_column() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "system columns cannot be used in foreign keys")
}

pub(crate) fn column_counts_differ() -> Problem {
    Diagnostic::error(SqlState::INVALID_FOREIGN_KEY, "number of referencing and referenced columns for foreign key disagree")
}

pub(crate) fn no_primary_key(table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("there is no primary key for referenced table \"{table}\""))
}

pub(crate) fn deferrable_key(table: &Name, primary: bool) -> Problem {
    let kind = if primary { "primary key" } else { "unique constraint" };
    let message = format!("cannot use a deferrable {kind} for referenced table \"{table}\"");
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
}

pub(crate) fn no_matching_key(table: &Name) -> Problem {
    let message = format!("there is no unique constraint matching given keys for referenced table \"{table}\"");
    Diagnostic::error(SqlState::INVALID_FOREIGN_KEY, message)
        .help(format!("make these columns the primary key of \"{table}\", or declare them unique"))
}

pub(crate) fn duplicate_referenced() -> Problem {
    Diagnostic::error(SqlState::INVALID_FOREIGN_KEY, "foreign key referenced-columns list must not contain duplicates")
}

pub(crate) fn cannot_be_implemented(catalog: &Catalog, name: &Name, columns: (&Name, &Name), types: (TypeId, TypeId)) -> Problem {
    let (left, right) = (format_type(catalog, types.0, -1), format_type(catalog, types.1, -1));
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("foreign key constraint \"{name}\" cannot be implemented"))
        .note(format!("key columns \"{}\" and \"{}\" are of incompatible types: {left} and {right}", columns.0, columns.1))
}

pub(crate) fn invalid_action(action: &str, on: &str) -> Problem {
    let message = format!("invalid {on} action for foreign key constraint containing generated column");
    let _ = action;
    Diagnostic::error(SqlState::SYNTAX_ERROR, message)
}

pub(crate) fn set_column_not_in_key(column: &Name) -> Problem {
    let message = format!("column \"{column}\" referenced in ON DELETE SET action must be part of foreign key");
    Diagnostic::error(SqlState::INVALID_COLUMN_REFERENCE, message)
}

pub(crate) fn match_partial() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "MATCH PARTIAL not yet implemented")
}
