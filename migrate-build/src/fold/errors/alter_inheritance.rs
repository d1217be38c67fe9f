//! What ALTER TABLE refuses of parents, children and partitions.

use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::Name;

/// A table whose parents cannot change.
pub(in crate::fold) fn change_inheritance(what: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot change inheritance of {what}"))
}

/// A parent that lives shorter than its child.
pub(in crate::fold) fn inherit_from_temporary(parent: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot inherit from temporary relation \"{parent}\""))
}

/// A parent whose children are partitions.
pub(in crate::fold) fn inherit_from_partitioned(parent: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot inherit from partitioned table \"{parent}\""))
}

/// A parent that is a partition.
pub(in crate::fold) fn inherit_from_partition() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot inherit from a partition")
}

/// A parent that is a descendant.
pub(in crate::fold) fn circular_inheritance(parent: &Name, child: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_TABLE, "circular inheritance not allowed")
        .note(format!("\"{parent}\" is already a child of \"{child}\""))
}

/// A parent that is one already.
pub(in crate::fold) fn inherited_twice(parent: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_TABLE, format!("relation \"{parent}\" would be inherited from more than once"))
}

/// A child without a column of its parent.
pub(in crate::fold) fn child_missing_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("child table is missing column \"{column}\""))
}

/// A child without a constraint of its parent.
pub(in crate::fold) fn child_missing_constraint(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("child table is missing constraint \"{name}\""))
}

/// A child whose column has another type.
pub(in crate::fold) fn child_type_differs(table: &Name, column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("child table \"{table}\" has different type for column \"{column}\""))
}

/// A child whose column has another collation.
pub(in crate::fold) fn child_collation_differs(table: &Name, column: &Name) -> Problem {
    Diagnostic::error(SqlState::COLLATION_MISMATCH, format!("child table \"{table}\" has different collation for column \"{column}\""))
}

/// A child whose column takes NULL.
pub(in crate::fold) fn child_must_be_not_null(column: &Name, table: &Name, version: u8) -> Problem {
    let message = match version {
        18.. => format!("column \"{column}\" in child table \"{table}\" must be marked NOT NULL"),
        _ => format!("column \"{column}\" in child table must be marked NOT NULL"),
    };
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, message)
}

/// A child whose column is not generated.
pub(in crate::fold) fn child_must_be_generated(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("column \"{column}\" in child table must be a generated column"))
}

/// A child whose column is generated.
pub(in crate::fold) fn child_must_not_be_generated(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("column \"{column}\" in child table must not be a generated column"))
}

/// A child with another check of the name.
pub(in crate::fold) fn child_check_differs(table: &Name, name: &Name) -> Problem {
    Diagnostic::error(
        SqlState::DATATYPE_MISMATCH,
        format!("child table \"{table}\" has different definition for check constraint \"{name}\""),
    )
}

/// A child whose constraint is of another kind.
pub(in crate::fold) fn child_constraint_conflicts(name: &Name, table: &Name, what: &str) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_OBJECT_DEFINITION,
        format!("constraint \"{name}\" conflicts with {what} constraint on child table \"{table}\""),
    )
}

/// A relation that is no parent of the table.
pub(in crate::fold) fn not_a_parent(child: &Name, parent: &Name, partition: bool) -> Problem {
    let message = match partition {
        true => format!("relation \"{child}\" is not a partition of relation \"{parent}\""),
        false => format!("relation \"{parent}\" is not a parent of relation \"{child}\""),
    };
    Diagnostic::error(SqlState::UNDEFINED_TABLE, message)
}

/// A table that is not partitioned.
pub(in crate::fold) fn not_partitioned(table: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("table \"{table}\" is not partitioned"))
}

/// A table that is a partition already.
pub(in crate::fold) fn already_partition(table: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{table}\" is already a partition"))
}

/// A table that cannot be a partition.
pub(in crate::fold) fn attach(what: &str, article: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot attach {article}{what}"))
}

/// A partition that lives shorter than its parent.
pub(in crate::fold) fn attach_temporary(parent: &Name) -> Problem {
    Diagnostic::error(
        SqlState::WRONG_OBJECT_TYPE,
        format!("cannot attach a temporary relation as partition of permanent relation \"{parent}\""),
    )
}

/// A partition that lives longer than its parent.
pub(in crate::fold) fn attach_permanent(parent: &Name) -> Problem {
    Diagnostic::error(
        SqlState::WRONG_OBJECT_TYPE,
        format!("cannot attach a permanent relation as partition of temporary relation \"{parent}\""),
    )
}

/// A partition with an identity of its own.
pub(in crate::fold) fn attach_identity(table: &Name, column: Option<&Name>) -> Problem {
    let column = column.map_or("", Name::as_str);
    Diagnostic::error(
        SqlState::INVALID_OBJECT_DEFINITION,
        format!("table \"{table}\" being attached contains an identity column \"{column}\""),
    )
    .note("the new partition may not contain an identity column")
}

/// A partition with a column that its parent lacks.
pub(in crate::fold) fn extra_partition_column(table: &Name, column: &Name, parent: &Name) -> Problem {
    Diagnostic::error(
        SqlState::DATATYPE_MISMATCH,
        format!("table \"{table}\" contains column \"{column}\" not found in parent \"{parent}\""),
    )
    .note("the new partition may contain only the columns present in parent")
}

/// A trigger that partitions cannot have.
pub(in crate::fold) fn trigger_prevents_partition(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("trigger \"{name}\" prevents table \"{table}\" from becoming a partition"))
        .note("ROW triggers with transition tables are not supported on partitions")
}

/// `CONCURRENTLY` beside a default partition.
pub(in crate::fold) fn detach_with_default() -> Problem {
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, "cannot detach partitions concurrently when a default partition exists")
}

/// A relation that is no index.
pub(in crate::fold) fn not_an_index(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("\"{name}\" is not an index"))
}

/// An index that cannot be part of another.
pub(in crate::fold) fn cannot_attach_index(index: &Name, parent: &Name, why: &str) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("cannot attach index \"{index}\" as a partition of index \"{parent}\""),
    )
    .note(why)
}

/// An index that is not like the other.
pub(in crate::fold) fn index_definitions_differ(index: &Name, parent: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("cannot attach index \"{index}\" as a partition of index \"{parent}\""))
        .note("the index definitions do not match")
}

/// A child whose column is computed in another way.
pub(in crate::fold) fn child_expression_differs(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("column \"{column}\" in child table has a conflicting generation expression"))
}

/// A bound for an index, which takes the rows of its table.
pub(in crate::fold) fn index_is_not_partitioned_table(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("\"{name}\" is not a partitioned table"))
}
