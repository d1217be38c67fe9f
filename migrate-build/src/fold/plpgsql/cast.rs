//! What does a value become as another type, as far as it is known.

use super::value::{ObjectKind, Value, boolean_of};
use crate::analyze::type_name::lookup_type_name;
use crate::catalog::Catalog;
use crate::catalog::format::{format_type, quote_identifier};
use crate::catalog::id::{FunctionId, RelationId, SchemaId, TypeId};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::name::Ident;
use crate::syntax::type_name::TypeName;
use crate::text::{Gather, Name, Span};

/// A value as a type. What must name an object and does not is an error.
pub(super) fn cast(catalog: &Catalog, value: Value, type_name: &TypeName, at: Span) -> Result<Value> {
    let Ok(Some(type_id)) = lookup_type_name(catalog, type_name) else {
        return Ok(Value::Unknown);
    };
    if matches!(value, Value::Unknown | Value::Null) {
        return Ok(value);
    }
    let text = text_of(catalog, &value);
    Ok(match type_id {
        TypeId::TEXT | TypeId::VARCHAR if matches!(value, Value::Partial(_)) => value,
        TypeId::TEXT | TypeId::VARCHAR | TypeId::NAME | TypeId::BPCHAR => text.map_or(Value::Unknown, |text| Value::text(&text)),
        TypeId::INT2 | TypeId::INT4 | TypeId::INT8 => match value {
            Value::Integer(_) => value,
            Value::Boolean(value) => Value::Integer(i64::from(value)),
            _ => text.and_then(|text| text.trim().parse().ok()).map_or(Value::Unknown, Value::Integer),
        },
        TypeId::BOOL => match value {
            Value::Boolean(_) => value,
            _ => text.and_then(|text| boolean_of(&text)).map_or(Value::Unknown, Value::Boolean),
        },
        TypeId::OID => match value {
            Value::Object(_, number) => Value::Object(ObjectKind::Plain, number),
            _ => Value::Unknown,
        },
        TypeId::REGCLASS => object(catalog, value, ObjectKind::Relation, at)?,
        TypeId::REGTYPE => object(catalog, value, ObjectKind::Type, at)?,
        TypeId::REGNAMESPACE => object(catalog, value, ObjectKind::Schema, at)?,
        TypeId::TEXT_ARRAY | TypeId::NAME_ARRAY | TypeId::VARCHAR_ARRAY => match value {
            Value::Text(text) => list_of_text(&text).map_or(Value::Unknown, Value::List),
            Value::List(_) => value,
            _ => Value::Unknown,
        },
        _ => Value::Unknown,
    })
}

/// A value as text.
pub(super) fn text_of(catalog: &Catalog, value: &Value) -> Option<String> {
    match value {
        Value::Object(ObjectKind::Relation, number) => {
            let relation = catalog.relation(RelationId(*number))?;
            Some(qualified(catalog, relation.schema, &relation.name, catalog.lookup_relation(&relation.name) == Some(relation.id)))
        }
        Value::Object(ObjectKind::Type, number) => Some(format_type(catalog, TypeId(*number), -1)),
        Value::Object(ObjectKind::Schema, number) => catalog.schema(SchemaId(*number)).map(|schema| quote_identifier(&schema.name)),
        Value::Object(ObjectKind::Function, number) => {
            catalog.function(FunctionId(*number)).map(|function| quote_identifier(&function.name))
        }
        other => other.written(),
    }
}

/// The items of an array that is written as text, where none is quoted or nested.
pub(super) fn list_of_text(text: &str) -> Option<Vec<Value>> {
    let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    if inner.contains(['"', '{', '\\']) {
        return None;
    }
    let item = |item: &str| if item.trim().eq_ignore_ascii_case("null") { Value::Null } else { Value::text(item.trim()) };
    Some(if inner.trim().is_empty() { Vec::new() } else { inner.split(',').map(item).gather() })
}

/// The object of a name in one of the catalogs; none where there is none.
pub(super) fn find_object(catalog: &Catalog, kind: ObjectKind, text: &str) -> Option<u32> {
    let (schema, name) = parse_name(text)?;
    let schema_id = schema.as_ref().map(|schema| catalog.schema_named(schema));
    let within = match schema_id {
        Some(None) => return None,
        Some(Some(id)) => Some(id),
        None => None,
    };
    match kind {
        ObjectKind::Relation => within.map_or_else(|| catalog.lookup_relation(&name), |id| catalog.relation_in(id, &name)).map(|id| id.0),
        ObjectKind::Schema => catalog.schema_named(&name).map(|id| id.0),
        ObjectKind::Function => {
            let all = within.map_or_else(|| catalog.lookup_functions(&name), |id| catalog.functions_in(id, &name));
            all.first().map(|id| id.0)
        }
        ObjectKind::Type => {
            let parsed = crate::syntax::parse::parse_type(text, 0, crate::syntax::Grammar::default()).ok()?;
            lookup_type_name(catalog, &parsed).ok().flatten().map(|id| id.0)
        }
        ObjectKind::Plain => None,
    }
}

fn object(catalog: &Catalog, value: Value, kind: ObjectKind, at: Span) -> Result<Value> {
    match value {
        Value::Object(_, number) => Ok(Value::Object(kind, number)),
        Value::Text(text) => match find_object(catalog, kind, &text) {
            Some(number) => Ok(Value::Object(kind, number)),
            None => Err(missing(kind, &text).at(at)),
        },
        _ => Ok(Value::Unknown),
    }
}

fn missing(kind: ObjectKind, text: &str) -> Problem {
    let (code, noun, subject) = match kind {
        ObjectKind::Schema => (SqlState::INVALID_SCHEMA_NAME, "schema", SubjectKind::Schema),
        ObjectKind::Type => (SqlState::UNDEFINED_OBJECT, "type", SubjectKind::Type),
        ObjectKind::Function => (SqlState::UNDEFINED_FUNCTION, "function", SubjectKind::Function),
        ObjectKind::Relation | ObjectKind::Plain => (SqlState::UNDEFINED_TABLE, "relation", SubjectKind::Relation),
    };
    let bare = parse_name(text).map_or_else(|| Name::from(text), |(_, name)| name);
    let shown = text.replace('"', "");
    Diagnostic::error(code, format!("{noun} \"{shown}\" does not exist")).about(subject, &bare)
}

/// `schema.name` or `name` out of a text, quoted where it needs it.
// pg: regproc.c stringToQualifiedNameList
fn parse_name(text: &str) -> Option<(Option<Name>, Name)> {
    let mut parts: Vec<Ident> = Vec::new();
    let mut rest = text.trim();
    loop {
        let (part, after) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"')?;
                (quoted[..end].to_owned(), &quoted[end + 1..])
            }
            None => {
                let end = rest.find('.').unwrap_or(rest.len());
                (rest[..end].trim().to_lowercase(), &rest[end..])
            }
        };
        parts.push(Ident { name: Name::from(part), span: Span::default() });
        match after.trim_start().strip_prefix('.') {
            Some(next) => rest = next.trim_start(),
            None => break,
        }
    }
    let name = parts.pop()?.name;
    Some((parts.pop().map(|schema| schema.name), name))
}

fn qualified(catalog: &Catalog, schema: SchemaId, name: &Name, seen: bool) -> String {
    match catalog.schema(schema).filter(|_| !seen) {
        Some(schema) => format!("{}.{}", quote_identifier(&schema.name), quote_identifier(name)),
        None => quote_identifier(name),
    }
}

/// A value that is assigned to a variable of a type: kept as it is where the type does not change it.
pub(super) fn cast_for_assignment(catalog: &Catalog, value: Value, type_name: &TypeName) -> Value {
    match cast(catalog, value.clone(), type_name, type_name.span) {
        Ok(Value::Unknown) | Err(_) => value,
        Ok(cast) => cast,
    }
}
