//! What is said of names that are not there, that are taken, or that name something else.

use crate::diag::{Diagnostic, Problem, SqlState, SubjectKind};
use crate::syntax::name::QualifiedName;
use crate::text::Name;

/// A relation's name as messages repeat it: with its schema where one was written.
pub(crate) fn written(name: &QualifiedName) -> String {
    match &name.schema {
        Some(schema) => format!("{}.{}", schema.name, name.name.name),
        None => name.name.name.to_string(),
    }
}

pub(crate) fn relation_missing(name: &QualifiedName, nearest: Option<String>) -> Problem {
    let problem = Diagnostic::error(SqlState::UNDEFINED_TABLE, format!("relation \"{}\" does not exist", written(name)))
        .about(SubjectKind::Relation, &name.name.name)
        .label("not created by any migration before this one");
    match nearest {
        Some(help) => problem.help(help),
        None => problem,
    }
}

pub(crate) fn temporary_elsewhere() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "cannot create temporary relation in non-temporary schema")
}

pub(crate) fn only_temporary_here() -> Problem {
    Diagnostic::error(SqlState::INVALID_TABLE_DEFINITION, "only temporary relations may be created in temporary schemas")
}

pub(crate) fn system_schema(schema: &Name, name: &Name) -> Problem {
    Diagnostic::error(SqlState::INSUFFICIENT_PRIVILEGE, format!("permission denied to create \"{schema}.{name}\""))
        .note("system catalog modifications are currently disallowed")
}

pub(crate) fn relation_exists(name: &Name) -> Problem {
    Diagnostic::error(SqlState::DUPLICATE_TABLE, format!("relation \"{name}\" already exists")).about(SubjectKind::Relation, name)
}

/// `"x" is not a table`, with whatever noun is asked for.
pub(crate) fn wrong_kind(name: &Name, wanted: &str) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("\"{name}\" is not {wanted}")).about(SubjectKind::Relation, name)
}

pub(crate) fn column_missing(column: &Name, relation: &Name) -> Problem {
    let message = format!("column \"{column}\" of relation \"{relation}\" does not exist");
    Diagnostic::error(SqlState::UNDEFINED_COLUMN, message).about_part(SubjectKind::Column, column, relation)
}

pub(crate) fn access_method_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("access method \"{name}\" does not exist")).about(SubjectKind::Other, name)
}

pub(crate) fn too_new(what: &str, needed: u8, lowest: u8) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, format!("syntax error at or near \"{what}\""))
        .note(format!("PostgreSQL {needed} has this, and {lowest} is the lowest version asked for"))
}
