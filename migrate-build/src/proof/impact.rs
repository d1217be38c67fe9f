//! What does a migration touch, and which queries, views, functions, policies and triggers read that.

use super::release::{Place, ReleasedQuery, writes_of};
use crate::analyze::describe::examine_program_query;
use crate::analyze::needs_of_query;
use crate::body::{Reader, reads_of};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintOwner, Relation};
use crate::text::{Collection, Gather, SortedSet};

/// What a migration touches of what was there before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Impact {
    /// The objects and columns that it changes or drops, in PostgreSQL's words.
    pub touched: Vec<String>,
    /// The queries that read or write them.
    pub queries: Vec<TouchedQuery>,
    /// The views, functions, policies and triggers that read them.
    pub objects: Vec<TouchedObject>,
}

/// A query that is touched.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedQuery {
    /// Where it stands.
    pub places: Vec<Place>,
    /// Its text as it is sent.
    pub sql: String,
    /// What of it is touched.
    pub by: Vec<String>,
}

/// An object that is touched.
#[derive(Clone, Debug, PartialEq)]
pub struct TouchedObject {
    /// The object.
    pub address: Address,
    /// In PostgreSQL's words.
    pub name: String,
    /// What of it is touched.
    pub by: Vec<String>,
}

/// Holds a change of the schema against the queries of a program and the objects of the schema before it.
#[must_use]
pub fn impact(before: &Catalog, after: &Catalog, queries: &[ReleasedQuery]) -> Impact {
    let touched = touched(before, after);
    if touched.is_empty() {
        return Impact::default();
    }
    let names = |found: &[Address]| found.iter().map(|address| describe(before, *address)).gather::<Vec<String>>();
    let mut impact = Impact { touched: names(&touched.iter().copied().gather::<Vec<_>>()), ..Impact::default() };
    for query in queries {
        let found = common(&touched, &needs_of(before, query));
        if !found.is_empty() {
            impact.queries.push(TouchedQuery { places: query.places.clone(), sql: query.sql.clone(), by: names(&found) });
        }
    }
    for Reader { address, reads } in reads_of(before) {
        let found = common(&touched, &reads);
        if !found.is_empty() && !touched.contains(&address) {
            impact.objects.push(TouchedObject { address, name: describe(before, address), by: names(&found) });
        }
    }
    impact
}

/// The objects that were there before and are changed, dropped, or have other parts: of a table the columns that are not as they were, and the table
/// itself where anything else of it is.
fn touched(before: &Catalog, after: &Catalog) -> SortedSet<Address> {
    let mut found = SortedSet::new();
    for address in after.changed_since(before) {
        match address {
            Address::Relation(id) => relation(before.relation(id), after.relation(id), &mut found),
            Address::Constraint(id) => {
                let constraint = before.constraint(id).or_else(|| after.constraint(id));
                found.put_all(constraint.map(|it| match it.owner {
                    ConstraintOwner::Relation(table) => Address::Relation(table),
                    ConstraintOwner::Domain(domain) => Address::Type(domain),
                }));
            }
            Address::Trigger(id) => {
                let trigger = before.trigger(id).or_else(|| after.trigger(id));
                found.put_all(trigger.map(|it| Address::Relation(it.relation)));
            }
            Address::Policy(id) => found.put_all(before.policy(id).or_else(|| after.policy(id)).map(|it| Address::Relation(it.relation))),
            Address::Function(id) if before.function(id).is_some() => {
                found.insert(address);
            }
            Address::Type(id) if before.type_(id).is_some() => {
                found.insert(address);
            }
            _ => {}
        }
    }
    // What is new is touched by nobody.
    found.retain(|address| match address {
        Address::Relation(id) | Address::Column(id, _) => before.relation(*id).is_some(),
        _ => true,
    });
    found
}

fn relation(was: Option<&Relation>, is: Option<&Relation>, found: &mut SortedSet<Address>) {
    let Some(was) = was else {
        found.put_all(is.and_then(|it| it.index.as_ref()).map(|index| Address::Relation(index.table)));
        return;
    };
    if let Some(index) = &was.index {
        found.insert(Address::Relation(index.table));
        return;
    }
    let Some(is) = is else {
        found.insert(Address::Relation(was.id));
        return;
    };
    let mut same = was.name == is.name && was.schema == is.schema && was.columns.len() == is.columns.len();
    same &= was.row_security == is.row_security && was.kind == is.kind;
    for ((number, before), after) in (1..).zip(&was.columns).zip(&is.columns) {
        let kept = before.type_id == after.type_id && before.modifier == after.modifier && before.name == after.name;
        if !kept || before.not_null != after.not_null || before.default.is_some() != after.default.is_some() {
            found.insert(Address::Column(was.id, number));
        }
    }
    if !same || was.query.is_some() {
        found.insert(Address::Relation(was.id));
    }
}

fn needs_of(catalog: &Catalog, query: &ReleasedQuery) -> SortedSet<Address> {
    let Ok(examined) = examine_program_query(catalog, &query.sql, &[]) else { return SortedSet::new() };
    let Some(tree) = examined.query else { return SortedSet::new() };
    let mut needs: SortedSet<Address> = needs_of_query(catalog, &tree).into_iter().gather();
    for (table, columns) in writes_of(&tree) {
        needs.insert(Address::Relation(table));
        needs.put_all(columns.into_iter().map(|column| Address::Column(table, column)));
    }
    needs
}

/// What of the one is in the other; who names a column names its table, too, and a table that is gone takes its columns along.
fn common(touched: &SortedSet<Address>, needs: &SortedSet<Address>) -> Vec<Address> {
    let tables: SortedSet<RelationId> = needs
        .iter()
        .filter_map(|need| match need {
            Address::Relation(id) | Address::Column(id, _) => Some(*id),
            _ => None,
        })
        .gather();
    let is_common = |address: &&Address| match address {
        Address::Relation(id) => tables.contains(id),
        address => needs.contains(*address),
    };
    touched.iter().filter(is_common).copied().gather()
}
