//! Where may an aggregate stand, and to which query does it belong.

use super::state::State;
use crate::catalog::tree::{self, Aggregate};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::Expr;
use crate::text::Span;

/// A call that was resolved to an aggregate, its arguments, order and filter analyzed, becomes an expression: its level is found and its place checked.
// pg: parse_agg.c transformAggregateCall
pub fn place_aggregate(_state: &mut State<'_>, _aggregate: Aggregate, at: Span) -> Result<Aggregate> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "aggregates are not placed yet").at(at))
}

/// `GROUPING(...)`.
// pg: parse_agg.c transformGroupingFunc
pub fn analyze_grouping(_state: &mut State<'_>, _arguments: &[Expr], at: Span) -> Result<tree::Expr> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "aggregates are not placed yet").at(at))
}
