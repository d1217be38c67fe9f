//! What ALTER TABLE refuses of types.

use crate::catalog::Catalog;
use crate::catalog::format::{format_type, quote_identifier};
use crate::catalog::id::TypeId;
use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::Name;

/// A column whose values cannot become those of another type by themselves.
pub(in crate::fold) fn cannot_cast_column(catalog: &Catalog, column: &Name, to: TypeId, modifier: i32, generated: bool) -> Problem {
    let problem = Diagnostic::error(
        SqlState::DATATYPE_MISMATCH,
        format!("column \"{column}\" cannot be cast automatically to type {}", format_type(catalog, to, -1)),
    );
    let using = format!("you might need to specify \"USING {}::{}\"", quote_identifier(column), format_type(catalog, to, modifier));
    if generated { problem } else { problem.help(using) }
}

/// A default that cannot become one of another type by itself.
pub(in crate::fold) fn cannot_cast_default(catalog: &Catalog, column: &Name, to: TypeId, generated: bool) -> Problem {
    let what = if generated { "generation expression" } else { "default" };
    Diagnostic::error(
        SqlState::DATATYPE_MISMATCH,
        format!("{what} for column \"{column}\" cannot be cast automatically to type {}", format_type(catalog, to, -1)),
    )
}

/// Something rests on the column that is not made anew.
pub(in crate::fold) fn type_used(what: &str, dependent: &str, column: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot alter type of a column {what}"))
        .note(format!("{dependent} depends on column \"{column}\""))
}

/// A generated column is computed from the column.
pub(in crate::fold) fn type_used_by_generated(column: &Name, generated: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot alter type of a column used by a generated column")
        .note(format!("column \"{column}\" is used by generated column \"{generated}\""))
}

/// Two new types for one column.
pub(in crate::fold) fn type_twice(column: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot alter type of column \"{column}\" twice"))
}

/// `ONLY` where children have the column.
pub(in crate::fold) fn type_in_children_too(column: &Name) -> Problem {
    Diagnostic::error(
        SqlState::INVALID_TABLE_DEFINITION,
        format!("type of inherited column \"{column}\" must be changed in child tables too"),
    )
}

/// `USING` for a column that is computed.
pub(in crate::fold) fn using_for_generated(column: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_COLUMN_DEFINITION, "cannot specify USING when altering type of generated column")
        .note(format!("column \"{column}\" is a generated column"))
}

/// `USING` for something that has no rows.
pub(in crate::fold) fn not_a_table(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not a table"))
}

/// A row type that columns elsewhere have.
pub(in crate::fold) fn row_type_in_use(composite: bool, changed: &Name, user: &Name, column: Option<&Name>) -> Problem {
    let column = column.map_or("", Name::as_str);
    let message = match composite {
        true => format!("cannot alter type \"{changed}\" because column \"{user}.{column}\" uses it"),
        false => format!("cannot alter table \"{changed}\" because column \"{user}.{column}\" uses its row type"),
    };
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

/// A type whose values are always stored plain.
pub(in crate::fold) fn plain_storage_only(catalog: &Catalog, type_id: TypeId) -> Problem {
    Diagnostic::error(
        SqlState::FEATURE_NOT_SUPPORTED,
        format!("column data type {} can only have storage PLAIN", format_type(catalog, type_id, -1)),
    )
}

/// A type whose values are never compressed.
pub(in crate::fold) fn no_compression(catalog: &Catalog, type_id: Option<TypeId>) -> Problem {
    let spelled = type_id.map_or_else(String::new, |it| format_type(catalog, it, -1));
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("column data type {spelled} does not support compression"))
}

/// A type that is no composite type of its own.
pub(in crate::fold) fn not_composite_type(catalog: &Catalog, type_id: TypeId) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("type {} is not a composite type", format_type(catalog, type_id, -1)))
}

/// A table of a type with parents.
pub(in crate::fold) fn typed_cannot_inherit() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "typed tables cannot inherit")
}

/// A table without a column of the type.
pub(in crate::fold) fn typed_missing_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("table is missing column \"{column}\""))
}

/// A table with a column that the type lacks.
pub(in crate::fold) fn typed_extra_column(column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("table has extra column \"{column}\""))
}

/// A table whose columns stand in another order.
pub(in crate::fold) fn typed_column_order(column: &Name, wanted: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("table has column \"{column}\" where type requires \"{wanted}\""))
}

/// A table whose column has another type.
pub(in crate::fold) fn typed_column_type(table: &Name, column: &Name) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("table \"{table}\" has different type for column \"{column}\""))
}

/// A table that is of no type.
pub(in crate::fold) fn not_typed(table: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{table}\" is not a typed table"))
}
