//! What is said of indexes that cannot be made so.

use crate::catalog::Catalog;
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

pub(crate) fn wrong_relation(table: &Name, lowest: u8, foreign: bool) -> Problem {
    let message = match (lowest, foreign) {
        (14, true) => format!("cannot create index on foreign table \"{table}\""),
        (14, false) => format!("\"{table}\" is not a table or materialized view"),
        _ => format!("cannot create index on relation \"{table}\""),
    };
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
}

pub(crate) fn system_catalog(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied: \"{name}\" is a system catalog"))
}

pub(crate) fn composite(name: &Name, lowest: u8) -> Problem {
    let message = if lowest < 16 { format!("\"{name}\" is a composite type") } else { format!("cannot open relation \"{name}\"") };
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message).note("this operation is not supported for composite types")
}

pub(crate) fn in_transaction(what: &str) -> Problem {
    Diagnostic::error(SqlState::ACTIVE_SQL_TRANSACTION, format!("{what} cannot run inside a transaction block"))
}

pub(crate) fn concurrently_on_partitioned(table: &Name) -> Problem {
    let message = format!("cannot create index on partitioned table \"{table}\" concurrently");
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

pub(crate) fn too_many_columns() -> Problem {
    Diagnostic::error(SqlState::TOO_MANY_COLUMNS, "cannot use more than 32 columns in an index")
}

pub(crate) fn method_cannot(method: &Name, what: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("access method \"{method}\" does not support {what}"))
}

pub(crate) fn predicate_not_immutable() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "functions in index predicate must be marked IMMUTABLE")
}

pub(crate) fn expression_not_immutable() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "functions in index expression must be marked IMMUTABLE")
}

pub(crate) fn included_expression() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "expressions are not supported in included columns")
}

pub(crate) fn included_column(what: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("including column does not support {what}"))
}

pub(crate) fn on_system_column() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "index creation on system columns is not supported")
}

pub(crate) fn on_virtual_column(what: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("{what} on virtual generated columns are not supported"))
}

pub(crate) fn no_collation() -> Problem {
    Diagnostic::error(SqlState::INDETERMINATE_COLLATION, "could not determine which collation to use for index expression")
        .help("use the COLLATE clause to set the collation explicitly")
}

pub(crate) fn no_default_class(catalog: &Catalog, type_id: TypeId, method: &Name) -> Problem {
    let type_text = format_type(catalog, type_id, -1);
    let message = format!("data type {type_text} has no default operator class for access method \"{method}\"");
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, message)
        .help("specify an operator class for the index, or define a default operator class for the data type")
}

pub(crate) fn class_missing(name: &str, method: &Name) -> Problem {
    let message = format!("operator class \"{name}\" does not exist for access method \"{method}\"");
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).about(SubjectKind::Other, &Name::from(name))
}

pub(crate) fn class_refuses(name: &str, catalog: &Catalog, type_id: TypeId) -> Problem {
    let type_text = format_type(catalog, type_id, -1);
    let message = format!("operator class \"{name}\" does not accept data type {type_text}");
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, message)
}

pub(crate) fn not_commutative(operator: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("operator {operator} is not commutative"))
        .note("only commutative operators can be used in exclusion constraints")
}

pub(crate) fn not_in_family(operator: &str, family: &Name) -> Problem {
    let message = format!("operator {operator} is not a member of operator family \"{family}\"");
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
        .note("the exclusion operator must be related to the index operator class for the constraint")
}

pub(crate) fn operator_missing(operator: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("operator does not exist: {operator}"))
}

pub(crate) fn operator_ambiguous(operator: &str) -> Problem {
    Diagnostic::error(SqlState::AMBIGUOUS_FUNCTION, format!("operator is not unique: {operator}"))
}

pub(crate) fn operator_needs_coercion(operator: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("operator requires run-time type coercion: {operator}"))
}
