//! What is refused of bodies, and what is said of those that cannot be followed.

use crate::diag::{Diagnostic, Problem, Severity, SqlState, SubjectKind};
use crate::text::{Name, Span};

fn syntax(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, message)
}

/// Something that may define objects and cannot be followed.
pub(in crate::fold) fn unmodelled(what: &str, at: Span) -> Problem {
    Diagnostic::rule(Severity::Warning, "unmodelled", format!("{what} cannot be followed without a database"))
        .at(at)
        .label("what this makes or drops is unknown to what follows")
        .help("say what it will have done: -- migrate: assume ALTER TABLE ... ADD COLUMN ...")
}

/// A transaction that ends within a block that runs in one.
pub(super) fn invalid_termination() -> Problem {
    Diagnostic::error(SqlState::INVALID_TRANSACTION_TERMINATION, "invalid transaction termination")
}

/// `CASE` without a branch for the value.
pub(super) fn case_not_found() -> Problem {
    Diagnostic::error(SqlState::CASE_NOT_FOUND, "case not found").help("CASE statement is missing ELSE part")
}

/// An assertion that does not hold.
pub(super) fn assertion_failed(message: &str) -> Problem {
    Diagnostic::error(SqlState::ASSERT_FAILURE, message)
}

/// `INTO STRICT` without a row.
pub(super) fn no_data_found() -> Problem {
    Diagnostic::error(SqlState::NO_DATA_FOUND, "query returned no rows")
}

/// A command that is NULL.
pub(super) fn null_command() -> Problem {
    Diagnostic::error(SqlState::NULL_VALUE_NOT_ALLOWED, "query string argument of EXECUTE is null")
}

/// A name that is declared twice in one block.
pub(super) fn duplicate_declaration(name: &Name) -> Problem {
    syntax(format!("duplicate declaration at or near \"{name}\""))
}

/// A variable that is not there.
pub(super) fn unknown_variable(name: &Name) -> Problem {
    syntax(format!("\"{name}\" is not a known variable"))
}

/// A variable that cannot change.
pub(super) fn constant_variable(name: &Name) -> Problem {
    Diagnostic::error(SqlState::ERROR_IN_ASSIGNMENT, format!("variable \"{name}\" is declared CONSTANT"))
}

/// A variable that must have a first value.
pub(super) fn not_null_needs_default(name: &Name) -> Problem {
    Diagnostic::error(
        SqlState::NULL_VALUE_NOT_ALLOWED,
        format!("variable \"{name}\" must have a default value, since it's declared NOT NULL"),
    )
}

/// A loop over rows into what cannot hold one.
pub(super) fn loop_variable() -> Problem {
    syntax("loop variable of loop over rows must be a record variable or list of scalar variables")
}

/// `EXIT` or `CONTINUE` where there is no loop.
pub(super) fn outside_loop(word: &str) -> Problem {
    let tail = if word == "EXIT" { ", unless it has a label" } else { "" };
    syntax(format!("{word} cannot be used outside a loop{tail}"))
}

/// `EXIT` or `CONTINUE` of a label that is not there.
pub(super) fn label_missing(label: &Name) -> Problem {
    syntax(format!("there is no label \"{label}\" attached to any block or loop enclosing this statement"))
}

/// Fewer values than places in a message.
pub(super) fn too_few_parameters() -> Problem {
    syntax("too few parameters specified for RAISE")
}

/// More values than places in a message.
pub(super) fn too_many_parameters() -> Problem {
    syntax("too many parameters specified for RAISE")
}

/// `RETURN` with a value where none can be.
pub(super) fn return_with_value(of: &str) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("RETURN cannot have a parameter in {of}"))
}

/// `RETURN NEXT` or `RETURN QUERY` of a function that gives no set.
pub(super) fn not_a_set(word: &str) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("cannot use {word} in a non-SETOF function"))
}

/// `RETURN` without the value that it needs.
pub(super) fn missing_expression() -> Problem {
    syntax("missing expression at or near \";\"")
}

/// A relation whose row type is asked for and that is not there.
pub(super) fn row_type_missing(name: &str, bare: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_TABLE, format!("relation \"{name}\" does not exist")).about(SubjectKind::Relation, bare)
}
