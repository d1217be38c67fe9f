//! What ALTER TABLE refuses of actions, constraints and settings.

use super::object::kind_plural;
use crate::catalog::object::RelationKind;
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(in crate::fold) use super::alter_column::*;
pub(in crate::fold) use super::alter_inheritance::*;
pub(in crate::fold) use super::alter_type::*;

/// An action that relations of this kind do not know.
pub(in crate::fold) fn wrong_kind(action: &str, name: &Name, kind: RelationKind) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("ALTER action {action} cannot be performed on relation \"{name}\""))
        .note(format!("this operation is not supported for {}", kind_plural(kind)))
}

/// A constraint that is not there.
pub(in crate::fold) fn constraint_missing(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("constraint \"{name}\" of relation \"{table}\" does not exist")).about_part(
        SubjectKind::Part,
        name,
        table,
    )
}

/// A constraint of the name is there already.
pub(in crate::fold) fn constraint_exists(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("constraint \"{name}\" for relation \"{table}\" already exists")).about_part(
        SubjectKind::Part,
        name,
        table,
    )
}

/// A constraint that comes from a parent is dropped.
pub(in crate::fold) fn drop_inherited_constraint(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, format!("cannot drop inherited constraint \"{name}\" of relation \"{table}\""))
}

/// A constraint that is no foreign key.
pub(in crate::fold) fn not_a_foreign_key(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("constraint \"{name}\" of relation \"{table}\" is not a foreign key constraint"))
}

/// A constraint that is no NOT NULL.
pub(in crate::fold) fn not_a_not_null(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("constraint \"{name}\" of relation \"{table}\" is not a not-null constraint"))
}

/// A constraint that the parent made.
pub(in crate::fold) fn derived_constraint(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::INTERNAL_ERROR, format!("cannot alter constraint \"{name}\" on relation \"{table}\""))
        .help("you may alter the constraint it derives from instead")
}

/// A constraint of a kind that is never validated later.
pub(in crate::fold) fn cannot_validate(name: &Name, table: &Name, version: u8) -> Problem {
    let problem = match version {
        18.. => Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("cannot validate constraint \"{name}\" of relation \"{table}\""))
            .note("this operation is not supported for this type of constraint"),
        _ => Diagnostic::error(
            SqlState::WRONG_OBJECT_TYPE,
            format!("constraint \"{name}\" of relation \"{table}\" is not a foreign key or check constraint"),
        ),
    };
    problem.about_part(SubjectKind::Part, name, table)
}

/// A constraint that is not enforced.
pub(in crate::fold) fn validate_not_enforced() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot validate NOT ENFORCED constraint")
}

/// `ONLY` where children have the constraint.
pub(in crate::fold) fn validate_children_too() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "constraint must be validated on child tables too")
}

/// `ONLY` for a foreign key of a partitioned table.
pub(in crate::fold) fn only_partitioned_foreign_key(table: &Name, other: &Name) -> Problem {
    Diagnostic::error(
        SqlState::WRONG_OBJECT_TYPE,
        format!("cannot use ONLY for foreign key on partitioned table \"{table}\" referencing relation \"{other}\""),
    )
}

/// Logged and unlogged in one statement.
pub(in crate::fold) fn persistence_twice() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot change persistence setting twice")
}

/// A temporary table is never logged.
pub(in crate::fold) fn temporary_persistence(table: &Name) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_TABLE_DEFINITION,
        format!("cannot change logged status of table \"{table}\" because it is temporary"),
    )
}

/// A logged table that refers to an unlogged one.
pub(in crate::fold) fn logged_references_unlogged(table: &Name, other: &Name) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_TABLE_DEFINITION,
        format!("could not change table \"{table}\" to logged because it references unlogged table \"{other}\""),
    )
}

/// An unlogged table that a logged one refers to.
pub(in crate::fold) fn unlogged_references_logged(table: &Name, other: &Name) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_TABLE_DEFINITION,
        format!("could not change table \"{table}\" to unlogged because it references logged table \"{other}\""),
    )
}

/// A column by number where names are asked for.
pub(in crate::fold) fn column_by_number() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot refer to non-index column by number")
}

/// A column number that an index lacks.
pub(in crate::fold) fn column_number_missing(number: i32, table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, format!("column number {number} of relation \"{table}\" does not exist"))
}

/// A value where an option is reset.
pub(in crate::fold) fn reset_with_value() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "RESET must not include values for parameters")
}

/// An option that is not known.
pub(in crate::fold) fn unrecognized_parameter(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized parameter \"{name}\""))
}

/// A group of options that is not known.
pub(in crate::fold) fn unrecognized_namespace(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized parameter namespace \"{name}\""))
}

/// A value that is not of the kind that an option takes.
pub(in crate::fold) fn invalid_option_value(kind: &str, name: &Name, text: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid value for {kind} option \"{name}\": {text}"))
}

/// A word that an option does not take.
pub(in crate::fold) fn invalid_option_word(name: &Name, text: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid value for enum option \"{name}\": {text}"))
}

/// A number that an option does not take.
pub(in crate::fold) fn option_out_of_bounds(name: &Name, text: &str, low: &str, high: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("value {text} out of bounds for option \"{name}\""))
        .note(format!("valid values are between \"{low}\" and \"{high}\""))
}

/// A word that is no storage strategy.
pub(in crate::fold) fn invalid_storage(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid storage type \"{name}\""))
}

/// A word that is no compression method.
pub(in crate::fold) fn invalid_compression(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid compression method \"{name}\""))
}

/// An index that is not there.
pub(in crate::fold) fn index_of_table_missing(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("index \"{name}\" for table \"{table}\" does not exist"))
        .about(SubjectKind::Relation, name)
}

/// A relation that is no index of the table.
pub(in crate::fold) fn not_an_index_of(name: &Name, table: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not an index for table \"{table}\""))
}

/// An index that rows cannot be ordered by.
pub(in crate::fold) fn cannot_cluster(name: &Name, why: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot cluster on index \"{name}\" {why}"))
}

/// An index over some of the rows.
pub(in crate::fold) fn cannot_cluster_partial(name: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot cluster on partial index \"{name}\""))
}

/// A partitioned table has no order of rows.
pub(in crate::fold) fn mark_partitioned_clustered() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot mark index clustered in partitioned table")
}

/// An index that does not identify rows.
pub(in crate::fold) fn identity_index(message: String) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
}

/// An index over a column that takes NULL.
pub(in crate::fold) fn identity_index_nullable(name: &Name, column: &Name) -> Problem {
    Diagnostic::error(
        SqlState::WRONG_OBJECT_TYPE,
        format!("index \"{name}\" cannot be used as replica identity because column \"{column}\" is nullable"),
    )
}

/// A partitioned table has no rows to move.
pub(in crate::fold) fn partitioned_access_method() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "cannot change access method of a partitioned table")
}

/// Two access methods in one statement.
pub(in crate::fold) fn several_access_methods() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot have multiple SET ACCESS METHOD subcommands")
}

/// Statistics of a column of an index that is one of the table.
pub(in crate::fold) fn statistics_of_plain_column(column: &Name, index: &Name) -> Problem {
    Diagnostic::error(
        SqlState::FEATURE_NOT_SUPPORTED,
        format!("cannot alter statistics on non-expression column \"{column}\" of index \"{index}\""),
    )
    .help("alter statistics on table column instead")
}

/// A check of the name that the parent's cannot be merged with.
// pg: heap.c MergeWithExistingConstraint
pub(in crate::fold) fn relation_constraint_conflicts(name: &Name, table: &Name, what: &str) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_OBJECT_DEFINITION,
        format!("constraint \"{name}\" conflicts with {what} constraint on relation \"{table}\""),
    )
}

/// An index that cannot identify rows though it is unique.
pub(in crate::fold) fn identity_index_unsupported(message: String) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}
