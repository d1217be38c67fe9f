//! How are problems of the text itself said: PostgreSQL's words for what its lexer, grammar and the grammar's own actions refuse.

use crate::diag::{Code, Diagnostic, Problem, Severity, SqlState};
use crate::text::{Gather, Span};

/// The grammar cannot go on with the token at `span`.
#[must_use]
pub fn syntax_error_near(token: &str, span: Span) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("syntax error at or near \"{token}\"")).at(span)
}

/// The statement ends too early.
#[must_use]
pub fn syntax_error_at_end(at: u32) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "syntax error at end of input").at(Span::empty(at))
}

/// An error that an action of the grammar raises, with SQLSTATE 42601.
#[must_use]
pub fn refused_by_grammar(message: impl Into<String>, span: Span) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(span)
}

/// PostgreSQL may accept this; this product does not understand it.
#[must_use]
pub fn not_understood(what: &str, span: Span) -> Problem {
    Diagnostic::rule(Severity::Error, "not-understood", format!("this form of {what} is not understood"))
        .at(span)
        .help("write it in a more usual form, or report it: PostgreSQL itself may well accept it")
}

/// Whether a problem says that this product, and not PostgreSQL, is at its end.
#[must_use]
pub fn is_not_understood(problem: &Problem) -> bool {
    matches!(problem.code, Code::Rule("not-understood"))
}

/// `a.b.c.d` where at most three parts may stand.
#[must_use]
pub fn too_many_dotted_names(name: &str, span: Span) -> Problem {
    refused_by_grammar(format!("improper qualified name (too many dotted names): {name}"), span)
}

/// Expressions nested more deeply than the server's stack allows.
#[must_use]
pub fn nested_too_deeply(span: Span) -> Problem {
    Diagnostic::error(SqlState::STATEMENT_TOO_COMPLEX, "stack depth limit exceeded").label("nested too deeply here").at(span)
}

/// The text cannot be cut into tokens; PostgreSQL quotes what it has read of the token.
#[must_use]
pub fn lexical_error(message: &str, read: &str, span: Span) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("{message} at or near \"{read}\"")).at(span)
}

/// `\u12` in a string with escapes.
#[must_use]
pub fn invalid_unicode_escape(span: Span) -> Problem {
    Diagnostic::error(SqlState::INVALID_ESCAPE_SEQUENCE, "invalid Unicode escape")
        .at(span)
        .help("Unicode escapes must be \\uXXXX or \\UXXXXXXXX")
}

/// The rows after `COPY .. FROM STDIN` in a file.
#[must_use]
pub fn copied_data(rows: &str, span: Span) -> Problem {
    let word: String = rows.chars().take_while(|c| !c.is_whitespace()).gather();
    syntax_error_near(&word, span)
        .label("rows of COPY")
        .note("the rows of COPY travel outside of the SQL, in a protocol of psql and the server")
        .help("write them as INSERT ... VALUES")
}
