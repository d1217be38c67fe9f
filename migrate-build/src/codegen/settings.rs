//! What does `migrate.toml` say about generated code?

use super::errors;
use super::naming::is_identifier;
use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::catalog::object::{ConstraintOwner, TypeKind};
use crate::diag::Diagnostic;
use crate::text::{Collection, Gather, Name, Seek, SortedMap};
use migrate_model::HistoryTable;
use std::collections::HashSet;

/// The part of the configuration that decides what generated code and queries look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// SQL type, domain or `table.column` to Rust path.
    pub types: SortedMap<String, String>,
    /// SQL name to Rust name.
    pub names: SortedMap<String, String>,
    /// Whether the SQL that is sent names the schema of every object.
    pub qualification: Qualification,
    /// The table in which a program keeps the history.
    pub history: HistoryTable,
}

/// How the objects of a query are named in the SQL that is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualification {
    /// As the query names them.
    #[default]
    AsWritten,
    /// `qualify = true`: with their schema, so that the `search_path` of the session does not matter.
    Schema,
}

/// The entry of a table that is about one of the keys, with the key that it stands under.
pub(super) fn entry<'s>(table: &'s SortedMap<String, String>, keys: &[String]) -> Option<(&'s str, &'s str)> {
    keys.iter().first_some(|key| table.get_key_value(key)).map(|(key, value)| (key.as_str(), value.as_str()))
}

/// The keys under which a relation may stand: with its schema, and alone where it is seen without one.
pub(super) fn relation_keys(catalog: &Catalog, id: RelationId) -> Vec<String> {
    let Some(relation) = catalog.relation(id) else {
        return Vec::new();
    };
    keys(catalog, relation.schema, &relation.name, is_relation_visible(catalog, id))
}

/// The keys under which a type may stand.
pub(super) fn type_keys(catalog: &Catalog, id: TypeId) -> Vec<String> {
    let Some(found) = catalog.type_(id) else {
        return Vec::new();
    };
    keys(catalog, found.schema, &found.name, is_type_visible(catalog, id))
}

/// The keys of a part of something: a column of a table, a label of an enum.
pub(super) fn part_keys(whole: Vec<String>, part: &str) -> Vec<String> {
    whole.into_iter().map(|key| format!("{key}.{part}")).gather()
}

/// Whether a relation is found by its name alone.
pub(super) fn is_relation_visible(catalog: &Catalog, id: RelationId) -> bool {
    catalog.relation(id).is_some_and(|relation| catalog.lookup_relation(&relation.name) == Some(id))
}

/// Whether a type is found by its name alone.
pub(super) fn is_type_visible(catalog: &Catalog, id: TypeId) -> bool {
    catalog.type_(id).is_some_and(|found| catalog.lookup_type(&found.name) == Some(id))
}

fn keys(catalog: &Catalog, schema: SchemaId, name: &Name, visible: bool) -> Vec<String> {
    let qualified = catalog.schema(schema).map(|schema| format!("{}.{name}", schema.name));
    qualified.into_iter().chain(visible.then(|| name.to_string())).gather()
}

/// What is wrong with `[names]`: keys that nothing has, and names that are none.
pub(super) fn wrong_names(catalog: &Catalog, settings: &Settings) -> Vec<Diagnostic> {
    if settings.names.is_empty() {
        return Vec::new();
    }
    let known = known_keys(catalog);
    let mut findings = Vec::new();
    for (key, name) in &settings.names {
        if !known.contains(key) {
            findings.push(errors::no_such_key("names", key));
        } else if !is_identifier(name) {
            findings.push(errors::no_identifier(key, name));
        }
    }
    findings
}

/// Every key that an entry can stand under.
fn known_keys(catalog: &Catalog) -> HashSet<String> {
    let mut known = HashSet::new();
    for relation in catalog.relations() {
        let keys = relation_keys(catalog, relation.id);
        for column in &relation.columns {
            known.put_all(part_keys(keys.clone(), &column.name));
        }
        let constraints = catalog.constraints_of(ConstraintOwner::Relation(relation.id)).iter();
        for constraint in constraints.filter_map(|id| catalog.constraint(*id)) {
            known.put_all(part_keys(keys.clone(), &constraint.name));
        }
        known.put_all(keys);
    }
    for found in catalog.types() {
        let keys = type_keys(catalog, found.id);
        if let TypeKind::Enum { labels } = &found.kind {
            known.put_all(labels.iter().flat_map(|label| part_keys(keys.clone(), label)));
        }
        known.put_all(keys);
    }
    known
}
