//! What is said of partitions and partitioned tables that cannot be declared so.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn unknown_strategy(word: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized partitioning strategy \"{word}\""))
}

pub(crate) fn invalid(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message)
}

pub(crate) fn invalid_table(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, message)
}

pub(crate) fn key_column_missing(column: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" named in partition key does not exist"))
        .about(SubjectKind::Column, column)
}

pub(crate) fn not_partitioned(table: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("\"{table}\" is not partitioned")).about(SubjectKind::Relation, table)
}

pub(crate) fn overlaps(new: &Name, old: &Name) -> Problem {
    invalid(format!("partition \"{new}\" would overlap partition \"{old}\""))
}

pub(crate) fn second_default(new: &Name, old: &Name) -> Problem {
    invalid(format!("partition \"{new}\" conflicts with existing default partition \"{old}\""))
}

pub(crate) fn empty_range(new: &Name) -> Problem {
    invalid(format!("empty range bound specified for partition \"{new}\""))
}

pub(crate) fn datatype(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, message)
}

pub(crate) fn unique_without_key(kind: &str, table: &Name, column: &Name) -> Problem {
    let message = "unique constraint on partitioned table must include all partitioning columns";
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
        .note(format!("{kind} constraint on table \"{table}\" lacks column \"{column}\" which is part of the partition key"))
}

pub(crate) fn unsupported(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}
