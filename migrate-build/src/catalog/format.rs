//! How are names and types spelled: quoting, `format_type`.

use super::Catalog;
use super::id::{SchemaId, TypeId};
use super::object::{Type, TypeKind};
use crate::text::Name;

/// The keywords that cannot stand as a name without quotes.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "bigint", "binary", "bit",
    "boolean", "both", "case", "cast", "char", "character", "check", "coalesce", "collate", "collation", "column", "concurrently",
    "constraint", "create", "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except",
    "exists", "extract", "false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping",
    "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval", "into", "is", "isnull", "join",
    "json", "json_array", "json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize",
    "json_table", "json_value", "lateral", "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action",
    "national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only", "or",
    "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision", "primary", "real", "references", "returning",
    "right", "row", "select", "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric", "system_user", "table",
    "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values",
    "varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists",
    "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
];

/// A name, in quotes where it needs them.
// pg: ruleutils.c quote_identifier
#[must_use]
pub fn quote_identifier(name: &str) -> String {
    let mut bytes = name.bytes();
    let first = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let simple = first && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if simple && KEYWORDS.binary_search(&name).is_err() { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// A type as messages spell it: with its schema only where the type is out of sight.
// pg: format_type.c format_type_be
#[must_use]
pub fn format_type(catalog: &Catalog, type_id: TypeId, modifier: i32) -> String {
    spell(catalog, type_id, modifier, &|schema, name| is_visible(catalog, schema, name, type_id))
}

/// A type as it is spelled where `search_path` is empty.
#[must_use]
pub fn format_type_qualified(catalog: &Catalog, type_id: TypeId, modifier: i32) -> String {
    spell(catalog, type_id, modifier, &|schema, _| schema == super::PG_CATALOG)
}

fn is_visible(catalog: &Catalog, schema: SchemaId, name: &Name, type_id: TypeId) -> bool {
    schema == super::PG_CATALOG && catalog.lookup_type(name).is_none_or(|found| found == type_id)
        || catalog.lookup_type(name) == Some(type_id)
}

fn spell(catalog: &Catalog, type_id: TypeId, modifier: i32, visible: &dyn Fn(SchemaId, &Name) -> bool) -> String {
    let Some(found) = catalog.type_(type_id) else {
        return "???".to_owned();
    };
    if let (TypeKind::Array, Some(element)) = (&found.kind, found.element) {
        // int2vector and oidvector are arrays too, but go by their own names.
        if ![TypeId::INT2VECTOR, TypeId::OIDVECTOR].contains(&type_id) {
            return format!("{}[]", spell(catalog, element, modifier, visible));
        }
    }
    standard(type_id, modifier).unwrap_or_else(|| named(catalog, found, modifier, visible))
}

fn named(catalog: &Catalog, found: &Type, modifier: i32, visible: &dyn Fn(SchemaId, &Name) -> bool) -> String {
    let name = quote_identifier(&found.name);
    let name = match catalog.schema(found.schema) {
        Some(schema) if !visible(found.schema, &found.name) => format!("{}.{name}", quote_identifier(&schema.name)),
        _ => name,
    };
    if modifier >= 0 { format!("{name}({modifier})") } else { name }
}

/// The types that the standard spells in a way of its own.
fn standard(type_id: TypeId, modifier: i32) -> Option<String> {
    let length = |name: &str, header: i32| Some(if modifier > header { format!("{name}({})", modifier - header) } else { name.to_owned() });
    let seconds = |name: &str, zone: &str| Some(if modifier >= 0 { format!("{name}({modifier}){zone}") } else { format!("{name}{zone}") });
    match type_id {
        TypeId::BIT => length("bit", 0),
        TypeId::BOOL => Some("boolean".to_owned()),
        TypeId::BPCHAR => length("character", 4),
        TypeId::FLOAT4 => Some("real".to_owned()),
        TypeId::FLOAT8 => Some("double precision".to_owned()),
        TypeId::INT2 => Some("smallint".to_owned()),
        TypeId::INT4 => Some("integer".to_owned()),
        TypeId::INT8 => Some("bigint".to_owned()),
        TypeId::NUMERIC => Some(numeric(modifier)),
        TypeId::INTERVAL => Some(interval(modifier)),
        TypeId::TIME => seconds("time", " without time zone"),
        TypeId::TIMETZ => seconds("time", " with time zone"),
        TypeId::TIMESTAMP => seconds("timestamp", " without time zone"),
        TypeId::TIMESTAMPTZ => seconds("timestamp", " with time zone"),
        TypeId::VARBIT => length("bit varying", 0),
        TypeId::VARCHAR => length("character varying", 4),
        _ => None,
    }
}

// pg: numeric.c numerictypmodout
fn numeric(modifier: i32) -> String {
    if modifier < 4 {
        return "numeric".to_owned();
    }
    let packed = modifier - 4;
    let scale = ((packed & 0x7ff) ^ 1024) - 1024;
    format!("numeric({},{scale})", (packed >> 16) & 0xffff)
}

// pg: timestamp.c intervaltypmodout
fn interval(modifier: i32) -> String {
    if modifier < 0 {
        return "interval".to_owned();
    }
    let fields = match (modifier >> 16) & 0x7FFF {
        4 => " year",
        2 => " month",
        8 => " day",
        0x400 => " hour",
        0x800 => " minute",
        0x1000 => " second",
        6 => " year to month",
        0x408 => " day to hour",
        0xC08 => " day to minute",
        0x1C08 => " day to second",
        0xC00 => " hour to minute",
        0x1C00 => " hour to second",
        0x1800 => " minute to second",
        _ => "",
    };
    match modifier & 0xFFFF {
        0xFFFF => format!("interval{fields}"),
        precision => format!("interval{fields}({precision})"),
    }
}
