//! Which columns of a query can never be NULL: a pass of its own over the typed tree, which says so only where it is certain.

mod call;
mod elements;
mod evaluate;
mod expr;
mod facts;
mod from;
mod possible;
mod query;
mod refute;
mod relation;
mod scope;
mod write;

use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::catalog::tree::Query;
use scope::Scope;
use std::cell::Cell;
use std::collections::HashMap;

/// Whether each column that a query gives can never be NULL.
#[must_use]
pub fn never_null_columns(catalog: &Catalog, query: &Query) -> Vec<bool> {
    let mut nulls = Nulls {
        catalog,
        scopes: Vec::new(),
        views: HashMap::new(),
        common: HashMap::new(),
        depth: 0,
        budget: Cell::new(refute::BUDGET),
        stale: false,
    };
    nulls.query(query)
}

/// Whether each column of a relation, dropped ones included, can never be NULL in its rows.
#[must_use]
pub fn never_null_relation(catalog: &Catalog, id: RelationId) -> Vec<bool> {
    let mut nulls = Nulls {
        catalog,
        scopes: Vec::new(),
        views: HashMap::new(),
        common: HashMap::new(),
        depth: 0,
        budget: Cell::new(refute::BUDGET),
        stale: false,
    };
    nulls.relation(id, false)
}

/// How deep queries and views are followed.
const MAX_DEPTH: u32 = 60;

/// The pass under way: the queries that stand in one another, outermost first.
struct Nulls<'q> {
    catalog: &'q Catalog,
    scopes: Vec<Scope<'q>>,
    /// The columns of views, by view.
    views: HashMap<RelationId, Vec<bool>>,
    /// The columns of common table expressions, by where they stand in memory.
    common: HashMap<*const Query, Vec<bool>>,
    depth: u32,
    /// How much may still be spent on evaluating conditions.
    budget: Cell<u32>,
    /// Whether the rows are as they were at some time before, when tables and views may have been other than now.
    stale: bool,
}
