//! What does a stored expression or query depend on.

use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::tree::{Expr, Query};

/// What an expression depends on; `relations` are those that its range table entries stand for, the first being entry 0.
// pg: dependency.c recordDependencyOnSingleRelExpr, find_expr_references_walker
#[must_use]
pub fn needs_of_expr(_catalog: &Catalog, _expr: &Expr, _relations: &[RelationId]) -> Vec<Address> {
    Vec::new()
}

/// What a query depends on.
// pg: dependency.c recordDependencyOnExpr, find_expr_references_walker
#[must_use]
pub fn needs_of_query(_catalog: &Catalog, _query: &Query) -> Vec<Address> {
    Vec::new()
}
