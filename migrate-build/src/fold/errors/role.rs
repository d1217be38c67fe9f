//! What is refused of roles.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A role that no migration made and that does not come with the server.
pub(in crate::fold) fn role_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("role \"{name}\" does not exist"))
        .help(format!(
            "where it is made outside of the migrations, say so: -- migrate: assume CREATE ROLE \"{}\"",
            name.replace('"', "\"\"")
        ))
        .about(SubjectKind::Role, name)
}

/// A role that is there already.
pub(in crate::fold) fn role_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("role \"{name}\" already exists")).about(SubjectKind::Role, name)
}

/// A name that only the server may give.
pub(in crate::fold) fn role_reserved(name: &Name) -> Problem {
    Diagnostic::error(SqlState::RESERVED_NAME, format!("role name \"{name}\" is reserved"))
        .note("role names starting with \"pg_\" are reserved")
}

/// A word that stands for a role where a name is needed.
pub(in crate::fold) fn role_word(word: &str) -> Problem {
    Diagnostic::error(SqlState::RESERVED_NAME, format!("{word} cannot be used as a role name here"))
}

/// A role that owns something.
pub(in crate::fold) fn role_in_use(name: &Name) -> Problem {
    Diagnostic::error(
        SqlState::DEPENDENT_OBJECTS_STILL_EXIST,
        format!("role \"{name}\" cannot be dropped because some objects depend on it"),
    )
}
