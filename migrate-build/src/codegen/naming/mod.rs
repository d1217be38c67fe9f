//! What is an object called in Rust: a pure answer for each object, so that the module and the macros agree without asking one another.

mod case;
mod identifier;
mod label;
mod singular;

use super::settings::{Settings, entry, is_relation_visible, is_type_visible, part_keys, relation_keys, type_keys};
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::catalog::object::TypeKind;
use crate::text::Gather;
use case::{camel_case, snake_case, words};
use singular::singular;

pub use identifier::{is_identifier, is_keyword};
pub use label::{constraint_variants, variants};

/// The struct of a relation's rows: `patients` is `Patient`.
#[must_use]
pub fn row_type(catalog: &Catalog, settings: &Settings, id: RelationId) -> String {
    let Some(relation) = catalog.relation(id) else {
        return "Row".to_owned();
    };
    if let Some((_, name)) = entry(&settings.names, &relation_keys(catalog, id)) {
        return name.to_owned();
    }
    let mut name = words(&relation.name);
    if let Some(last) = name.last_mut() {
        *last = singular(last);
    }
    identifier::type_name(&camel_case(&in_schema(catalog, relation.schema, is_relation_visible(catalog, id), name)), "Row")
}

/// The struct that a relation's rows are inserted from: `NewPatient`.
#[must_use]
pub fn insert_type(catalog: &Catalog, settings: &Settings, id: RelationId) -> String {
    format!("New{}", identifier::unraw(&row_type(catalog, settings, id)))
}

/// The enum of a table's constraints: `PatientConstraint`.
#[must_use]
pub fn constraint_type(catalog: &Catalog, settings: &Settings, id: RelationId) -> String {
    format!("{}Constraint", identifier::unraw(&row_type(catalog, settings, id)))
}

/// The Rust type of an enum, domain, composite type or range; for the type of a table's rows it is that of the table.
#[must_use]
pub fn user_type(catalog: &Catalog, settings: &Settings, id: TypeId) -> String {
    let Some(found) = catalog.type_(id) else {
        return "Value".to_owned();
    };
    if let TypeKind::Composite(relation) = found.kind
        && catalog.relation(relation).is_some_and(|relation| relation.kind != crate::catalog::object::RelationKind::Composite)
    {
        return row_type(catalog, settings, relation);
    }
    if let Some((_, name)) = entry(&settings.names, &type_keys(catalog, id)) {
        return name.to_owned();
    }
    identifier::type_name(&camel_case(&in_schema(catalog, found.schema, is_type_visible(catalog, id), words(&found.name))), "Value")
}

/// The field of a relation's column, counted from 0: `type` is `r#type`.
#[must_use]
pub fn column_field(catalog: &Catalog, settings: &Settings, id: RelationId, column: usize) -> String {
    let Some(name) = catalog.relation(id).and_then(|relation| relation.columns.get(column)).map(|column| column.name.clone()) else {
        return "value".to_owned();
    };
    match entry(&settings.names, &part_keys(relation_keys(catalog, id), &name)) {
        Some((_, chosen)) => identifier::value_name(chosen),
        None => field(&name),
    }
}

/// The field of a column that is known by its name alone, as that of a query.
#[must_use]
pub fn field(name: &str) -> String {
    identifier::value_name(&snake_case(&words(name)))
}

/// The variant of a table's constraint: what is left of its name without the table's, which says it already.
#[must_use]
pub fn constraint_variant(table: &str, constraint: &str) -> String {
    let prefix = words(table);
    let all = words(constraint);
    let rest = all.strip_prefix(prefix.as_slice()).filter(|rest| !rest.is_empty()).unwrap_or(&all);
    identifier::variant_name(&camel_case(rest))
}

/// What a function about some columns is called: `find_by_` and the fields.
#[must_use]
pub fn function(verb: &str, fields: &[String]) -> String {
    let fields: Vec<&str> = fields.iter().map(|field| identifier::unraw(field)).gather();
    format!("{verb}_by_{}", fields.join("_and_"))
}

/// The name of an identifier without what makes a keyword usable.
#[must_use]
pub fn unraw(name: &str) -> &str {
    identifier::unraw(name)
}

/// The function of a query file: its name without the ending.
#[must_use]
pub fn query_function(file_stem: &str) -> String {
    field(file_stem)
}

/// The struct of the rows of a query file's function.
#[must_use]
pub fn query_row(file_stem: &str) -> String {
    identifier::type_name(&camel_case(&words(file_stem)), "Row")
}

/// The alias of the Rust type that stands under a key of `[types]`. Keys that would be called the same are told apart by their order.
#[must_use]
pub fn override_alias(settings: &Settings, key: &str) -> String {
    let name = camel_case(&words(key));
    let alike = settings.types.keys().take_while(|other| *other != key).filter(|other| camel_case(&words(other)) == name).count();
    let name = identifier::type_name(&name, "Value");
    if alike == 0 { name } else { format!("{name}_{}", alike + 1) }
}

/// An object that is not seen without its schema has the schema in its name.
fn in_schema(catalog: &Catalog, schema: SchemaId, visible: bool, name: Vec<String>) -> Vec<String> {
    match catalog.schema(schema) {
        Some(schema) if !visible => words(&schema.name).into_iter().chain(name).gather(),
        _ => name,
    }
}
