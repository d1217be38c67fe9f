//! What do conditions and limits say.

use super::errors::error_at;
use super::expr::{analyze_expr, coerce};
use super::place::ExprPlace;
use super::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::Expr as SyntaxExpr;
use crate::syntax::query::Limit;

/// A condition: `WHERE`, `HAVING`, `ON` and their kin.
// pg: parse_clause.c transformWhereClause
pub(super) fn analyze_condition(state: &mut State<'_>, expr: &SyntaxExpr, place: ExprPlace, construct: &str) -> Result<Expr> {
    let analyzed = analyze_expr(state, expr, place)?;
    coerce::coerce_to_boolean(state, analyzed, construct)
}

/// `OFFSET`.
// pg: parse_clause.c transformLimitClause
pub(super) fn analyze_offset(state: &mut State<'_>, expr: &SyntaxExpr) -> Result<Expr> {
    row_count(state, expr, ExprPlace::Offset, "OFFSET")
}

/// `LIMIT` and `FETCH FIRST`.
pub(super) fn analyze_limit(state: &mut State<'_>, limit: &Limit) -> Result<Option<Expr>> {
    let Some(count) = &limit.count else {
        return Ok(None);
    };
    let count = row_count(state, count, ExprPlace::Limit, "LIMIT")?;
    if limit.with_ties && matches!(count.kind, ExprKind::Constant(None)) {
        let message = "row count cannot be null in FETCH FIRST ... WITH TIES clause";
        return Err(Diagnostic::error(SqlState::INVALID_ROW_COUNT_IN_LIMIT, message));
    }
    Ok(Some(count))
}

fn row_count(state: &mut State<'_>, expr: &SyntaxExpr, place: ExprPlace, construct: &str) -> Result<Expr> {
    let analyzed = analyze_expr(state, expr, place)?;
    let count = coerce::coerce_to_specific(state, analyzed, TypeId::INT8, construct)?;
    check_without_variables(&count, construct)?;
    Ok(count)
}

/// Refuses columns of the query at hand.
// pg: parse_clause.c checkExprIsVarFree
pub(super) fn check_without_variables(expr: &Expr, construct: &str) -> Result<()> {
    let mut at = None;
    any(expr, 0, &mut |expr, depth| {
        let found = matches!(&expr.kind, ExprKind::Column(var) if var.level == depth);
        if found {
            at = Some(expr.at);
        }
        found
    });
    match at {
        None => Ok(()),
        Some(at) => Err(error_at(SqlState::INVALID_COLUMN_REFERENCE, format!("argument of {construct} must not contain variables"), at)),
    }
}
