//! What is refused of statements about the session and the server.

use crate::diag::{Diagnostic, Problem, Severity, SqlState, SubjectKind};
use crate::text::Name;

/// A statement that was prepared already.
pub(in crate::fold) fn prepared_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_PREPARED_STATEMENT, format!("prepared statement \"{name}\" already exists"))
}

/// A statement that was not prepared.
pub(in crate::fold) fn prepared_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_SQL_STATEMENT_NAME, format!("prepared statement \"{name}\" does not exist"))
        .about(SubjectKind::Other, name)
}

/// Too many or too few arguments for a statement that was prepared.
pub(in crate::fold) fn prepared_parameter_count(name: &Name, wanted: usize, given: usize) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("wrong number of parameters for prepared statement \"{name}\""))
        .note(format!("expected {wanted} parameters but got {given}"))
}

/// A table that is made of a statement which is no query.
pub(in crate::fold) fn prepared_is_no_query() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "prepared statement is not a SELECT")
}

/// A cursor that is open already.
pub(in crate::fold) fn cursor_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_CURSOR, format!("cursor \"{name}\" already exists"))
}

/// A cursor that is not open.
pub(in crate::fold) fn cursor_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_CURSOR_NAME, format!("cursor \"{name}\" does not exist")).about(SubjectKind::Other, name)
}

/// LOCK of what has no rows.
pub(in crate::fold) fn not_lockable(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not a table or view")).about(SubjectKind::Relation, name)
}

/// A constraint that is not there.
pub(in crate::fold) fn constraint_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("constraint \"{name}\" does not exist")).about(SubjectKind::Part, name)
}

/// A constraint that is always checked at once.
pub(in crate::fold) fn constraint_not_deferrable(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("constraint \"{name}\" is not deferrable"))
}

/// A column named twice.
pub(in crate::fold) fn column_twice(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{column}\" of relation \"{table}\" appears more than once"))
}

/// CLUSTER of a table that was not clustered before.
pub(in crate::fold) fn never_clustered(table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("there is no previously clustered index for table \"{table}\""))
}

/// An index that the table does not have.
pub(in crate::fold) fn index_missing(index: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("index \"{index}\" for table \"{table}\" does not exist"))
        .about(SubjectKind::Relation, index)
}

/// CALL of a function.
pub(in crate::fold) fn not_a_procedure(signature: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{signature} is not a procedure")).help("to call a function, use SELECT")
}

/// CALL of what is not there.
pub(in crate::fold) fn procedure_missing(signature: &str, name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("procedure {signature} does not exist"))
        .help("no procedure matches the given name and argument types; you might need to add explicit type casts")
        .about(SubjectKind::Function, name)
}

/// A statement that no version of PostgreSQL has.
pub(in crate::fold) fn unsupported(words: &Name) -> Problem {
    Diagnostic::rule(Severity::Error, "unsupported_statement", format!("PostgreSQL has no statement {words}"))
}
