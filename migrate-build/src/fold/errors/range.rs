//! What is refused of ranges.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A range of a pseudo-type.
pub(in crate::fold) fn subtype_is_pseudo(type_: &str) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("range subtype cannot be {type_}"))
}

/// A collation for a subtype that has none.
pub(in crate::fold) fn subtype_has_no_collation() -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "range collation specified but subtype does not support collation")
}

/// A canonical function without a shell.
pub(in crate::fold) fn canonical_needs_shell() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "cannot specify a canonical function without a pre-created shell type")
        .help("create the type as a shell type, then create its canonicalization function, then do a full CREATE TYPE")
}

/// A subtype that nothing orders.
pub(in crate::fold) fn no_default_class(type_: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("data type {type_} has no default operator class for access method \"btree\""))
        .help("you must specify an operator class for the range type or define a default operator class for the subtype")
}

/// An operator class for another type.
pub(in crate::fold) fn class_does_not_accept(class: &str, type_: &str) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("operator class \"{class}\" does not accept data type {type_}"))
}

/// The type of sets of ranges has a name that is taken.
pub(in crate::fold) fn multirange_exists(multirange: &Name, range: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("type \"{multirange}\" already exists"))
        .note(format!("failed while creating a multirange type for type \"{range}\""))
        .help("you can manually specify a multirange type name using the \"multirange_type_name\" attribute")
        .about(SubjectKind::Type, multirange)
}
