//! What does an expression mean: the typed tree of any expression.

pub mod coerce;

use super::place::ExprPlace;
use super::state::State;
use crate::catalog::tree;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::Expr;
use crate::syntax::name::OperatorName;
use crate::text::Span;

/// An expression that stands in `place`.
// pg: parse_expr.c transformExpr
pub fn analyze_expr(state: &mut State<'_>, expr: &Expr, place: ExprPlace) -> Result<tree::Expr> {
    state.in_place(place, |_| Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "expressions are not analyzed yet").at(expr.at)))
}

/// An operator over operands that are analyzed already.
// pg: parse_oper.c make_op
pub fn make_operator(
    _state: &mut State<'_>,
    _name: &OperatorName,
    _left: Option<tree::Expr>,
    _right: tree::Expr,
    at: Span,
) -> Result<tree::Expr> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "expressions are not analyzed yet").at(at))
}
