//! What is refused of schemas.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A schema that is named and not there.
pub(in crate::fold) fn schema_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_SCHEMA_NAME, format!("schema \"{name}\" does not exist")).about(SubjectKind::Schema, name)
}

/// A schema that is there already.
pub(in crate::fold) fn schema_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_SCHEMA, format!("schema \"{name}\" already exists")).about(SubjectKind::Schema, name)
}

/// A name that only the server may give.
pub(in crate::fold) fn schema_name_reserved(name: &Name) -> Problem {
    Diagnostic::error(SqlState::RESERVED_NAME, format!("unacceptable schema name \"{name}\""))
        .note("the prefix \"pg_\" is reserved for system schemas")
}

/// An unqualified name while no schema of the path exists.
pub(in crate::fold) fn no_creation_schema() -> Problem {
    Diagnostic::error(SqlState::INVALID_SCHEMA_NAME, "no schema has been selected to create in")
}

/// A name with a database in front that is not this one.
pub(in crate::fold) fn cross_database(name: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cross-database references are not implemented: {name}"))
}

/// An element of CREATE SCHEMA that names another schema.
pub(in crate::fold) fn element_in_other_schema(named: &Name, created: &Name) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_SCHEMA_DEFINITION,
        format!("CREATE specifies a schema ({named}) different from the one being created ({created})"),
    )
}
