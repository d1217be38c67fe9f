//! What does an expression say over columns that have new types.

use super::super::cx::Cx;
use super::super::errors::index as index_errors;
use super::super::expression::{ExprPlace, ExprTarget, analyze_expr, volatility_of};
use super::column::without_place;
use crate::catalog::deparse::deparse;
use crate::catalog::id::RelationId;
use crate::catalog::object::{StoredExpr, Volatility};
use crate::catalog::tree::Expr;
use crate::diag::{Code, Problem, Result, SqlState};
use crate::syntax::parse_expression;
use crate::text::Name;
use std::sync::Arc;

/// An expression over columns that have new types: analyzed anew from what PostgreSQL would print of it, as it parses that again. None where the tree does not
/// hold all that was written.
// pg: tablecmds.c ATPostAlterTypeParse
pub(super) fn reanalyzed(
    cx: &Cx<'_>,
    table: RelationId,
    expr: &StoredExpr,
    place: ExprPlace,
    target: ExprTarget<'_>,
) -> Result<Option<StoredExpr>> {
    let Some(printed) = deparse(&cx.catalog, &expr.tree, Some(table)).map(Name::from) else {
        return analyzed_text(cx, table, &expr.text, place, target);
    };
    let Some(fresh) = analyzed_text(cx, table, &printed, place, target)? else {
        return Ok(None);
    };
    // The text that somebody wrote reads better, where it still says the same.
    match analyzed_text(cx, table, &expr.text, place, target) {
        Ok(Some(written)) if written.tree == fresh.tree => Ok(Some(written)),
        _ => Ok(Some(fresh)),
    }
}

fn analyzed_text(cx: &Cx<'_>, table: RelationId, text: &Name, place: ExprPlace, target: ExprTarget<'_>) -> Result<Option<StoredExpr>> {
    let Ok(written) = parse_expression(text, 0, cx.grammar()) else {
        return Ok(None);
    };
    match analyze_expr(cx, Some(table), &written, place, target) {
        Ok(tree) if is_volatile_key(cx, &tree, place) => Err(match place {
            ExprPlace::IndexPredicate => index_errors::predicate_not_immutable(),
            _ => index_errors::expression_not_immutable(),
        }),
        Ok(tree) => Ok(Some(StoredExpr { tree: Arc::new(tree), text: text.clone() })),
        Err(problem) if is_about_types(&problem) => Err(without_place(problem)),
        Err(_) => Ok(None),
    }
}

fn is_about_types(problem: &Problem) -> bool {
    let of_types = [SqlState::UNDEFINED_FUNCTION, SqlState::DATATYPE_MISMATCH, SqlState::AMBIGUOUS_FUNCTION, SqlState::CANNOT_COERCE];
    matches!(problem.code, Code::Sql(code) if of_types.contains(&code))
}

fn is_volatile_key(cx: &Cx<'_>, tree: &Expr, place: ExprPlace) -> bool {
    matches!(place, ExprPlace::IndexPredicate | ExprPlace::IndexExpression) && volatility_of(cx, tree) > Volatility::Immutable
}
