//! How are expressions within a definition analyzed: the one door from the fold to the analyzer.

use super::cx::Cx;
use crate::analyze;
pub(super) use crate::analyze::place::ExprPlace;
use crate::analyze::scope::ExprScope;
pub(super) use crate::analyze::scope::ExprTarget;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::{StoredExpr, Volatility};
use crate::catalog::tree;
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::text::Name;
use std::sync::Arc;

/// Analyzes an expression; the columns of a relation are in scope where one is given, as entry 0 of the range table.
pub(super) fn analyze_expr(
    cx: &Cx<'_>,
    relation: Option<RelationId>,
    expr: &Expr,
    place: ExprPlace,
    target: ExprTarget<'_>,
) -> Result<tree::Expr> {
    let scope = relation.map_or(ExprScope::None, ExprScope::Relation);
    let tree = analyze::analyze_expr_in(&cx.catalog, expr, place, &scope, target)?.tree;
    super::typed::refuse_new_labels_of(cx, &tree)?;
    Ok(tree)
}

/// What an expression needs; entry 0 of its range table is the relation.
pub(super) fn needed_by(cx: &Cx<'_>, expr: &tree::Expr, relation: Option<RelationId>) -> Vec<Address> {
    analyze::needs_of_expr(&cx.catalog, expr, relation.as_slice())
}

/// The columns of a relation that an expression names, each once, in the order in which they come.
pub(super) fn columns_of(cx: &Cx<'_>, expr: &tree::Expr, relation: RelationId) -> Vec<u16> {
    let mut columns = Vec::new();
    for needed in needed_by(cx, expr, Some(relation)) {
        match needed {
            Address::Column(of, column) if of == relation && !columns.contains(&column) => columns.push(column),
            _ => {}
        }
    }
    columns
}

/// The most volatile function that an expression calls.
pub(super) fn volatility_of(cx: &Cx<'_>, expr: &tree::Expr) -> Volatility {
    analyze::volatility_of(&cx.catalog, expr)
}

/// The name that an expression gives a column of an index; none where it suggests none.
pub(super) fn index_column_name(expr: &Expr) -> Option<Name> {
    analyze::column_name::figure_index_column_name(expr)
}

/// An expression as the catalog keeps it.
pub(super) fn stored(cx: &Cx<'_>, tree: tree::Expr, written: &Expr) -> StoredExpr {
    StoredExpr { tree: Arc::new(tree), text: cx.text_of(written.span) }
}
