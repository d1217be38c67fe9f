//! Which texts name a relation, a schema or a text search configuration that exists.

use super::is_space;
use crate::catalog::Catalog;
use crate::catalog::object::SimpleKind;
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::text::{Gather, Name, Seek};

// pg: regproc.c regclassin
pub(super) fn check_relation(catalog: &Catalog, text: &str) -> Result<()> {
    if is_number(text) {
        return Ok(());
    }
    let parts = name_parts(text)?;
    let found = match &parts[..] {
        [name] => catalog.lookup_relation(name),
        [schema, name] => match catalog.schema_named(schema) {
            Some(schema) => catalog.relation_in(schema, name),
            None if catalog.versions().lowest < 16 => return Err(schema_missing(schema)),
            None => None,
        },
        _ => return Ok(()),
    };
    let (Some(name), None) = (parts.last(), found) else {
        return Ok(());
    };
    let message = format!("relation \"{}\" does not exist", joined(&parts));
    Err(Diagnostic::error(SqlState::UNDEFINED_TABLE, message).about(SubjectKind::Relation, name))
}

// pg: regproc.c regprocin
pub(super) fn check_function(catalog: &Catalog, text: &str) -> Result<()> {
    if is_number(text) {
        return Ok(());
    }
    let parts = name_parts(text)?;
    let found = match &parts[..] {
        [name] => catalog.lookup_functions(name),
        [schema, name] => catalog.schema_named(schema).map(|schema| catalog.functions_in(schema, name)).unwrap_or_default(),
        _ => return Ok(()),
    };
    let error = match found.len() {
        0 => (SqlState::UNDEFINED_FUNCTION, format!("function \"{text}\" does not exist")),
        1 => return Ok(()),
        _ => (SqlState::AMBIGUOUS_FUNCTION, format!("more than one function named \"{text}\"")),
    };
    Err(Diagnostic::error(error.0, error.1))
}

/// The types that SQL spells with words of its own; a text with more than one word is not looked into.
const SQL_TYPES: [&str; 16] = [
    "bigint",
    "bit",
    "boolean",
    "char",
    "character",
    "dec",
    "decimal",
    "float",
    "int",
    "integer",
    "interval",
    "nchar",
    "numeric",
    "real",
    "smallint",
    "varchar",
];

// pg: regproc.c regtypein
pub(super) fn check_type(catalog: &Catalog, text: &str) -> Result<()> {
    let plain = text.trim_matches(is_space).trim_end_matches("[]");
    if is_number(text) || plain.contains(['(', '[', '%']) || SQL_TYPES.contains(&plain.to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    let Ok(parts) = name_parts(plain) else {
        return Ok(());
    };
    let found = match &parts[..] {
        [name] => catalog.lookup_type(name),
        [schema, name] => match catalog.schema_named(schema) {
            Some(schema) => catalog.type_in(schema, name),
            None => return Err(schema_missing(schema)),
        },
        _ => return Ok(()),
    };
    let (Some(name), None) = (parts.last(), found) else {
        return Ok(());
    };
    let array = if text.trim_end().ends_with("[]") { "[]" } else { "" };
    let message = format!("type \"{}{array}\" does not exist", joined(&parts));
    Err(Diagnostic::error(SqlState::UNDEFINED_OBJECT, message).about(SubjectKind::Type, name))
}

// pg: regproc.c regnamespacein
pub(super) fn check_schema(catalog: &Catalog, text: &str) -> Result<()> {
    if is_number(text) {
        return Ok(());
    }
    match &name_parts(text)?[..] {
        [name] if catalog.schema_named(name).is_none() => Err(schema_missing(name)),
        [_] => Ok(()),
        _ => Err(invalid_name()),
    }
}

// pg: regproc.c regconfigin
pub(super) fn check_configuration(catalog: &Catalog, text: &str) -> Result<()> {
    if is_number(text) {
        return Ok(());
    }
    let parts = name_parts(text)?;
    let kind = SimpleKind::TextSearchConfiguration;
    let known = match &parts[..] {
        [name] => catalog.schemas_in_path().into_iter().exists(|schema| catalog.simple_named(kind, Some(schema), name).is_some()),
        [schema, name] => catalog.schema_named(schema).is_some_and(|schema| catalog.simple_named(kind, Some(schema), name).is_some()),
        _ => true,
    };
    if known {
        return Ok(());
    }
    let message = format!("text search configuration \"{}\" does not exist", joined(&parts));
    Err(Diagnostic::error(SqlState::UNDEFINED_OBJECT, message))
}

fn is_number(text: &str) -> bool {
    text == "-" || !text.is_empty() && text.bytes().for_all(|byte| byte.is_ascii_digit())
}

fn joined(parts: &[Name]) -> String {
    parts.iter().map(Name::as_str).gather::<Vec<_>>().join(".")
}

fn schema_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_SCHEMA_NAME, format!("schema \"{name}\" does not exist")).about(SubjectKind::Schema, name)
}

fn invalid_name() -> Problem {
    Diagnostic::error(SqlState::INVALID_NAME, "invalid name syntax")
}

/// The parts of a qualified name, folded and unquoted.
// pg: varlena.c SplitIdentifierString
fn name_parts(text: &str) -> Result<Vec<Name>> {
    let mut parts = Vec::new();
    let mut rest = text.trim_matches(is_space);
    loop {
        let (part, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_part(quoted).ok_or_else(invalid_name)?,
            None => {
                let end = rest.find(|character: char| character == '.' || is_space(character)).unwrap_or(rest.len());
                (rest[..end].to_ascii_lowercase(), &rest[end..])
            }
        };
        if part.is_empty() {
            return Err(invalid_name());
        }
        parts.push(Name::from(part));
        rest = after.trim_start_matches(is_space);
        if rest.is_empty() {
            return Ok(parts);
        }
        rest = rest.strip_prefix('.').ok_or_else(invalid_name)?.trim_start_matches(is_space);
    }
}

fn quoted_part(text: &str) -> Option<(String, &str)> {
    let mut part = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character != '"' {
            part.push(character);
        } else if characters.next_if(|(_, next)| *next == '"').is_some() {
            part.push('"');
        } else {
            return Some((part, &text[at + 1..]));
        }
    }
    None
}
