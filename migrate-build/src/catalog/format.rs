//! How are names and types spelled: quoting, `format_type`.

use super::Catalog;
use super::id::TypeId;
use super::object::{Type, TypeKind};
use crate::text::Seek;

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
    let simple = first && bytes.for_all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if simple && KEYWORDS.binary_search(&name).is_err() { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// Whether types get their schema.
#[derive(Clone, Copy)]
enum Sight {
    /// Where the type is not found by its name alone.
    Path,
    /// Where it is not in `pg_catalog`.
    EmptyPath,
}

/// A type as messages spell it: with its schema only where the type is out of sight.
// pg: format_type.c format_type_be, format_type_with_typemod
#[must_use]
pub fn format_type(catalog: &Catalog, type_id: TypeId, modifier: i32) -> String {
    spell(catalog, type_id, Some(modifier).filter(|modifier| *modifier >= 0), Sight::Path)
}

/// The type of a column, with its modifier or -1, as it is spelled where `search_path` is empty.
// pg: format_type.c format_type
#[must_use]
pub fn format_type_qualified(catalog: &Catalog, type_id: TypeId, modifier: i32) -> String {
    spell(catalog, type_id, Some(modifier), Sight::EmptyPath)
}

/// A type that has no modifier, as that of a parameter or result, as it is spelled where `search_path` is empty.
#[must_use]
pub fn format_bare_type_qualified(catalog: &Catalog, type_id: TypeId) -> String {
    spell(catalog, type_id, None, Sight::EmptyPath)
}

// pg: namespace.c TypeIsVisible
fn is_visible(catalog: &Catalog, found: &Type, sight: Sight) -> bool {
    match sight {
        Sight::Path => catalog.lookup_type(&found.name) == Some(found.id),
        Sight::EmptyPath => found.schema == super::PG_CATALOG,
    }
}

/// The modifier is none where only the type is meant; a column without one has -1, which matters to `bpchar` and `bit`.
// pg: format_type.c format_type_extended
fn spell(catalog: &Catalog, type_id: TypeId, modifier: Option<i32>, sight: Sight) -> String {
    let Some(found) = catalog.type_(type_id) else {
        return "???".to_owned();
    };
    // Arrays of pseudo-types are pseudo-types.
    if let (TypeKind::Array | TypeKind::Pseudo, Some(element)) = (&found.kind, found.element) {
        // int2vector and oidvector are arrays too, but go by their own names.
        if ![TypeId::INT2VECTOR, TypeId::OIDVECTOR].contains(&type_id) {
            return format!("{}[]", spell(catalog, element, modifier, sight));
        }
    }
    match (type_id, modifier) {
        (TypeId::BPCHAR, Some(-1)) => "bpchar".to_owned(),
        (TypeId::BIT, Some(-1)) => "\"bit\"".to_owned(),
        _ => standard(type_id, modifier.unwrap_or(-1)).unwrap_or_else(|| named(catalog, found, modifier.unwrap_or(-1), sight)),
    }
}

fn named(catalog: &Catalog, found: &Type, modifier: i32, sight: Sight) -> String {
    let name = quote_identifier(&found.name);
    let name = match catalog.schema(found.schema) {
        Some(schema) if !is_visible(catalog, found, sight) => format!("{}.{name}", quote_identifier(&schema.name)),
        _ => name,
    };
    match found.name.as_str() {
        "geometry" | "geography" if found.modifier_input.is_some() => format!("{name}{}", spatial(modifier)),
        _ if modifier >= 0 => format!("{name}({modifier})"),
        _ => name,
    }
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
        TypeId::JSON => Some("json".to_owned()),
        TypeId::TIME => seconds("time", " without time zone"),
        TypeId::TIMETZ => seconds("time", " with time zone"),
        TypeId::TIMESTAMP => seconds("timestamp", " without time zone"),
        TypeId::TIMESTAMPTZ => seconds("timestamp", " with time zone"),
        TypeId::VARBIT => length("bit varying", 0),
        TypeId::VARCHAR => length("character varying", 4),
        _ => None,
    }
}

/// The modifier of a type of PostGIS: the kind of shape, its dimensions, and the reference system.
// pg: the extension postgis, gserialized_typmod.c postgis_typmod_out
fn spatial(modifier: i32) -> String {
    const SHAPES: [&str; 16] = [
        "Geometry",
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "GeometryCollection",
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
        "PolyhedralSurface",
        "Triangle",
        "Tin",
    ];
    let system = ((modifier & 0x0FFF_FF00) - (modifier & 0x1000_0000)) >> 8;
    let (kind, has_z, has_m) = ((modifier & 0xFC) >> 2, modifier & 2 != 0, modifier & 1 != 0);
    let shaped = kind != 0 || has_z || has_m;
    if modifier < 0 || (!shaped && system == 0) {
        return String::new();
    }
    let shape = SHAPES.get(kind as usize).copied().unwrap_or(SHAPES[0]);
    let (z, m) = (if has_z { "Z" } else { "" }, if has_m { "M" } else { "" });
    let system = if system == 0 { String::new() } else { format!(",{system}") };
    format!("({shape}{z}{m}{system})")
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
