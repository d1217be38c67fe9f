//! What is said of sequences that cannot be declared so.

use crate::diag::{Diagnostic, Problem, SqlState};
use crate::text::Name;

pub(crate) fn wrong_type(identity: bool) -> Problem {
    let what = if identity { "identity column type" } else { "sequence type" };
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, format!("{what} must be smallint, integer, or bigint"))
}

pub(crate) fn invalid(message: String) -> Problem {
    Diagnostic::error(SqlState::INVALID_PARAMETER_VALUE, message)
}

pub(crate) fn out_of_range_bigint(text: &str) -> Problem {
    Diagnostic::error(SqlState::NUMERIC_VALUE_OUT_OF_RANGE, format!("value \"{text}\" is out of range for type bigint"))
}

pub(crate) fn not_a_bigint(text: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("invalid input syntax for type bigint: \"{text}\""))
}

pub(crate) fn conflicting_options() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "conflicting or redundant options")
}

pub(crate) fn name_not_here() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "invalid sequence option SEQUENCE NAME")
}

pub(crate) fn owner_not_a_table(relation: &Name) -> Problem {
    let message = format!("sequence cannot be owned by relation \"{relation}\"");
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
}

pub(crate) fn owner_in_other_schema() -> Problem {
    let message = "sequence must be in same schema as table it is linked to";
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
}

pub(crate) fn identity_owner(sequence: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot change ownership of identity sequence")
        .note(format!("sequence \"{sequence}\" belongs to an identity column"))
}

pub(crate) fn not_a_sequence(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not a sequence"))
}

pub(crate) fn unlogged_unsupported() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "unlogged sequences are not supported")
}
