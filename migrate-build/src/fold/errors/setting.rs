//! What is refused of settings.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A setting that the server does not have.
pub(in crate::fold) fn setting_unknown(name: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("unrecognized configuration parameter \"{name}\""))
        .about(SubjectKind::Other, &Name::from(name))
}

/// A setting that only the start of the server decides.
pub(in crate::fold) fn needs_restart(name: &str) -> Problem {
    fixed(format!("parameter \"{name}\" cannot be changed without restarting the server"))
}

/// A setting that only the configuration file decides.
pub(in crate::fold) fn cannot_change_now(name: &str) -> Problem {
    fixed(format!("parameter \"{name}\" cannot be changed now"))
}

/// A setting that the connection decides.
pub(in crate::fold) fn after_connection_start(name: &str) -> Problem {
    fixed(format!("parameter \"{name}\" cannot be set after connection start"))
}

/// A setting that only tells something.
pub(in crate::fold) fn cannot_change(name: &str) -> Problem {
    fixed(format!("parameter \"{name}\" cannot be changed"))
}

fn fixed(message: String) -> Problem {
    Diagnostic::error(SqlState::CANT_CHANGE_RUNTIME_PARAM, message)
}

/// A value that is no switch.
pub(in crate::fold) fn needs_boolean(name: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("parameter \"{name}\" requires a Boolean value"))
}

/// A value that the setting cannot have.
pub(in crate::fold) fn invalid_value(name: &str, value: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid value for parameter \"{name}\": \"{value}\""))
}

/// A role that is set and not there.
pub(in crate::fold) fn role_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("role \"{name}\" does not exist")).about(SubjectKind::Role, name)
}
