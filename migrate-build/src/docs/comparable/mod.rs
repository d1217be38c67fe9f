//! The schema as a list of objects that can be compared with another, and hashed. The query that reads a server's catalogs spells all of it the
//! same way.

mod attached;
mod constraint;
mod global;
mod index;
mod routine;
mod table;
mod type_;

use crate::catalog::Catalog;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, SchemaId};
use crate::catalog::object::{Relation, SimpleKind};
use crate::text::{Collection, Gather, Name, Seek, SortedMap};
use migrate_model::{ComparableObject, ComparableSchema, ObjectKind};

/// The objects that migrations made and what each of them is, but for its expressions: those are as the server prints them.
#[must_use]
pub fn comparable_schema(catalog: &Catalog) -> ComparableSchema {
    let objects = entered(catalog).into_iter().map(|entered| (entered.object, entered.definition));
    ComparableSchema { objects: objects.gather() }
}

/// Where the catalog has an object of its schema.
#[cfg(feature = "command")]
pub(super) fn address_of(catalog: &Catalog, object: &ComparableObject) -> Option<Address> {
    entered(catalog).into_iter().first_where(|entered| entered.object == *object).map(|entered| entered.address)
}

/// Where the catalog has each object of its schema.
#[cfg(feature = "command")]
pub(super) fn addresses_of(catalog: &Catalog) -> crate::text::SortedMap<ComparableObject, Address> {
    entered(catalog).into_iter().map(|entered| (entered.object, entered.address)).gather()
}

fn entered(catalog: &Catalog) -> Vec<Entered> {
    let mut cx = Cx { catalog, entered: Vec::new() };
    for schema in catalog.schemas() {
        if schema.name != "public" && cx.is_shown(schema.id, Address::Schema(schema.id)) {
            cx.enter(ObjectKind::Schema, Address::Schema(schema.id), &[&schema.name], Facts::default());
        }
    }
    for extension in catalog.extensions() {
        cx.enter(ObjectKind::Extension, Address::Extension(extension.id), &[&extension.name], Facts::default());
    }
    table::enter_tables(&mut cx);
    type_::enter_types(&mut cx);
    type_::enter_sequences(&mut cx);
    routine::enter_functions(&mut cx);
    routine::enter_operators(&mut cx);
    for collation in catalog.collations() {
        let mut facts = Facts::default();
        facts.when(!collation.deterministic, "not deterministic");
        cx.enter_in(ObjectKind::Collation, collation.schema, Address::Collation(collation.id), &collation.name, facts);
    }
    for statistics in catalog.simples().into_iter().filter(|it| it.kind == SimpleKind::Statistics) {
        if let Some(schema) = statistics.schema {
            cx.enter_in(ObjectKind::Statistics, schema, Address::Simple(statistics.id), &statistics.name, Facts::default());
        }
    }
    global::enter_globals(&mut cx);
    enter_comments(&mut cx);
    cx.entered
}

/// The comments on what is entered; those on extensions come with them.
fn enter_comments(cx: &mut Cx<'_>) {
    let commented = cx.entered.iter().filter(|entered| entered.object.kind != ObjectKind::Extension).filter_map(|entered| {
        let comment = cx.catalog.comment(entered.address)?;
        let object = ComparableObject::comment_on(&entered.object);
        Some(Entered { object, address: entered.address, definition: comment.to_string() })
    });
    let comments: Vec<Entered> = commented.gather();
    cx.entered.put_all(comments);
}

/// What is said of one object.
#[derive(Default)]
struct Facts(Vec<String>);

impl Facts {
    fn add(&mut self, fact: impl Into<String>) {
        self.0.push(fact.into());
    }

    fn when(&mut self, holds: bool, fact: &str) {
        if holds {
            self.add(fact);
        }
    }

    fn maybe(&mut self, fact: Option<String>) {
        self.0.put_all(fact);
    }

    /// Options, which a catalog keeps by their names.
    fn options(&mut self, options: &SortedMap<Name, Name>) {
        options.iter().for_each(|(name, value)| self.add(format!("{name}={value}")));
    }
}

/// An object, and where the catalog has it.
struct Entered {
    object: ComparableObject,
    address: Address,
    definition: String,
}

/// What is entered, and from where.
struct Cx<'a> {
    catalog: &'a Catalog,
    entered: Vec<Entered>,
}

impl Cx<'_> {
    fn enter(&mut self, kind: ObjectKind, address: Address, path: &[&str], facts: Facts) {
        let object = ComparableObject { kind, path: path.iter().map(|part| (*part).to_owned()).gather() };
        self.entered.push(Entered { object, address, definition: facts.0.join(", ") });
    }

    /// An object of a schema, unless it belongs to an extension.
    fn enter_in(&mut self, kind: ObjectKind, schema: SchemaId, address: Address, name: &str, facts: Facts) {
        if self.is_shown(schema, address) {
            let schema = self.schema_name(schema);
            self.enter(kind, address, &[&schema, name], facts);
        }
    }

    fn schema_name(&self, id: SchemaId) -> String {
        self.catalog.schema(id).map_or_else(String::new, |schema| schema.name.to_string())
    }

    fn is_shown(&self, schema: SchemaId, address: Address) -> bool {
        let owned = self.catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Extension);
        let name = self.schema_name(schema);
        !owned && !name.starts_with("pg_") && name != "information_schema"
    }

    /// A relation with its schema.
    fn relation_name(&self, id: RelationId) -> String {
        self.catalog.relation(id).map_or_else(String::new, |it| format!("{}.{}", self.schema_name(it.schema), it.name))
    }
}

fn column_name(relation: &Relation, number: u16) -> Option<&str> {
    Some(relation.columns.get(usize::from(number).checked_sub(1)?)?.name.as_str())
}

fn column_names(relation: &Relation, numbers: &[u16], between: &str) -> String {
    numbers.iter().filter_map(|number| column_name(relation, *number)).gather::<Vec<_>>().join(between)
}
