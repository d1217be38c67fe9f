//! What ALTER TABLE refuses of columns.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// An action on a column that is not there.
pub(in crate::fold) fn column_missing(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column \"{column}\" of relation \"{table}\" does not exist")).about_part(
        SubjectKind::Column,
        column,
        table,
    )
}

/// An action on a column that every table has.
pub(in crate::fold) fn alter_system_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot alter system column \"{column}\""))
}

/// A column that every table has is dropped.
pub(in crate::fold) fn drop_system_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot drop system column \"{column}\""))
}

/// A column that comes from a parent is dropped.
pub(in crate::fold) fn drop_inherited_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("cannot drop inherited column \"{column}\""))
}

/// A column that comes from a parent is retyped.
pub(in crate::fold) fn alter_inherited_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("cannot alter inherited column \"{column}\""))
}

/// A column that comes from several parents is retyped in one.
pub(in crate::fold) fn alter_inherited_column_of(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("cannot alter inherited column \"{column}\" of relation \"{table}\""))
}

/// A column of the partition key is dropped or retyped.
pub(in crate::fold) fn partition_key_column(action: &str, column: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_TABLE_DEFINITION,
        format!("cannot {action} column \"{column}\" because it is part of the partition key of relation \"{table}\""),
    )
}

/// A partition gets a column that its parent lacks.
pub(in crate::fold) fn partition_column() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot add column to a partition")
}

/// A table that is of a type loses or gets a column.
pub(in crate::fold) fn typed_table(action: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot {action} typed table"))
}

/// A column of a table that is of a type is retyped.
pub(in crate::fold) fn typed_table_type() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot alter column type of typed table")
}

/// A type that tables are of changes.
pub(in crate::fold) fn type_of_typed_table(name: &Name) -> Problem {
    Diagnostic::error(
        SqlState::DEPENDENT_OBJECTS_STILL_EXIST,
        format!("cannot alter type \"{name}\" because it is the type of a typed table"),
    )
    .help("use ALTER ... CASCADE to alter the typed tables too")
}

/// More columns than a table can have.
pub(in crate::fold) fn too_many_columns() -> Problem {
    Diagnostic::error(SqlState::TOO_MANY_COLUMNS, "tables can have at most 1600 columns")
}

/// An identity column that children would get.
pub(in crate::fold) fn identity_with_children() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "cannot recursively add identity column to table that has child tables")
}

/// A column that the children would lack.
pub(in crate::fold) fn column_for_children_too() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "column must be added to child tables too")
}

/// `ONLY` where partitions have the column.
pub(in crate::fold) fn only_partitioned_column() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "cannot drop column from only the partitioned table when partitions exist")
        .help("do not specify the ONLY keyword")
}

/// `ONLY` where partitions have the constraint.
pub(in crate::fold) fn only_partitioned_constraint() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "cannot remove constraint from only the partitioned table when partitions exist")
        .help("do not specify the ONLY keyword")
}

/// A column whose values come from its identity.
pub(in crate::fold) fn is_identity(column: &Name, table: &Name, drop: bool) -> Problem {
    let problem = Diagnostic::error(SqlState::SYNTAX_ERROR, format!("column \"{column}\" of relation \"{table}\" is an identity column"));
    if drop { problem.help("use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead") } else { problem }
}

/// A column whose values are generated.
pub(in crate::fold) fn is_generated(column: &Name, table: &Name, help: Option<&str>) -> Problem {
    let problem = Diagnostic::error(SqlState::SYNTAX_ERROR, format!("column \"{column}\" of relation \"{table}\" is a generated column"));
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// A column of a primary key.
pub(in crate::fold) fn in_primary_key(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("column \"{column}\" is in a primary key"))
}

/// A column that identifies rows to subscribers.
pub(in crate::fold) fn in_replica_identity(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("column \"{column}\" is in index used as replica identity"))
}

/// A column that the parent declares NOT NULL.
pub(in crate::fold) fn not_null_in_parent(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("column \"{column}\" is marked NOT NULL in parent table"))
}

/// A constraint that the children lack.
pub(in crate::fold) fn add_to_children_too() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "constraint must be added to child tables too")
}

/// A NOT NULL that a partition lacks.
pub(in crate::fold) fn add_not_null_to_children_too(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "constraint must be added to child tables too")
        .note(format!("column \"{column}\" of relation \"{table}\" is not already NOT NULL"))
        .help("do not specify the ONLY keyword")
}

/// A second NOT NULL of another name.
pub(in crate::fold) fn second_not_null(name: Option<&Name>, column: &Name, table: &Name, existing: &Name) -> Problem {
    let name = name.map_or("", Name::as_str);
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("cannot create not-null constraint \"{name}\" on column \"{column}\" of table \"{table}\""),
    )
    .note(format!("a not-null constraint named \"{existing}\" already exists for this column"))
}

/// A NOT NULL that is inherited where the other is not.
pub(in crate::fold) fn not_null_inherit_status(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("cannot change NO INHERIT status of NOT NULL constraint \"{name}\" on relation \"{table}\""),
    )
}

/// A NOT NULL that is not validated where another is asked for.
pub(in crate::fold) fn not_null_not_valid(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("incompatible NOT VALID constraint \"{name}\" on relation \"{table}\""),
    )
    .help("you might need to validate it using ALTER TABLE ... VALIDATE CONSTRAINT")
}

/// A column that is not generated.
pub(in crate::fold) fn not_generated(column: &Name, table: &Name, what: &str) -> Problem {
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, format!("column \"{column}\" of relation \"{table}\" is not {what}"))
}

/// The expression of a parent goes and the children keep theirs.
pub(in crate::fold) fn drop_expression_in_children_too() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "ALTER TABLE / DROP EXPRESSION must be applied to child tables too")
}

/// The expression comes from a parent.
pub(in crate::fold) fn drop_inherited_expression() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "cannot drop generation expression from inherited column")
}

/// What a virtual column does not allow.
pub(in crate::fold) fn virtual_column(action: &str, column: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("ALTER TABLE / {action} is not supported for virtual generated columns"))
        .note(format!("column \"{column}\" of relation \"{table}\" is a virtual generated column"))
}

/// A virtual column of a table with checks.
pub(in crate::fold) fn virtual_with_checks(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::FEATURE_NOT_SUPPORTED,
        "ALTER TABLE / SET EXPRESSION is not supported for virtual generated columns in tables with check constraints",
    )
    .note(format!("column \"{column}\" of relation \"{table}\" is a virtual generated column"))
}

/// An identity of a type that is no integer.
pub(in crate::fold) fn identity_type() -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, "identity column type must be smallint, integer, or bigint")
}

/// An identity of a column that takes NULL.
pub(in crate::fold) fn identity_needs_not_null(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("column \"{column}\" of relation \"{table}\" must be declared NOT NULL before identity can be added"),
    )
}

/// A second identity.
pub(in crate::fold) fn already_identity(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("column \"{column}\" of relation \"{table}\" is already an identity column"),
    )
}

/// An identity beside a default.
pub(in crate::fold) fn identity_with_default(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("column \"{column}\" of relation \"{table}\" already has a default value"),
    )
}

/// A column that is no identity column.
pub(in crate::fold) fn not_identity(column: &Name, table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE,
        format!("column \"{column}\" of relation \"{table}\" is not an identity column"),
    )
}

/// The identity of a partition, which is that of its parent.
pub(in crate::fold) fn identity_of_partition(action: &str) -> Problem {
    let message = match action {
        "alter identity of" => "cannot change identity column of a partition".to_owned(),
        "drop identity of" => "cannot drop identity from a column of a partition".to_owned(),
        _ => "cannot add identity to a column of a partition".to_owned(),
    };
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, message)
}
