//! What is refused of extensions.

use crate::diag::{Diagnostic, Problem, Severity, SqlState, SubjectKind};
use crate::text::Name;

/// An extension that is there already.
pub(in crate::fold) fn extension_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("extension \"{name}\" already exists")).about(SubjectKind::Extension, name)
}

/// An extension that the server does not have; `near` is one that it has.
pub(in crate::fold) fn extension_not_available(name: &Name, near: Option<&Name>) -> Problem {
    let problem = Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("extension \"{name}\" is not available"))
        .about(SubjectKind::Extension, name);
    match near {
        Some(near) => problem.help(format!("there is an extension \"{near}\"")),
        None => problem,
    }
}

/// A name that no extension can have.
pub(in crate::fold) fn invalid_extension_name(name: &Name, why: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid extension name: \"{name}\""))
        .note(why)
        .about(SubjectKind::Extension, name)
}

/// An extension whose objects are asked for in a schema that is not theirs.
pub(in crate::fold) fn extension_schema(name: &Name, schema: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("extension \"{name}\" must be installed in schema \"{schema}\""))
        .about(SubjectKind::Extension, name)
}

/// An extension that another needs and that is not there.
pub(in crate::fold) fn required_extension_missing(required: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("required extension \"{required}\" is not installed"))
        .about(SubjectKind::Extension, &Name::from(required))
        .help("use CREATE EXTENSION ... CASCADE to install required extensions too")
}

/// An object that belongs to an extension and is to be added to one.
pub(in crate::fold) fn already_a_member(object: &str, extension: &Name) -> Problem {
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, format!("{object} is already a member of extension \"{extension}\""))
}

/// An object that does not belong to the extension that it is to be taken from.
pub(in crate::fold) fn not_a_member(object: &str, extension: &Name) -> Problem {
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, format!("{object} is not a member of extension \"{extension}\""))
}

/// An extension of which it is not known what it makes.
pub(in crate::fold) fn extension_unknown(name: &Name) -> Problem {
    Diagnostic::rule(Severity::Warning, "unmodelled", format!("what the extension \"{name}\" makes is not known"))
        .about(SubjectKind::Extension, name)
        .help("say what is needed of it: -- migrate: assume <ddl>")
}
