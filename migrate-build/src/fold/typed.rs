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
use crate::catalog::tree::walk::{any, any_in_query};
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
    refuse_new_labels_of(cx, &analyzed.tree)?;
    Ok(Typed { stored: StoredExpr { tree: Arc::new(analyzed.tree), text: cx.text_of(expr.span) }, needs: analyzed.needs })
}

/// Types a statement without parameters.
pub(super) fn type_statement(cx: &Cx<'_>, statement: &Preparable) -> Result<Analyzed> {
    let analyzed = analyze_statement(&cx.catalog, statement, &mut Parameters::none())?;
    refuse_new_labels(cx, &analyzed.query)?;
    Ok(analyzed)
}

/// The problem without a place: where PostgreSQL analyzes a definition without its text at hand, it cannot point.
pub(super) fn without_place(mut problem: Problem) -> Problem {
    problem.span = None;
    problem
}

/// Refuses constants of an enum whose label was added in this very transaction.
// pg: enum.c check_safe_enum_use
pub(super) fn refuse_new_labels(cx: &Cx<'_>, query: &tree::Query) -> Result<()> {
    if cx.session.new_enum_labels.is_empty() {
        return Ok(());
    }
    let mut problem = None;
    any_in_query(query, 0, &mut |expr, _| {
        problem = new_label(cx, expr);
        problem.is_some()
    });
    problem.map_or(Ok(()), Err)
}

pub(super) fn refuse_new_labels_of(cx: &Cx<'_>, expr: &tree::Expr) -> Result<()> {
    if cx.session.new_enum_labels.is_empty() {
        return Ok(());
    }
    let mut problem = None;
    any(expr, 0, &mut |inner, _| {
        problem = new_label(cx, inner);
        problem.is_some()
    });
    problem.map_or(Ok(()), Err)
}

fn new_label(cx: &Cx<'_>, expr: &tree::Expr) -> Option<Problem> {
    let tree::ExprKind::Constant(Some(label)) = &expr.kind else {
        return None;
    };
    let unsafe_use = cx.session.new_enum_labels.contains(&(expr.type_id, label.clone()));
    unsafe_use.then(|| label_unsafe(label, &format_type(&cx.catalog, expr.type_id, -1)).at(expr.at))
}
