//! Where may an aggregate stand, and to which query does it belong.

use super::errors::{error_at, not_supported};
use super::expr::analyze_expr;
use super::state::State;
use super::window::locate_window_call;
use crate::catalog::id::TypeId;
use crate::catalog::tree::walk::{Child, any, for_each_child, for_each_child_of_query};
use crate::catalog::tree::{Aggregate, Expr, ExprKind, RangeTableKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::Expr as SyntaxExpr;
use crate::text::{Collection, Span};

/// A call that was resolved to an aggregate, its arguments, order and filter analyzed, becomes an expression: its level is found and its place checked.
// pg: parse_agg.c transformAggregateCall
pub fn place_aggregate(state: &mut State<'_>, mut aggregate: Aggregate, at: Span) -> Result<Aggregate> {
    aggregate.level = aggregate_level(&aggregate, at)?;
    mark_and_check(state, aggregate.level, "aggregate functions", at)?;
    Ok(aggregate)
}

/// `GROUPING(...)`.
// pg: parse_agg.c transformGroupingFunc
pub fn analyze_grouping(state: &mut State<'_>, arguments: &[SyntaxExpr], at: Span) -> Result<Expr> {
    if arguments.len() > 31 {
        return Err(error_at(SqlState::TOO_MANY_ARGUMENTS, "GROUPING must have fewer than 32 arguments", at));
    }
    let place = state.level().place;
    let mut analyzed = Vec::new();
    for argument in arguments {
        analyzed.push(analyze_expr(state, argument, place)?);
    }
    let level = arguments_level(&analyzed, &[], at)?;
    mark_and_check(state, level, "grouping operations", at)?;
    Ok(Expr { kind: ExprKind::Grouping(analyzed), type_id: TypeId::INT4, modifier: -1, collation: None, at })
}

// pg: parse_agg.c check_agglevels_and_constraints
fn mark_and_check(state: &mut State<'_>, level: u32, what: &str, at: Span) -> Result<()> {
    let Some(owner) = state.level_up_mut(level) else {
        return Err(Diagnostic::error(SqlState::INTERNAL_ERROR, "aggregate outside of any query").at(at));
    };
    owner.has_aggregates = true;
    match owner.place.refuses_aggregates() {
        None => Ok(()),
        Some(place) => Err(error_at(SqlState::GROUPING_ERROR, format!("{what} are not allowed in {place}"), at)),
    }
}

// pg: parse_agg.c check_agg_arguments
fn aggregate_level(aggregate: &Aggregate, at: Span) -> Result<u32> {
    let mut inner: Vec<Expr> = aggregate.arguments.clone();
    inner.put_all(aggregate.order_by.iter().cloned());
    inner.put_all(aggregate.filter.iter().cloned());
    arguments_level(&inner, &aggregate.direct, at)
}

fn arguments_level(arguments: &[Expr], direct: &[Expr], at: Span) -> Result<u32> {
    let mut lowest = Lowest::default();
    arguments.iter().for_each(|argument| lowest.visit(argument, 0));
    if let Some(set) = lowest.set_call {
        return Err(not_supported("aggregate function calls cannot contain set-returning function calls", set)
            .help("you might be able to move the set-returning function into a LATERAL FROM item"));
    }
    if let Some(window) = locate_window_call(arguments) {
        return Err(error_at(SqlState::GROUPING_ERROR, "aggregate function calls cannot contain window function calls", window));
    }
    let level = match (lowest.column, lowest.aggregate) {
        (None, None) => 0,
        (Some(one), None) | (None, Some(one)) => one,
        (Some(one), Some(other)) => one.min(other),
    };
    if lowest.common_table.is_some_and(|common_table| common_table < level) {
        return Err(not_supported("outer-level aggregate cannot use a nested CTE", at));
    }
    if lowest.aggregate == Some(level) {
        let place = locate_aggregate(arguments, level).unwrap_or(at);
        return Err(error_at(SqlState::GROUPING_ERROR, "aggregate function calls cannot be nested", place));
    }
    check_direct(direct, level)?;
    Ok(level)
}

fn check_direct(direct: &[Expr], level: u32) -> Result<()> {
    let mut lowest = Lowest::default();
    direct.iter().for_each(|argument| lowest.visit(argument, 0));
    if lowest.column.is_some_and(|column| column < level) {
        let message = "outer-level aggregate cannot contain a lower-level variable in its direct arguments";
        let at = direct.first().map(|expr| expr.at).unwrap_or_default();
        return Err(error_at(SqlState::GROUPING_ERROR, message, at));
    }
    if lowest.aggregate.is_some_and(|aggregate| aggregate <= level) {
        let at = locate_aggregate(direct, level).unwrap_or_default();
        return Err(error_at(SqlState::GROUPING_ERROR, "aggregate function calls cannot be nested", at));
    }
    Ok(())
}

/// The innermost query that something in an expression belongs to.
#[derive(Default)]
struct Lowest {
    column: Option<u32>,
    common_table: Option<u32>,
    aggregate: Option<u32>,
    set_call: Option<Span>,
}

impl Lowest {
    // pg: parse_agg.c check_agg_arguments_walker
    fn visit(&mut self, expr: &Expr, depth: u32) {
        match &expr.kind {
            ExprKind::Column(var) => note(&mut self.column, var.level, depth),
            ExprKind::Aggregate(aggregate) => note(&mut self.aggregate, aggregate.level, depth),
            ExprKind::Call(call) if call.set && depth == 0 && self.set_call.is_none() => self.set_call = Some(expr.at),
            _ => {}
        }
        for_each_child(expr, &mut |child| self.child(child, depth));
    }

    fn child(&mut self, child: Child<'_>, depth: u32) {
        match child {
            Child::Expr(expr) => self.visit(expr, depth),
            Child::Query(query) => {
                for table in &query.tables {
                    if let RangeTableKind::CommonTable { level, .. } = table.kind {
                        note(&mut self.common_table, level, depth + 1);
                    }
                }
                for_each_child_of_query(query, &mut |child| self.child(child, depth + 1));
            }
        }
    }
}

fn note(lowest: &mut Option<u32>, level: u32, depth: u32) {
    if let Some(level) = level.checked_sub(depth) {
        *lowest = Some(lowest.map_or(level, |before| before.min(level)));
    }
}

/// Where an aggregate of the query so many levels further out stands.
// pg: rewriteManip.c locate_agg_of_level
#[must_use]
pub fn locate_aggregate(exprs: &[Expr], level: u32) -> Option<Span> {
    let mut found = None;
    for expr in exprs {
        let stop = any(expr, 0, &mut |expr, depth| {
            let hit = matches!(&expr.kind, ExprKind::Aggregate(aggregate) if aggregate.level == level + depth);
            if hit {
                found = Some(expr.at);
            }
            hit
        });
        if stop {
            break;
        }
    }
    found
}
