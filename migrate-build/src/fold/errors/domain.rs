//! What is refused of domains.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

/// A type that no domain can be over.
pub(in crate::fold) fn not_a_base_type(type_: &str) -> Problem {
    Diagnostic::error(SqlState::DATATYPE_MISMATCH, format!("\"{type_}\" is not a valid base type for a domain"))
}

/// A type that is no domain.
pub(in crate::fold) fn not_a_domain(type_: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{type_} is not a domain"))
}

/// More than one default.
pub(in crate::fold) fn several_defaults() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "multiple default expressions")
}

/// NULL and NOT NULL.
pub(in crate::fold) fn conflicting_null() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "conflicting NULL/NOT NULL constraints")
}

/// NOT NULL twice (18).
pub(in crate::fold) fn redundant_not_null() -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, "redundant NOT NULL constraint definition")
}

/// A kind of constraint that domains do not have.
pub(in crate::fold) fn constraint_not_possible(what: &str) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("{what} constraints not possible for domains"))
}

/// A property that constraints of domains do not have.
pub(in crate::fold) fn not_supported(what: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("specifying {what} not supported for domains"))
}

/// NO INHERIT on a domain.
pub(in crate::fold) fn no_inherit(what: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("{what} constraints for domains cannot be marked NO INHERIT"))
}

/// A constraint of the name is there already.
pub(in crate::fold) fn constraint_exists(name: &Name, domain: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("constraint \"{name}\" for domain \"{domain}\" already exists")).about_part(
        SubjectKind::Part,
        name,
        domain,
    )
}

/// A constraint that is named and not there.
pub(in crate::fold) fn constraint_missing(name: &Name, domain: &str) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("constraint \"{name}\" of domain \"{domain}\" does not exist"))
        .about(SubjectKind::Part, name)
}

/// A constraint that cannot be validated.
pub(in crate::fold) fn not_a_check(name: &Name, domain: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("constraint \"{name}\" of domain \"{domain}\" is not a check constraint"))
}
