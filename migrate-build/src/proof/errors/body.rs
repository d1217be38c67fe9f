//! What is said of a body that a migration breaks.

use crate::diag::{Diagnostic, Problem, Severity};

/// `place` is the line of the body that fails.
pub(crate) fn broken_body(function: &str, said: &str, place: &str) -> Problem {
    Diagnostic::rule(Severity::Warning, "broken_body", format!("{function} fails from here on: {said}"))
        .label("what its body needs is not there any more")
        .note(format!("in its body at {place}"))
        .help("replace the function in this migration, after this statement, or drop it if nothing calls it")
}
