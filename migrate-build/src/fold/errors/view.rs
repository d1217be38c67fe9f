//! What is refused of views.

use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::Name;

fn definition(message: String) -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, message)
}

fn unsupported(message: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

/// A view that would make a table.
pub(in crate::fold) fn select_into() -> Problem {
    unsupported("views must not contain SELECT INTO")
}

/// A view that would change data.
pub(in crate::fold) fn modifies_data() -> Problem {
    unsupported("views must not contain data-modifying statements in WITH")
}

/// More names than columns.
pub(in crate::fold) fn too_many_names() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns")
}

/// A view that keeps nothing, unlogged.
pub(in crate::fold) fn unlogged() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "views cannot be unlogged because they do not have storage")
}

/// A column without a collation that could be chosen.
pub(in crate::fold) fn collation_undetermined(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INDETERMINATE_COLLATION, format!("could not determine which collation to use for view column \"{column}\""))
        .help("use the COLLATE clause to set the collation explicitly")
}

/// A new definition with fewer columns.
pub(in crate::fold) fn drops_columns() -> Problem {
    definition("cannot drop columns from view".to_owned()).help("drop the view and create it again, with whatever depends on it")
}

/// A new definition that names a column otherwise.
pub(in crate::fold) fn renames_column(from: &Name, to: &Name) -> Problem {
    definition(format!("cannot change name of view column \"{from}\" to \"{to}\""))
        .help("use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead")
}

/// A new definition that types a column otherwise.
pub(in crate::fold) fn retypes_column(column: &Name, from: &str, to: &str) -> Problem {
    definition(format!("cannot change data type of view column \"{column}\" from {from} to {to}"))
}

/// A new definition that collates a column otherwise.
pub(in crate::fold) fn recollates_column(column: &Name, from: &Name, to: &Name) -> Problem {
    definition(format!("cannot change collation of view column \"{column}\" from \"{from}\" to \"{to}\""))
}

/// A check of rows through a view that no row can go through.
pub(in crate::fold) fn check_option_unsupported(why: &str) -> Problem {
    unsupported("WITH CHECK OPTION is supported only on automatically updatable views").help(why)
}

/// An option that views do not have.
pub(in crate::fold) fn option_unknown(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("unrecognized parameter \"{name}\""))
}

/// A value that an option cannot have.
pub(in crate::fold) fn option_invalid(name: &Name, value: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid value for enum option \"{name}\": {value}"))
        .note("valid values are \"local\" and \"cascaded\"")
}

/// A switch of a view that is no switch.
pub(in crate::fold) fn option_not_boolean(name: &Name, value: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("invalid value for boolean option \"{name}\": {value}"))
}

/// A column that a new definition adds under a name that is taken.
pub(in crate::fold) fn column_exists(column: &Name, view: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{column}\" of relation \"{view}\" already exists"))
}
