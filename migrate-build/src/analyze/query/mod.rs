//! What does a query say: the typed tree of `SELECT`, `VALUES` and what is written.

use super::parameter::Parameters;
use super::place::ExprPlace;
use super::scope::{ExprScope, ExprTarget};
use super::state::State;
use super::{Analyzed, AnalyzedExpr};
use crate::catalog::{Catalog, tree};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::syntax::expr::Expr;
use crate::syntax::query::{Preparable, Query};

/// A query within the one at hand, which it may refer to.
// pg: analyze.c parse_sub_analyze
pub fn analyze_subquery(_state: &mut State<'_>, _query: &Query) -> Result<tree::Query> {
    Err(not_yet())
}

pub(super) fn analyze_statement(_catalog: &Catalog, _statement: &Preparable, _parameters: &mut Parameters) -> Result<Analyzed> {
    Err(not_yet())
}

pub(super) fn analyze_statement_in(
    catalog: &Catalog,
    statement: &Preparable,
    parameters: &mut Parameters,
    _scope: &ExprScope<'_>,
) -> Result<Analyzed> {
    analyze_statement(catalog, statement, parameters)
}

pub(super) fn analyze_expr_in(
    _catalog: &Catalog,
    _expr: &Expr,
    _place: ExprPlace,
    _scope: &ExprScope<'_>,
    _target: ExprTarget<'_>,
) -> Result<AnalyzedExpr> {
    Err(not_yet())
}

fn not_yet() -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "queries are not analyzed yet")
}
