//! What is refused of changes of rows.

use crate::diag::{Diagnostic, Problem, Severity, SqlState, SubjectKind};
use crate::text::Name;

/// COPY of what is no table.
pub(in crate::fold) fn cannot_copy(way: &str, kind: &str, name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot copy {way} {kind} \"{name}\"")).about(SubjectKind::Relation, name)
}

/// COPY FROM STDIN, which psql feeds and nobody else.
pub(in crate::fold) fn copy_from_stdin() -> Problem {
    Diagnostic::rule(Severity::Error, "copy_from_stdin", "COPY FROM STDIN within a migration, which has no input")
        .help("write the rows as INSERT ... VALUES")
}

/// TRUNCATE of what others refer to.
pub(in crate::fold) fn truncate_referenced(table: &Name, by: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot truncate a table referenced in a foreign key constraint")
        .note(format!("table \"{by}\" references \"{table}\""))
        .help(format!("truncate table \"{by}\" at the same time, or use TRUNCATE ... CASCADE"))
}

/// TRUNCATE ONLY of a table that has no rows of its own.
pub(in crate::fold) fn truncate_only_partitioned() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot truncate only a partitioned table")
        .help("do not specify the ONLY keyword, or use TRUNCATE ONLY on the partitions directly")
}

/// A table of the server itself.
pub(in crate::fold) fn system_catalog(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied: \"{name}\" is a system catalog"))
}
