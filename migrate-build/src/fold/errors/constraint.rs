//! What is said of constraints that cannot be declared so.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn misplaced(clause: &str) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("misplaced {clause} clause"))
}

pub(crate) fn deferred_not_deferrable() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "constraint declared INITIALLY DEFERRED must be DEFERRABLE")
}

pub(crate) fn cannot_be_marked(kind: &str, mark: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("{kind} constraints cannot be marked {mark}"))
}

pub(crate) fn exists(name: &Name, relation: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("constraint \"{name}\" for relation \"{relation}\" already exists")).about_part(
        SubjectKind::Part,
        name,
        relation,
    )
}

pub(crate) fn several_primary_keys(table: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("multiple primary keys for table \"{table}\" are not allowed"))
}

pub(crate) fn key_column_missing(column: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" named in key does not exist"))
        .about(SubjectKind::Column, column)
}

pub(crate) fn key_column_twice(column: &Name, primary: bool) -> Problem {
    let kind = if primary { "primary key" } else { "unique" };
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{column}\" appears twice in {kind} constraint"))
}

pub(crate) fn no_inherit_on_partitioned(kind: &str, table: &Name) -> Problem {
    let message = match kind {
        "check" => format!("cannot add NO INHERIT constraint to partitioned table \"{table}\""),
        _ => "not-null constraints on partitioned tables cannot be NO INHERIT".to_owned(),
    };
    let state = if kind == "check" { SqlState::INVALID_TABLE_DEFINITION } else { SqlState::FEATURE_NOT_SUPPORTED };
    Diagnostic::error(state, message)
}

pub(crate) fn conflicts_with(name: &Name, table: &Name, what: &str) -> Problem {
    let message = format!("constraint \"{name}\" conflicts with {what} constraint on relation \"{table}\"");
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message)
}

/// Two names for the NOT NULL of one column; PostgreSQL calls it an internal error where both stand at the column.
pub(crate) fn not_null_names(one: &Name, two: &Name, at_column: bool) -> Problem {
    let state = if at_column { SqlState::INTERNAL_ERROR } else { SqlState::SYNTAX_ERROR };
    Diagnostic::error(state, format!("conflicting not-null constraint names \"{one}\" and \"{two}\""))
}

pub(crate) fn existing_index_in_create() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot use an existing index in CREATE TABLE")
}

pub(crate) fn exclusion_on_partitioned() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "exclusion constraints are not supported on partitioned tables")
}

pub(crate) fn system_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot alter system column \"{column}\""))
}
