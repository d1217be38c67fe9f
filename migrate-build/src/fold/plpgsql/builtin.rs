//! Which functions can be evaluated while a body is followed.

use super::cast::{find_object, text_of};
use super::eval::{Scope, current_schema, eval};
use super::value::{HOLE, ObjectKind, Value};
use crate::catalog::Catalog;
use crate::catalog::format::{format_type, quote_identifier};
use crate::catalog::id::{RelationId, TypeId};
use crate::diag::{Result, each};
use crate::syntax::expr::Call;
use crate::text::{Gather, Name, Seek};

/// The value of a call.
pub(super) fn call(scope: Scope<'_>, it: &Call) -> Result<Value> {
    let plain = it.over.is_none() && it.filter.is_none() && it.within_group.is_none() && !it.star && !it.distinct;
    let builtin = it.name.schema.as_ref().is_none_or(|schema| schema.name == "pg_catalog");
    if !plain || !builtin {
        return Ok(Value::Unknown);
    }
    let values = each(&it.arguments, |argument| eval(scope, &argument.value))?;
    // A setting of the user's own that the session has not set is missing, which is NULL where that is asked for.
    if let ("current_setting", [Value::Text(setting), Value::Boolean(true)]) = (it.name.name.name.as_str(), values.as_slice())
        && setting.contains('.')
        && !scope.settings.iter().exists(|changed| changed.eq_ignore_ascii_case(setting))
    {
        return Ok(Value::Null);
    }
    Ok(apply(scope.catalog, it.name.name.name.as_str(), &values))
}

fn apply(catalog: &Catalog, name: &str, values: &[Value]) -> Value {
    let texts = || values.iter().map(|value| text_of(catalog, value)).try_gather::<Option<Vec<_>>>();
    match (name, values) {
        ("format", _) => format_text(catalog, values),
        ("to_regclass", [value]) => regular(catalog, value, ObjectKind::Relation),
        ("to_regtype", [value]) => regular(catalog, value, ObjectKind::Type),
        ("to_regnamespace", [value]) => regular(catalog, value, ObjectKind::Schema),
        ("to_regproc" | "to_regprocedure", [value]) => regular(catalog, value, ObjectKind::Function),
        ("current_schema", []) => current_schema(catalog),
        ("current_schemas", [_]) => schemas_in_path(catalog),
        ("concat", _) if !values.contains(&Value::Unknown) => Value::text(&joined(catalog, values, "")),
        ("concat_ws", [Value::Text(between), rest @ ..]) if !rest.contains(&Value::Unknown) => Value::text(&joined(catalog, rest, between)),
        ("array_to_string", [Value::List(items), Value::Text(between)]) if !items.contains(&Value::Unknown) => {
            Value::text(&joined(catalog, items, between))
        }
        ("array_length", [Value::List(items), Value::Integer(1)]) if !items.is_empty() => Value::Integer(items.len() as i64),
        ("array_length", [Value::List(_), Value::Integer(1)]) => Value::Null,
        ("cardinality", [Value::List(items)]) => Value::Integer(items.len() as i64),
        ("current_setting", [Value::Text(setting), ..]) if *setting == "server_version_num" => {
            Value::text(&format!("{}0000", catalog.versions().lowest))
        }
        ("pg_table_is_visible", [Value::Object(_, id)]) => {
            let found = catalog.relation(RelationId(*id));
            found.map_or(Value::Null, |it| Value::Boolean(catalog.lookup_relation(&it.name) == Some(it.id)))
        }
        ("pg_type_is_visible", [Value::Object(_, id)]) => {
            let found = catalog.type_(TypeId(*id));
            found.map_or(Value::Null, |it| Value::Boolean(catalog.lookup_type(&it.name) == Some(it.id)))
        }
        ("format_type", [Value::Object(_, id), modifier]) => {
            let modifier = if let Value::Integer(modifier) = modifier { i32::try_from(*modifier).unwrap_or(-1) } else { -1 };
            Value::text(&format_type(catalog, TypeId(*id), modifier))
        }
        ("quote_literal" | "quote_nullable", [Value::Unknown]) => Value::Partial(Name::from(HOLE)),
        ("quote_nullable", [Value::Null]) => Value::text("NULL"),
        (_, [Value::Null, ..]) if is_strict_text(name) => Value::Null,
        (_, _) if is_strict_text(name) => texts().map_or(Value::Unknown, |texts| text_function(name, &texts)),
        _ => Value::Unknown,
    }
}

fn is_strict_text(name: &str) -> bool {
    matches!(
        name,
        "quote_ident"
            | "quote_literal"
            | "quote_nullable"
            | "lower"
            | "upper"
            | "length"
            | "char_length"
            | "character_length"
            | "replace"
            | "btrim"
            | "trim"
    )
}

fn text_function(name: &str, texts: &[String]) -> Value {
    match (name, texts) {
        ("quote_ident", [text]) => Value::text(&quote_identifier(text)),
        ("quote_literal" | "quote_nullable", [text]) => Value::text(&quote_literal(text)),
        ("lower", [text]) => Value::text(&text.to_lowercase()),
        ("upper", [text]) => Value::text(&text.to_uppercase()),
        ("length" | "char_length" | "character_length", [text]) => Value::Integer(text.chars().count() as i64),
        ("replace", [text, from, to]) if !from.is_empty() => Value::text(&text.replace(from.as_str(), to)),
        ("btrim" | "trim", [text]) => Value::text(text.trim_matches(' ')),
        _ => Value::Unknown,
    }
}

/// A text as a literal.
// pg: quote.c quote_literal
pub(super) fn quote_literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if text.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

fn regular(catalog: &Catalog, value: &Value, kind: ObjectKind) -> Value {
    match value {
        Value::Text(text) => find_object(catalog, kind, text).map_or(Value::Null, |number| Value::Object(kind, number)),
        Value::Null => Value::Null,
        _ => Value::Unknown,
    }
}

fn schemas_in_path(catalog: &Catalog) -> Value {
    let names = catalog.schemas_in_path().into_iter().filter_map(|id| catalog.schema(id)).map(|schema| Value::Text(schema.name.clone()));
    Value::List(names.gather())
}

fn joined(catalog: &Catalog, values: &[Value], between: &str) -> String {
    let texts: Vec<String> = values.iter().filter(|value| **value != Value::Null).filter_map(|value| text_of(catalog, value)).gather();
    texts.join(between)
}

/// `format()`; unknown where anything that it takes in is, but for a literal, which leaves a hole.
// pg: varlena.c text_format
fn format_text(catalog: &Catalog, values: &[Value]) -> Value {
    let Some(Value::Text(format)) = values.first() else {
        return Value::Unknown;
    };
    let mut out = String::new();
    let mut next = 1;
    let mut has_holes = false;
    let mut rest = format.as_str();
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 && rest[digits..].starts_with('$') {
            next = rest[..digits].parse().unwrap_or(usize::MAX);
            rest = &rest[digits + 1..];
        }
        let mut characters = rest.chars();
        let kind = characters.next();
        rest = characters.as_str();
        if kind == Some('%') {
            out.push('%');
            continue;
        }
        match (kind, values.get(next)) {
            (Some('L'), Some(Value::Unknown)) => {
                has_holes = true;
                out.push_str(HOLE);
            }
            (Some('s'), Some(Value::Partial(text))) => {
                has_holes = true;
                out.push_str(text);
            }
            (_, value) => match value.and_then(|value| formatted(catalog, kind, value)) {
                Some(text) => out.push_str(&text),
                None => return Value::Unknown,
            },
        }
        next += 1;
    }
    out.push_str(rest);
    if has_holes { Value::Partial(Name::from(out)) } else { Value::text(&out) }
}

fn formatted(catalog: &Catalog, kind: Option<char>, value: &Value) -> Option<String> {
    match (kind, value) {
        (_, Value::Unknown) => None,
        (Some('s'), Value::Null) => Some(String::new()),
        (Some('L'), Value::Null) => Some("NULL".to_owned()),
        (Some('s'), value) => text_of(catalog, value),
        (Some('L'), value) => text_of(catalog, value).map(|text| quote_literal(&text)),
        (Some('I'), value) => text_of(catalog, value).map(|text| quote_identifier(&text)),
        _ => None,
    }
}
