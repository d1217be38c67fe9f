//! What is refused of triggers.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::text::Name;

fn unsupported(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message)
}

fn invalid(message: impl Into<String>) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message)
}

/// A kind of relation that cannot have this trigger.
pub(in crate::fold) fn wrong_relation(name: &Name, is: &str, detail: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is {is}")).note(detail).about(SubjectKind::Relation, name)
}

/// A kind of relation that cannot have triggers at all.
pub(in crate::fold) fn cannot_have_triggers(name: &Name, kinds: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("relation \"{name}\" cannot have triggers"))
        .note(format!("this operation is not supported for {kinds}"))
        .about(SubjectKind::Relation, name)
}

/// A table of the server itself.
pub(in crate::fold) fn system_catalog(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied: \"{name}\" is a system catalog"))
}

/// INSTEAD OF with something that it cannot have.
pub(in crate::fold) fn instead_of(what: &str) -> Problem {
    unsupported(format!("INSTEAD OF triggers {what}"))
}

/// TRUNCATE has no rows.
pub(in crate::fold) fn truncate_each_row() -> Problem {
    unsupported("TRUNCATE FOR EACH ROW triggers are not supported")
}

/// OR REPLACE of a constraint trigger.
pub(in crate::fold) fn replace_constraint() -> Problem {
    unsupported("CREATE OR REPLACE CONSTRAINT TRIGGER is not supported")
}

/// A name for a row, which the server does not have.
pub(in crate::fold) fn row_name() -> Problem {
    unsupported("ROW variable naming in the REFERENCING clause is not supported")
        .help("use OLD TABLE or NEW TABLE for naming transition tables")
}

/// Transition tables where they cannot be.
pub(in crate::fold) fn transition_unsupported(message: &str) -> Problem {
    unsupported(message)
}

/// Transition tables that make no sense.
pub(in crate::fold) fn transition_invalid(message: &str) -> Problem {
    invalid(message)
}

/// A condition that refers to what the trigger does not have.
pub(in crate::fold) fn when_cannot_reference(message: &str) -> Problem {
    invalid(message)
}

/// A condition that refers to what is not there before the row is written.
pub(in crate::fold) fn when_unsupported(message: &str) -> Problem {
    unsupported(message)
}

/// A function that is no trigger's.
pub(in crate::fold) fn must_return(function: &str, type_: &str) -> Problem {
    invalid(format!("function {function} must return type {type_}"))
}

/// A trigger of the name is there already.
pub(in crate::fold) fn trigger_exists(trigger: &Name, relation: &Name) -> Problem {
    exists(format!("trigger \"{trigger}\" for relation \"{relation}\" already exists"), trigger, relation)
}

/// OR REPLACE of a trigger that belongs to another.
pub(in crate::fold) fn internal_or_child(trigger: &Name, relation: &Name) -> Problem {
    exists(format!("trigger \"{trigger}\" for relation \"{relation}\" is an internal or a child trigger"), trigger, relation)
}

/// OR REPLACE of a constraint trigger by another.
pub(in crate::fold) fn is_constraint_trigger(trigger: &Name, relation: &Name) -> Problem {
    exists(format!("trigger \"{trigger}\" for relation \"{relation}\" is a constraint trigger"), trigger, relation)
}

fn exists(message: String, trigger: &Name, relation: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_OBJECT, message).about_part(SubjectKind::Part, trigger, relation)
}

/// The same event twice.
pub(in crate::fold) fn event_twice() -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "duplicate trigger events specified")
}

/// A column named twice after UPDATE OF.
pub(in crate::fold) fn column_twice(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_COLUMN, format!("column \"{name}\" specified more than once"))
}
