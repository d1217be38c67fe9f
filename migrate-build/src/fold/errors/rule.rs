//! What is refused of rules.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

fn unsupported(message: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

/// Rules on what keeps rows of its own query.
pub(in crate::fold) fn on_materialized_view() -> Problem {
    unsupported("rules on materialized views are not supported")
}

/// `OLD` or `NEW` where the event has none.
pub(in crate::fold) fn cannot_use(event: &str, row: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("ON {event} rule cannot use {row}"))
}

/// An action that is no query and no change of rows.
pub(in crate::fold) fn utility_action() -> Problem {
    Diagnostic::error(
        SqlState::INVALID_OBJECT_DEFINITION,
        "rules with WHERE conditions can only have SELECT, INSERT, UPDATE, or DELETE actions",
    )
}

/// A kind of relation without rules.
pub(in crate::fold) fn cannot_have_rules(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("relation \"{name}\" cannot have rules")).about(SubjectKind::Relation, name)
}

/// A rule for SELECT on what is no view.
pub(in crate::fold) fn no_select_rules(name: &Name) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("relation \"{name}\" cannot have ON SELECT rules"))
        .note("this operation is not supported for tables")
        .about(SubjectKind::Relation, name)
}

/// A table of the server itself.
pub(in crate::fold) fn system_catalog(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied: \"{name}\" is a system catalog"))
}

/// A name that only the rule of a view has.
pub(in crate::fold) fn reserved_name(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, format!("non-view rule for \"{name}\" must not be named \"_RETURN\""))
}

/// A rule for SELECT that does nothing.
pub(in crate::fold) fn select_nothing() -> Problem {
    unsupported("INSTEAD NOTHING rules on SELECT are not implemented").help("use views instead")
}

/// A rule for SELECT that does several things.
pub(in crate::fold) fn select_several() -> Problem {
    unsupported("multiple actions for rules on SELECT are not implemented")
}

/// A rule for SELECT beside what was asked for.
pub(in crate::fold) fn select_must_be_instead() -> Problem {
    unsupported("rules on SELECT must have action INSTEAD SELECT")
}

/// A rule for SELECT at times.
pub(in crate::fold) fn select_conditional() -> Problem {
    unsupported("event qualifications are not implemented for rules on SELECT")
}

/// A second rule for SELECT.
pub(in crate::fold) fn view_already(name: &Name) -> Problem {
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, format!("\"{name}\" is already a view"))
}

/// A rule of the name is there already.
pub(in crate::fold) fn rule_exists(rule: &Name, relation: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("rule \"{rule}\" for relation \"{relation}\" already exists")).about_part(
        SubjectKind::Part,
        rule,
        relation,
    )
}
