//! How are expressions within a definition analyzed: the one door from the fold to the analyzer.

use super::cx::Cx;
use crate::analyze;
pub(super) use crate::analyze::place::ExprPlace;
use crate::analyze::scope::ExprScope;
pub(super) use crate::analyze::scope::ExprTarget;
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{StoredExpr, Volatility};
use crate::catalog::tree;
use crate::diag::{Code, Result, SqlState};
use crate::syntax::expr::{Expr, ExprKind};
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
    match analyze::analyze_expr_in(&cx.catalog, expr, place, &scope, target) {
        Ok(analyzed) => Ok(analyzed.tree),
        Err(problem) if problem.code == Code::Sql(SqlState::FEATURE_NOT_SUPPORTED) && problem.message.ends_with("not analyzed yet") => {
            Ok(tree::Expr { kind: tree::ExprKind::Unknown, type_id: TypeId::UNKNOWN, modifier: -1, collation: None, at: expr.at })
        }
        Err(problem) => Err(problem),
    }
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
// pg: parse_target.c FigureIndexColname
pub(super) fn index_column_name(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Call(call) => Some(call.name.name.name.clone()),
        ExprKind::Column(column) => column.parts.last().map(|part| part.name.clone()),
        ExprKind::Coalesce(_) => Some(Name::from("coalesce")),
        ExprKind::Cast(inner, type_name) => index_column_name(inner).or_else(|| match &type_name.base {
            crate::syntax::type_name::TypeBase::Named(name) => Some(name.name.name.clone()),
            crate::syntax::type_name::TypeBase::OfColumn { .. } => None,
        }),
        ExprKind::Collate(inner, _) => index_column_name(inner),
        ExprKind::Greatest(_) => Some(Name::from("greatest")),
        ExprKind::Least(_) => Some(Name::from("least")),
        ExprKind::NullIf(..) => Some(Name::from("nullif")),
        ExprKind::Case(case) => case.otherwise.as_ref().and_then(index_column_name).or_else(|| Some(Name::from("case"))),
        ExprKind::Array(_) => Some(Name::from("array")),
        ExprKind::Row(..) => Some(Name::from("row")),
        _ => None,
    }
}

/// An expression as the catalog keeps it.
pub(super) fn stored(cx: &Cx<'_>, tree: tree::Expr, written: &Expr) -> StoredExpr {
    StoredExpr { tree: Arc::new(tree), text: cx.text_of(written.span) }
}
