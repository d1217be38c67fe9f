//! What does one `SELECT` say.

use super::locking::analyze_locking;
use super::start;
use crate::analyze::clause::{analyze_condition, analyze_limit, analyze_offset};
use crate::analyze::distinct::{analyze_distinct, analyze_distinct_on};
use crate::analyze::from::analyze_from;
use crate::analyze::group::{Grouping, analyze_group_by};
use crate::analyze::grouping_check::check_grouping;
use crate::analyze::place::ExprPlace;
use crate::analyze::sort::{Lookup, analyze_sort};
use crate::analyze::state::State;
use crate::analyze::target::{analyze_targets, mark_origins, resolve_unknown_targets};
use crate::analyze::window::analyze_windows;
use crate::catalog::tree::{self, Command, Expr, Target};
use crate::diag::Result;
use crate::syntax::query::{DistinctClause, Query, Select};
use crate::text::Gather;

// pg: analyze.c transformSelectStmt
pub(super) fn analyze_select(state: &mut State<'_>, query: &Query, select: &Select) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Select);
    start(state, query)?;
    let level = state.level_mut();
    level.windows = select.windows.clone();
    level.locked_names = super::locking::locked_names(&query.locking);
    analyzed.from = analyze_from(state, &select.from)?;
    let mut targets = analyze_targets(state, &select.targets, ExprPlace::SelectTarget)?;
    mark_origins(state, &mut targets);
    if let Some(filter) = &select.filter {
        analyzed.filter = Some(analyze_condition(state, filter, ExprPlace::Where, "WHERE")?);
    }
    if let Some(having) = &select.having {
        analyzed.having = Some(analyze_condition(state, having, ExprPlace::Having, "HAVING")?);
    }
    let order_by = analyze_sort(state, &query.order_by, &mut targets, ExprPlace::OrderBy, Lookup::Sql92)?;
    let grouping = match &select.group_by {
        Some(group_by) => analyze_group_by(state, group_by, &mut targets)?,
        None => Grouping::default(),
    };
    let distinct = match &select.distinct {
        None => None,
        Some(DistinctClause::All) => Some(analyze_distinct(state, &mut targets, &order_by, select.span)?),
        Some(DistinctClause::On(exprs)) => Some(analyze_distinct_on(state, exprs, &mut targets, &order_by)?),
    };
    analyzed.distinct_on = matches!(select.distinct, Some(DistinctClause::On(_)));
    analyze_bounds(state, query, &mut analyzed)?;
    analyzed.windows = analyze_windows(state, &mut targets)?;
    if state.level().resolve_unknowns {
        resolve_unknown_targets(state, &mut targets)?;
    }
    let exprs = |indices: &[usize], targets: &[Target]| -> Vec<Expr> { indices.iter().map(|index| targets[*index].expr.clone()).gather() };
    analyzed.order_by = exprs(&order_by, &targets);
    analyzed.group_by = exprs(&grouping.targets, &targets);
    analyzed.grouping_sets = grouping.sets.clone().unwrap_or_default();
    analyzed.distinct = distinct.map(|distinct| exprs(&distinct, &targets));
    analyzed.targets = targets;
    analyzed.has_aggregates = state.level().has_aggregates;
    analyzed.has_target_sets = state.level().has_target_sets;
    analyze_locking(state, &query.locking, &mut analyzed)?;
    if analyzed.has_aggregates || !grouping.targets.is_empty() || grouping.sets.is_some() || analyzed.having.is_some() {
        analyzed.grouping_keys = check_grouping(state, &analyzed)?;
    }
    Ok(analyzed)
}

/// `OFFSET` and `LIMIT`.
pub(super) fn analyze_bounds(state: &mut State<'_>, query: &Query, analyzed: &mut tree::Query) -> Result<()> {
    if let Some(offset) = &query.offset {
        analyzed.offset = Some(analyze_offset(state, offset)?);
    }
    if let Some(limit) = &query.limit {
        analyzed.limit = analyze_limit(state, limit)?;
        analyzed.with_ties = limit.with_ties;
    }
    Ok(())
}
