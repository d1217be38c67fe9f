//! How are the errors of names, columns and queries said.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::{Name, Span};

/// An error with a SQLSTATE, words and a place.
#[must_use]
pub fn error_at(code: SqlState, message: impl Into<String>, at: Span) -> Problem {
    Diagnostic::error(code, message).at(at)
}

/// `column reference "x" is ambiguous`
#[must_use]
pub fn ambiguous_column(name: &Name, at: Span) -> Problem {
    error_at(SqlState::AMBIGUOUS_COLUMN, format!("column reference \"{name}\" is ambiguous"), at)
        .label("more than one table has it")
        .about(SubjectKind::Column, name)
}

/// `table reference "t" is ambiguous`
#[must_use]
pub fn ambiguous_table(name: &Name, at: Span) -> Problem {
    error_at(SqlState::AMBIGUOUS_ALIAS, format!("table reference \"{name}\" is ambiguous"), at)
}

/// `column "x" of relation "t" does not exist`
#[must_use]
pub fn no_such_column_of(column: &Name, relation: &Name, at: Span) -> Problem {
    error_at(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" of relation \"{relation}\" does not exist"), at).about_part(
        SubjectKind::Column,
        column,
        relation,
    )
}

/// `relation "t" does not exist`
#[must_use]
pub fn no_such_relation(schema: Option<&Name>, name: &Name, at: Span) -> Problem {
    let text = schema.map_or_else(|| name.to_string(), |schema| format!("{schema}.{name}"));
    error_at(SqlState::UNDEFINED_TABLE, format!("relation \"{text}\" does not exist"), at).about(SubjectKind::Relation, name)
}

/// `table name "t" specified more than once`
#[must_use]
pub fn duplicate_alias(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_ALIAS, format!("table name \"{name}\" specified more than once"))
        .help("give one of them an alias of its own")
}

/// A feature that PostgreSQL does not have there.
#[must_use]
pub fn not_supported(message: impl Into<String>, at: Span) -> Problem {
    error_at(SqlState::FEATURE_NOT_SUPPORTED, message, at)
}

/// A mistake in the form of a statement.
#[must_use]
pub fn syntax_error(message: impl Into<String>, at: Span) -> Problem {
    error_at(SqlState::SYNTAX_ERROR, message, at)
}
