//! Which Rust type holds the values of a SQL type, which marker binds them, and what is said where there is none.

use super::built_in::{BuiltIn, Value, catalog_type, extension_type};
use super::naming::{override_alias, user_type};
use super::settings::{Settings, entry, part_keys, relation_keys, type_keys};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::{format_bare_type_qualified, format_type};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{RelationKind, Type, TypeKind};
use crate::catalog::{Catalog, PG_CATALOG};
use crate::text::Seek;
use std::fmt;

/// How deep types may stand in one another before the engine stops to look.
const DEPTH: usize = 64;

/// The types that the standard spells in words, which no catalog has under these names.
#[rustfmt::skip]
pub(super) const STANDARD: &[(&str, TypeId)] = &[
    ("bigint", TypeId::INT8), ("bit varying", TypeId::VARBIT), ("boolean", TypeId::BOOL), ("character", TypeId::BPCHAR),
    ("character varying", TypeId::VARCHAR), ("decimal", TypeId::NUMERIC), ("double precision", TypeId::FLOAT8), ("integer", TypeId::INT4),
    ("real", TypeId::FLOAT4), ("smallint", TypeId::INT2), ("time with time zone", TypeId::TIMETZ),
    ("time without time zone", TypeId::TIME), ("timestamp with time zone", TypeId::TIMESTAMPTZ),
    ("timestamp without time zone", TypeId::TIMESTAMP),
];

/// A Rust type as text; what stands in the generated module gets the path of the module in front of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustType {
    /// With `{}` for the path of the module.
    value: String,
    /// With `{}` for the path of the module.
    marker: String,
    /// Whether it is there only with some feature of the runtime.
    needs_feature: bool,
    /// Whether it is, or holds, a type of the user's, which knows the driver's traits and not those of the runtime.
    foreign: bool,
}

impl RustType {
    /// The type of values. The prefix is empty within the generated module, or its path with `::`.
    #[must_use]
    pub fn value(&self, prefix: &str) -> String {
        self.value.replace("{}", prefix)
    }

    /// The type of values that may be NULL.
    #[must_use]
    pub fn nullable_value(&self, prefix: &str) -> String {
        format!("::core::option::Option<{}>", self.value(prefix))
    }

    /// The type of values within the module, where no generated name hides what the prelude has.
    pub(super) fn here(&self) -> String {
        let mut text = self.value("");
        for (path, name) in [
            ("::core::option::Option", "Option"),
            ("::std::string::String", "String"),
            ("::std::vec::Vec", "Vec"),
            ("::core::primitive::", ""),
            ("__runtime::types::", "__rt::types::"),
        ] {
            text = text.replace(path, name);
        }
        text
    }

    /// The type of values that may be NULL, within the module.
    pub(super) fn nullable_here(&self) -> String {
        format!("Option<{}>", self.here())
    }

    /// The type that stands for the SQL type where a parameter is bound.
    #[must_use]
    pub fn marker(&self, prefix: &str) -> String {
        self.marker.replace("{}", prefix)
    }

    /// The method of a row that reads a value: a type of the user's knows the driver's traits and not those of the runtime.
    #[must_use]
    pub fn reader(&self) -> &'static str {
        if self.foreign { "foreign" } else { "value" }
    }

    /// Whether the type of values is there only with some feature of the runtime.
    #[must_use]
    pub fn needs_feature(&self) -> bool {
        self.needs_feature
    }
}

/// A SQL type that no Rust type stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    /// The type as PostgreSQL spells it.
    pub type_text: String,
    /// The line for `[types]` in `migrate.toml` that maps it; none for what has no values that a program could hold.
    pub line: Option<String>,
}

impl fmt::Display for Unmapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no Rust type is known for the SQL type {}", self.type_text)
    }
}

impl Unmapped {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match &self.line {
            Some(line) => format!("map it in migrate.toml: under `[types]` write `{line}`, with the path of a type of yours"),
            None => "select its parts, or cast it to a type that has values of its own".to_owned(),
        }
    }
}

/// The Rust type of a SQL type, which may have one of its own in a column: the table and the column's number counted from 0.
///
/// # Errors
/// Nothing stands for the type.
pub fn rust_type(
    catalog: &Catalog,
    settings: &Settings,
    type_id: TypeId,
    column: Option<(RelationId, usize)>,
) -> Result<RustType, Unmapped> {
    let cx = Cx { catalog, settings };
    if let Some(key) = column.and_then(|(relation, at)| column_key(&cx, relation, at)) {
        return Ok(of_user(settings, key));
    }
    cx.of(type_id, 0)
}

/// How a statement tells the type of a parameter: by its number where that is the same everywhere, otherwise by schema and name. The prefix is the path of
/// what the runtime keeps for generated code, with `::`.
#[must_use]
pub fn parameter_type(catalog: &Catalog, type_id: TypeId, runtime: &str) -> String {
    if type_id.is_builtin() {
        return format!("{runtime}ParameterType::BuiltIn({})", type_id.0);
    }
    let (schema, name) = qualified_name(catalog, type_id);
    format!("{runtime}ParameterType::User({schema:?}, {name:?})")
}

/// The schema and the name of a type.
#[must_use]
pub fn qualified_name(catalog: &Catalog, type_id: TypeId) -> (String, String) {
    match catalog.type_(type_id) {
        Some(found) => (catalog.schema(found.schema).map_or_else(String::new, |schema| schema.name.to_string()), found.name.to_string()),
        None => (String::new(), String::new()),
    }
}

/// The key of `[types]` that gives a type a Rust type of the user's.
pub(super) fn type_key<'s>(catalog: &Catalog, settings: &'s Settings, type_id: TypeId) -> Option<&'s str> {
    if settings.types.is_empty() {
        return None;
    }
    let mut keys = type_keys(catalog, type_id);
    keys.push(format_bare_type_qualified(catalog, type_id));
    keys.push(format_type(catalog, type_id, -1));
    entry(&settings.types, &keys).map(|(key, _)| key)
}

fn column_key<'s>(cx: &Cx<'s>, relation: RelationId, at: usize) -> Option<&'s str> {
    if cx.settings.types.is_empty() {
        return None;
    }
    let name = &cx.catalog.relation(relation)?.columns.get(at)?.name;
    entry(&cx.settings.types, &part_keys(relation_keys(cx.catalog, relation), name)).map(|(key, _)| key)
}

struct Cx<'a> {
    catalog: &'a Catalog,
    settings: &'a Settings,
}

impl Cx<'_> {
    fn of(&self, type_id: TypeId, depth: usize) -> Result<RustType, Unmapped> {
        let found = self.catalog.type_(type_id).filter(|_| depth < DEPTH).ok_or_else(|| self.unmapped(type_id))?;
        if let Some(key) = type_key(self.catalog, self.settings, type_id) {
            return Ok(of_user(self.settings, key));
        }
        if let Some(known) = self.known(found) {
            return Ok(of_built_in(known));
        }
        match &found.kind {
            TypeKind::Array => self.array(found, depth),
            TypeKind::Enum { .. } => Ok(self.generated(type_id, false)),
            TypeKind::Domain { base, .. } => Ok(self.generated(type_id, self.of(*base, depth + 1)?.needs_feature)),
            TypeKind::Composite(relation) => self.composite(type_id, *relation, depth),
            TypeKind::Range { subtype, .. } => self.range(type_id, *subtype, "Range", depth),
            TypeKind::Multirange { range } => match self.catalog.type_(*range).map(|range| &range.kind) {
                Some(TypeKind::Range { subtype, .. }) => self.range(type_id, *subtype, "Multirange", depth),
                _ => Err(self.unmapped(type_id)),
            },
            TypeKind::Base | TypeKind::Pseudo | TypeKind::Shell => Err(self.unmapped(type_id)),
        }
    }

    fn known(&self, found: &Type) -> Option<&'static BuiltIn> {
        if found.schema == PG_CATALOG && found.id.is_builtin() {
            return catalog_type(&found.name);
        }
        extension_type(&found.name).filter(|_| is_of_extension(self.catalog, Address::Type(found.id)))
    }

    /// An element may be NULL, whatever the column says of the array.
    fn array(&self, found: &Type, depth: usize) -> Result<RustType, Unmapped> {
        let element = found.element.ok_or_else(|| self.unmapped(found.id))?;
        let element = self.of(element, depth + 1)?;
        Ok(RustType {
            value: format!("::std::vec::Vec<::core::option::Option<{}>>", element.value),
            marker: sql(&format!("Array<{}>", element.marker)),
            needs_feature: element.needs_feature,
            foreign: element.foreign,
        })
    }

    fn composite(&self, type_id: TypeId, relation: RelationId, depth: usize) -> Result<RustType, Unmapped> {
        let row = self.catalog.relation(relation).filter(|row| row.kind == RelationKind::Composite);
        let row = row.ok_or_else(|| self.unmapped(type_id))?;
        let mut needs_feature = false;
        for type_id in row.columns.iter().filter_map(|column| column.type_id) {
            needs_feature |= self.of(type_id, depth + 1)?.needs_feature;
        }
        Ok(self.generated(type_id, needs_feature))
    }

    /// The marker of a range over a built-in type follows from what it is over; any other has one of its own.
    fn range(&self, type_id: TypeId, subtype: TypeId, shape: &str, depth: usize) -> Result<RustType, Unmapped> {
        let inner = self.of(subtype, depth + 1)?;
        let marker = match type_id.is_builtin() {
            true => sql(&format!("{shape}<{}>", inner.marker)),
            false => format!("{{}}{}", user_type(self.catalog, self.settings, type_id)),
        };
        Ok(RustType {
            value: runtime_type(&format!("{shape}<{}>", inner.value)),
            marker,
            needs_feature: inner.needs_feature,
            foreign: inner.foreign,
        })
    }

    fn generated(&self, type_id: TypeId, needs_feature: bool) -> RustType {
        let path = format!("{{}}{}", user_type(self.catalog, self.settings, type_id));
        RustType { value: path.clone(), marker: path, needs_feature, foreign: false }
    }

    fn unmapped(&self, type_id: TypeId) -> Unmapped {
        let type_text = format_type(self.catalog, type_id, -1);
        let found = self.catalog.type_(type_id).filter(|found| !matches!(found.kind, TypeKind::Pseudo | TypeKind::Shell));
        let line = found.map(|found| format!("{} = \"crate::{}\"", toml_key(&type_text), user_type(self.catalog, self.settings, found.id)));
        Unmapped { type_text, line }
    }
}

fn of_built_in(known: &BuiltIn) -> RustType {
    let (value, needs_feature) = match known.value {
        Value::Std(path) => (path.to_owned(), false),
        Value::Runtime => (runtime_type(known.marker), true),
        Value::Own => (runtime_type(known.marker), false),
    };
    RustType { value, marker: sql(known.marker), needs_feature, foreign: false }
}

/// A type of the user's has an alias in the module, and a marker of its own beside it.
fn of_user(settings: &Settings, key: &str) -> RustType {
    let alias = override_alias(settings, key);
    RustType { value: format!("{{}}__types::{alias}"), marker: format!("{{}}__types::{alias}Sql"), needs_feature: false, foreign: true }
}

fn sql(marker: &str) -> String {
    format!("{{}}__runtime::__private::sql::{marker}")
}

fn runtime_type(name: &str) -> String {
    format!("{{}}__runtime::types::{name}")
}

/// Whether an object came with an extension.
pub(super) fn is_of_extension(catalog: &Catalog, address: Address) -> bool {
    catalog
        .dependencies()
        .needs_of(address)
        .exists(|entry| entry.kind == DependencyKind::Extension && matches!(entry.needed, Address::Extension(_)))
}

/// A key as TOML takes it.
fn toml_key(key: &str) -> String {
    let bare = !key.is_empty() && key.chars().for_all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { key.to_owned() } else { format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\"")) }
}
