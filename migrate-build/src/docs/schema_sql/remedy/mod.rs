//! Which statements bring a database from what was found there to the schema, and what no statement gives back.

mod alter;
mod closure;
mod column;
mod conversion;
mod extra;
mod facts;
mod global;
mod plan;
mod renamed;
mod routine;
mod storage;
mod type_;

use super::order::ordered;
use super::spell::literal;
use super::unit::Unit;
use super::{Cx, History};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::object::ConstraintOwner;
use crate::docs::comparable::{addresses_of, comparable_schema};
use crate::text::{Gather, Seek, SortedMap};
use migrate_model::{ComparableObject, ComparableSchema, ObjectKind, SchemaDifference};
use plan::{Plan, Turn};
use renamed::Renamed;
use std::collections::BTreeMap;

/// What brings objects to the schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remedy {
    /// Statements that are committed before the others, which may need that.
    pub alone: Vec<String>,
    /// The statements, in an order in which they run, each with its semicolon. None of them loses a row or a value of one that is there, unless a note
    /// says so.
    pub statements: Vec<String>,
    /// What they lose or may fail at, and what no statement gives back, with the reason.
    pub notes: Vec<String>,
}

/// In what a database differs from a schema, and what brings it there.
pub struct Remedies<'a> {
    cx: Cx<'a>,
    /// What was found.
    found: &'a ComparableSchema,
    differences: &'a [SchemaDifference],
    expected: ComparableSchema,
    addresses: SortedMap<ComparableObject, Address>,
    renamed: Vec<Renamed>,
    order: BTreeMap<Unit, usize>,
}

impl<'a> Remedies<'a> {
    /// What is to be made of all that was found to differ: the differences may be of the structure, or of expressions as a server prints them.
    #[must_use]
    pub fn new(catalog: &'a Catalog, history: &'a History, found: &'a ComparableSchema, differences: &'a [SchemaDifference]) -> Self {
        let cx = Cx { catalog, history };
        let order = ordered(&cx).0.into_iter().enumerate().map(|(at, unit)| (unit, at)).gather();
        let expected = comparable_schema(catalog);
        let renamed = renamed::renamed_of(&expected, found, differences);
        Self { cx, found, differences, expected, addresses: addresses_of(catalog), renamed, order }
    }

    /// What brings one of the objects to the schema.
    #[must_use]
    pub fn of(&self, difference: &SchemaDifference) -> Remedy {
        let mut plan = Plan::default();
        self.add(difference, &mut plan);
        plan.finish(self)
    }

    /// What brings all of them to the schema.
    #[must_use]
    pub fn all(&self) -> Remedy {
        let mut plan = Plan::default();
        for difference in self.differences {
            plan.turn_to(Some(difference.object()));
            self.add(difference, &mut plan);
        }
        plan.turn_to(None);
        plan.finish(self)
    }

    fn add(&self, difference: &SchemaDifference, plan: &mut Plan) {
        let object = difference.object();
        if let Some(renamed) = self.renamed.iter().first_where(|renamed| renamed.names(object)) {
            return renamed.add(self, plan);
        }
        if let Some(commented) = object.commented() {
            return self.add_comment(&commented, plan);
        }
        match difference {
            SchemaDifference::Missing(object) => self.add_missing(object, plan),
            SchemaDifference::Extra(object) => self.add_extra(object, plan),
            SchemaDifference::Different { found, .. } if self.comes_with_rename(object, found) => {
                plan.aside("it is right again once what it names has its name again");
            }
            SchemaDifference::Different { object, expected, found } => {
                // What is said of the structure is what the schema says of it.
                let is_structure = self.expected.objects.get(object) == Some(expected) && self.found.objects.get(object) == Some(found);
                self.add_different(object, is_structure.then_some((expected, found)), plan);
            }
        }
    }

    fn add_missing(&self, object: &ComparableObject, plan: &mut Plan) {
        let Some(address) = self.addresses.get(object) else { return };
        if self.comes_with_parent(object, *address) {
            return plan.aside("it comes with that of the table above it");
        }
        if !self.make(*address, plan) {
            plan.aside("it is made with what it belongs to");
        }
        match (object.kind, *address) {
            (ObjectKind::Column, Address::Column(table, number)) => {
                self.add_storage_again(plan, (table, number));
                plan.note("its values are not brought back");
            }
            (ObjectKind::Sequence, Address::Relation(id)) => self.add_sequence_again(plan, id),
            _ => {}
        }
    }

    /// Gives an object the comment that the schema has of it, or takes one away.
    fn add_comment(&self, object: &ComparableObject, plan: &mut Plan) {
        let Some(address) = self.addresses.get(object).copied() else { return };
        let Some(named) = self.cx.comment_target(address) else { return };
        let text = self.cx.catalog.comment(address).map_or_else(|| "NULL".to_owned(), |text| literal(text));
        plan.step(self.place_of(address), Turn::Comment, format!("COMMENT ON {named} IS {text};"));
    }

    /// The structure is given where it differs; else only an expression does.
    fn add_different(&self, object: &ComparableObject, structure: Option<(&String, &String)>, plan: &mut Plan) {
        let Some(address) = self.addresses.get(object).copied() else { return };
        if self.comes_with_parent(object, address) {
            return plan.aside("it comes with that of the table above it");
        }
        match (address, structure) {
            (Address::Column(table, number), Some((expected, found))) => self.add_column(plan, (table, number), (expected, found)),
            (Address::Column(table, number), None) => self.add_column_expression(plan, (table, number)),
            (Address::Type(id), Some((expected, found))) => self.add_type(plan, id, (expected, found)),
            (Address::Type(id), None) => self.add_domain_default(plan, id),
            (Address::Function(id), structure) => self.add_function(plan, id, structure),
            (Address::Relation(id), structure) => self.add_relation(plan, id, (object.kind, structure)),
            (Address::Constraint(id), Some((expected, found))) if *found == format!("{expected}, not valid") => {
                self.add_validation(plan, id);
            }
            (Address::Trigger(id), Some((expected, found))) if self.add_firing(plan, id, (expected, found)) => {}
            (Address::Simple(id), Some((expected, found))) if self.add_global(plan, id, (expected, found)) => {}
            (Address::Operator(_) | Address::Collation(_), _) => {
                plan.note("it cannot be changed in place: what uses it has to be dropped first");
            }
            (address, _) => self.remake(address, plan),
        }
    }

    /// Whether all the difference is the name of something that has another for now.
    fn comes_with_rename(&self, object: &ComparableObject, found: &str) -> bool {
        let Some(expected) = self.expected.objects.get(object) else { return false };
        self.renamed.iter().exists(|renamed| renamed.undone(found) == *expected)
    }

    /// A column, index or constraint of a partition or of an inheriting table follows that of its parent.
    fn comes_with_parent(&self, object: &ComparableObject, address: Address) -> bool {
        let table = match address {
            Address::Column(table, _) => Some(table),
            Address::Constraint(id) => self.cx.catalog.constraint(id).filter(|it| it.inherited > 0).and_then(|it| match it.owner {
                ConstraintOwner::Relation(table) => Some(table),
                ConstraintOwner::Domain(_) => None,
            }),
            _ => None,
        };
        let Some(table) = table else { return false };
        let Some(relation) = self.cx.catalog.relation(table) else { return false };
        let differs = |path: &[String]| {
            self.differences
                .iter()
                .exists(|other| other.object().kind == object.kind && other.object().path == path && is_alike(other, object, self))
        };
        relation.parents.iter().exists(|parent| {
            let Some(parent) = self.cx.catalog.relation(*parent) else { return false };
            let schema = self.cx.catalog.schema(parent.schema).map(|schema| schema.name.to_string());
            let path = schema.map(|schema| vec![schema, parent.name.to_string(), object.path.last().cloned().unwrap_or_default()]);
            path.is_some_and(|path| differs(&path))
        })
    }
}

/// Whether two columns or constraints differ in the same way.
fn is_alike(parent: &SchemaDifference, object: &ComparableObject, remedies: &Remedies<'_>) -> bool {
    let own = remedies.differences.iter().first_where(|difference| difference.object() == object);
    match (parent, own) {
        (SchemaDifference::Missing(_), Some(SchemaDifference::Missing(_))) => true,
        (
            SchemaDifference::Different { expected, found, .. },
            Some(SchemaDifference::Different { expected: own_expected, found: own_found, .. }),
        ) => expected == own_expected && found == own_found,
        _ => false,
    }
}
