//! What is said of tables that cannot be declared so.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn partitioned_child() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "cannot create partitioned table as inheritance child")
}

pub(crate) fn inherited_twice(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_TABLE, format!("relation \"{name}\" would be inherited from more than once"))
}

pub(crate) fn on_commit_permanent() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "ON COMMIT can only be used on temporary tables")
}

pub(crate) fn unknown_option(name: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized parameter \"{name}\""))
}

pub(crate) fn unknown_option_namespace(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized parameter namespace \"{name}\""))
}

pub(crate) fn tablespace_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("tablespace \"{name}\" does not exist")).about(SubjectKind::Other, name)
}

pub(crate) fn server_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("server \"{name}\" does not exist")).about(SubjectKind::Other, name)
}

pub(crate) fn wrong_parent(message: String) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
}

pub(crate) fn column_conflict(column: &Name, what: &str) -> Problem {
    let state = if what == "collation" { SqlState::COLLATION_MISMATCH } else { SqlState::DATATYPE_MISMATCH };
    Diagnostic::error(state, format!("column \"{column}\" has a {what} conflict"))
}

pub(crate) fn inherited_column_conflict(column: &Name, what: &str) -> Problem {
    let state = if what == "collation" { SqlState::COLLATION_MISMATCH } else { SqlState::DATATYPE_MISMATCH };
    Diagnostic::error(state, format!("inherited column \"{column}\" has a {what} conflict"))
}

pub(crate) fn generation_conflict(column: &Name, what: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_COLUMN_DEFINITION, what.replace("%s", column))
}

pub(crate) fn conflicting_defaults(column: &Name, generated: bool) -> Problem {
    let (what, help) = if generated {
        ("generation expressions", "to resolve the conflict, specify a generation expression explicitly")
    } else {
        ("default values", "to resolve the conflict, specify a default explicitly")
    };
    let message = format!("column \"{column}\" inherits conflicting {what}");
    Diagnostic::error(SqlState::INVALID_COLUMN_DEFINITION, message).help(help)
}

pub(crate) fn not_a_composite(name: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("type {name} is not a composite type"))
}

pub(crate) fn row_type_of_table(name: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("type {name} is the row type of another table"))
        .note("a typed table must use a stand-alone composite type created with CREATE TYPE")
}

pub(crate) fn options_of_partitioned() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot specify storage parameters for a partitioned table")
        .help("specify storage parameters for its leaf partitions instead")
}

pub(crate) fn option_value(message: String) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, message)
}

pub(crate) fn with_oids() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "tables declared WITH OIDS are not supported")
}

pub(crate) fn like_of_foreign() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "LIKE is not supported for creating foreign tables")
}

pub(crate) fn method_of_partitioned() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "specifying a table access method is not supported on a partitioned table")
}
