//! Is a literal valid for a type: what the type's input function would say, as far as that is certain.

mod binary;
mod container;
mod datetime;
mod json;
mod network;
mod number;
mod reference;

use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::TypeKind;
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::{Gather, Name, Seek};

/// How deep containers may stand in one another before the engine stops to look.
const DEPTH: u32 = 16;

/// Refuses a text that the input function of a type would refuse for sure. Errors carry no place.
pub fn check_input(catalog: &Catalog, type_id: TypeId, modifier: i32, text: &str) -> Result<()> {
    check(catalog, type_id, modifier, text, DEPTH)
}

fn check(catalog: &Catalog, type_id: TypeId, modifier: i32, text: &str, depth: u32) -> Result<()> {
    let version = catalog.versions().lowest;
    match type_id {
        // Vectors are arrays whose texts have no braces.
        TypeId::INT2VECTOR | TypeId::OIDVECTOR => Ok(()),
        TypeId::BOOL => check_boolean(text),
        TypeId::INT2 => number::check_integer(text, "smallint", i64::from(i16::MIN)..=i64::from(i16::MAX), version),
        TypeId::INT4 => number::check_integer(text, "integer", i64::from(i32::MIN)..=i64::from(i32::MAX), version),
        TypeId::INT8 => number::check_integer(text, "bigint", i64::MIN..=i64::MAX, version),
        TypeId::OID => number::check_oid(text),
        TypeId::FLOAT4 => number::check_float(text, "real"),
        TypeId::FLOAT8 => number::check_float(text, "double precision"),
        TypeId::NUMERIC => number::check_numeric(text, version),
        TypeId::DATE => datetime::check_date(text),
        TypeId::TIMESTAMP => datetime::check_timestamp(text, "timestamp"),
        TypeId::TIMESTAMPTZ => datetime::check_timestamp(text, "timestamp with time zone"),
        TypeId::TIME => datetime::check_time(text, "time"),
        TypeId::TIMETZ => datetime::check_time(text, "time with time zone"),
        TypeId::INTERVAL => datetime::check_interval(text, modifier, version),
        TypeId::UUID => binary::check_uuid(text),
        TypeId::BYTEA => binary::check_bytea(text),
        TypeId::BIT | TypeId::VARBIT => binary::check_bits(text),
        TypeId::JSON => json::check_json(text, false),
        TypeId::JSONB => json::check_json(text, true),
        TypeId::INET => network::check_inet(text),
        TypeId::CIDR => network::check_cidr(text),
        TypeId::MACADDR => network::check_mac(text),
        TypeId::POINT | TypeId::LSEG | TypeId::PATH | TypeId::BOX | TypeId::POLYGON | TypeId::LINE | TypeId::CIRCLE => {
            check_geometric(catalog, type_id, text)
        }
        TypeId::MONEY => check_geometric(catalog, type_id, text),
        TypeId::REGPROC => reference::check_function(catalog, text),
        TypeId::REGCLASS => reference::check_relation(catalog, text),
        TypeId::REGTYPE => reference::check_type(catalog, text),
        TypeId::REGNAMESPACE => reference::check_schema(catalog, text),
        TypeId::REGCONFIG => reference::check_configuration(catalog, text),
        _ => check_kind(catalog, type_id, text, depth),
    }
}

fn check_kind(catalog: &Catalog, type_id: TypeId, text: &str, depth: u32) -> Result<()> {
    let Some(found) = catalog.type_(type_id) else {
        return Ok(());
    };
    if depth == 0 {
        return Ok(());
    }
    match &found.kind {
        TypeKind::Enum { labels } => check_enum(catalog, type_id, labels, text),
        TypeKind::Array => container::check_array(catalog, found.element, text, depth - 1),
        TypeKind::Range { subtype, .. } => container::check_range(catalog, *subtype, text, depth - 1),
        TypeKind::Multirange { .. } => container::check_multirange(text),
        TypeKind::Composite(relation) => container::check_composite(catalog, *relation, text, depth - 1),
        TypeKind::Pseudo => check_pseudo(&found.name, type_id),
        TypeKind::Domain { base, modifier, .. } => check(catalog, *base, *modifier, text, depth - 1),
        TypeKind::Base | TypeKind::Shell => Ok(()),
    }
}

/// `invalid input syntax for type integer: "x"`
fn invalid(type_name: &str, text: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("invalid input syntax for type {type_name}: \"{text}\""))
}

/// `malformed array literal: "x"`
fn malformed(what: &str, text: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("malformed {what} literal: \"{text}\""))
}

/// Whether a character is white space to PostgreSQL's input functions.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

// pg: bool.c parse_bool_with_len
fn check_boolean(text: &str) -> Result<()> {
    let word = text.trim_matches(is_space).to_ascii_lowercase();
    let starts = |whole: &str, least: usize| word.len() >= least && whole.starts_with(&word);
    let known = starts("true", 1) || starts("false", 1) || starts("yes", 1) || starts("no", 1) || starts("on", 2) || starts("off", 2);
    if known || word == "1" || word == "0" { Ok(()) } else { Err(invalid("boolean", text)) }
}

// pg: enum.c enum_in
fn check_enum(catalog: &Catalog, type_id: TypeId, labels: &[Name], text: &str) -> Result<()> {
    if labels.iter().exists(|label| *label == text) {
        return Ok(());
    }
    let name = super::errors::type_text(catalog, type_id);
    let error = Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, format!("invalid input value for enum {name}: \"{text}\""));
    let known: Vec<String> = labels.iter().map(|label| format!("\"{label}\"")).gather();
    Err(if known.is_empty() || known.len() > 20 { error } else { error.help(format!("the labels are {}", known.join(", "))) })
}

/// Only what has no number at all is refused.
fn check_geometric(catalog: &Catalog, type_id: TypeId, text: &str) -> Result<()> {
    let lower = text.to_ascii_lowercase();
    if text.contains(|character: char| character.is_ascii_digit()) || lower.contains("inf") || lower.contains("nan") {
        return Ok(());
    }
    Err(invalid(&super::errors::type_text(catalog, type_id), text))
}

// pg: pseudotypes.c
fn check_pseudo(name: &Name, type_id: TypeId) -> Result<()> {
    let message = match type_id {
        TypeId::VOID | TypeId::CSTRING | TypeId::UNKNOWN => return Ok(()),
        TypeId::RECORD => "input of anonymous composite types is not implemented".to_owned(),
        _ => format!("cannot accept a value of type {name}"),
    };
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message))
}
