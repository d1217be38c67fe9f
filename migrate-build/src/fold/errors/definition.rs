//! What is refused of lists of options.

use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::Name;

fn syntax(message: String) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, message)
}

/// An option that stands twice.
pub(in crate::fold) fn conflicting_options() -> Problem {
    syntax("conflicting or redundant options".to_owned())
}

/// An option without the value that it needs.
pub(in crate::fold) fn parameter_required(option: &Name) -> Problem {
    syntax(format!("{option} requires a parameter"))
}

/// A value that is no name.
pub(in crate::fold) fn must_be_a_name(option: &Name) -> Problem {
    syntax(format!("argument of {option} must be a name"))
}

/// A value that is no type.
pub(in crate::fold) fn must_be_a_type(option: &Name) -> Problem {
    syntax(format!("argument of {option} must be a type name"))
}

/// A value that is no switch.
pub(in crate::fold) fn boolean_required(option: &Name) -> Problem {
    syntax(format!("{option} requires a Boolean value"))
}
