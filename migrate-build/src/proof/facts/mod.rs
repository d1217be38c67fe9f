//! What is an object, fact by fact and without ids: so that objects of two states of a database can be held against each other.

mod expression;
mod function;
mod index;
mod name;
mod part;
mod query;
mod relation;
mod same;
mod type_;

use crate::catalog::Catalog;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::describe::describe;
use crate::catalog::id::RelationId;
use crate::catalog::object::{StoredExpr, StoredQuery};
use crate::text::{Gather, Seek, SortedMap, SortedSet};
use expression::{print_expr, print_query};
pub use name::Constants;
use name::{Names, Spelled};
pub(super) use relation::COLUMN_ORDER;
pub(super) use same::SameColumns;

/// An object and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Object {
    /// What PostgreSQL calls it.
    pub(super) name: String,
    /// The object that it is a part of, by its name.
    pub(super) within: Option<String>,
    /// What is known of it.
    pub(super) facts: SortedMap<&'static str, Fact>,
}

/// One thing that is known of an object.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    /// What is compared.
    compared: String,
    /// What people are shown.
    pub(super) shown: String,
}

impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        self.compared == other.compared
    }
}

/// What the objects of these addresses are, as far as they exist; an object that another makes and takes away is a part of that one. Columns that are as
/// they were are left out.
pub(super) fn objects_of<'c>(
    catalog: &'c Catalog,
    constants: Constants,
    addresses: &SortedSet<Address>,
    same: &'c SameColumns,
) -> Vec<Object> {
    let spelled = Spelled::default();
    let mut writer = Writer { names: Names { catalog, constants, spelled: &spelled }, same, found: Vec::new() };
    let whole = |address: &Address| match *address {
        Address::View(id) | Address::Column(id, _) | Address::Default(id, _) => Address::Relation(id),
        address => address,
    };
    // What is a part of a relation is written with it, once.
    for address in addresses.iter().map(whole).gather::<SortedSet<Address>>() {
        if !belongs_to_extension(catalog, address) {
            writer.object(address);
        }
    }
    writer.found
}

/// What an expression over the columns of a table says.
pub(super) fn expression(catalog: &Catalog, constants: Constants, expr: &StoredExpr, table: RelationId) -> String {
    print_expr(Names { catalog, constants, spelled: &Spelled::default() }, &expr.tree, &[table], &[])
}

/// What a query says.
pub(super) fn stored_query(catalog: &Catalog, constants: Constants, query: &StoredQuery) -> String {
    let (spelled, same) = (Spelled::default(), SameColumns::default());
    let writer = Writer { names: Names { catalog, constants, spelled: &spelled }, same: &same, found: Vec::new() };
    writer.query(query).compared
}

/// By what a table is partitioned; none where it is not.
pub(super) fn partition_key(catalog: &Catalog, constants: Constants, table: RelationId) -> Option<String> {
    let (spelled, same) = (Spelled::default(), SameColumns::default());
    let writer = Writer { names: Names { catalog, constants, spelled: &spelled }, same: &same, found: Vec::new() };
    let relation = catalog.relation(table)?;
    relation.partition_key.as_ref().map(|key| writer.partition_key(relation, key))
}

fn belongs_to_extension(catalog: &Catalog, address: Address) -> bool {
    catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Extension)
}

/// Collects the objects of one state.
struct Writer<'c> {
    names: Names<'c>,
    same: &'c SameColumns,
    found: Vec<Object>,
}

impl<'c> Writer<'c> {
    fn object(&mut self, address: Address) {
        match address {
            Address::Relation(id) | Address::View(id) | Address::Column(id, _) | Address::Default(id, _) => self.relation(id),
            Address::Constraint(id) => self.constraint(id),
            Address::Trigger(id) => self.trigger(id),
            Address::Policy(id) => self.policy(id),
            Address::Rule(id) => self.rule(id),
            Address::Type(id) => self.type_(id),
            Address::Collation(id) => self.collation(id),
            Address::Function(id) => self.function(id),
            Address::Operator(id) => self.operator(id),
            Address::OperatorClass(id) => self.operator_class(id),
            Address::OperatorFamily(id) => self.operator_family(id),
            Address::Cast(id) => self.cast(id),
            Address::Schema(id) => self.schema(id),
            Address::Extension(id) => self.extension(id),
            Address::Simple(id) => self.simple(id),
        }
    }

    fn catalog(&self) -> &'c Catalog {
        self.names.catalog
    }

    /// An object that is found under what PostgreSQL calls it; its comment is one of its facts.
    fn begin(&self, address: Address) -> Object {
        self.begin_as(describe(self.catalog(), address), address)
    }

    /// The same of one whose name is known.
    fn begin_as(&self, name: String, address: Address) -> Object {
        let mut object = Object { name, within: None, facts: SortedMap::new() };
        object.say_some("comment", self.catalog().comment(address).map(ToString::to_string));
        object
    }

    fn push(&mut self, object: Object) {
        if !self.found.iter().exists(|known| known.name == object.name) {
            self.found.push(object);
        }
    }

    fn expr(&self, expr: &StoredExpr, relations: &[RelationId]) -> Fact {
        Fact { compared: print_expr(self.names, &expr.tree, relations, &[]), shown: expr.text.to_string() }
    }

    /// The default of a column, whose constants may name the sequences that it needs.
    fn default(&self, expr: &StoredExpr, relation: RelationId, number: u16) -> Fact {
        let needs = self.catalog().dependencies().needs_of(Address::Default(relation, number));
        let sequence = |needed: Address| match needed {
            Address::Relation(id) => Some(id).filter(|id| self.catalog().relation(*id).is_some_and(|it| it.sequence.is_some())),
            _ => None,
        };
        let named: Vec<RelationId> = needs.filter_map(|entry| sequence(entry.needed)).gather();
        Fact { compared: print_expr(self.names, &expr.tree, &[relation], &named), shown: expr.text.to_string() }
    }

    fn query(&self, query: &StoredQuery) -> Fact {
        let tree = print_query(self.names, &query.tree, &[]);
        Fact { compared: format!("{tree} {}", sort_words(&query.text)), shown: query.text.to_string() }
    }
}

impl Object {
    fn say(&mut self, fact: &'static str, value: impl ToString) {
        let value = value.to_string();
        self.facts.insert(fact, Fact { compared: value.clone(), shown: value });
    }

    fn say_some(&mut self, fact: &'static str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.say(fact, value);
        }
    }

    /// What is only said where it holds.
    fn say_if(&mut self, fact: &'static str, holds: bool) {
        if holds {
            self.say(fact, "yes");
        }
    }

    fn say_fact(&mut self, name: &'static str, fact: Option<Fact>) {
        if let Some(fact) = fact {
            self.facts.insert(name, fact);
        }
    }
}

/// What the tree of a query does not hold: how it sorts.
fn sort_words(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let kept = words.filter(|word| ["desc", "nulls", "first", "last"].iter().any(|known| word.eq_ignore_ascii_case(known)));
    kept.map(str::to_ascii_lowercase).gather::<Vec<_>>().join(" ")
}
