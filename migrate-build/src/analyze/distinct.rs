//! What does `DISTINCT` say.

use super::errors::{error_at, syntax_error};
use super::place::ExprPlace;
use super::sort::{Lookup, check_equality, find_target, resolve_unknown};
use super::state::State;
use crate::catalog::tree::Target;
use crate::diag::{Result, SqlState};
use crate::syntax::expr::Expr;
use crate::text::{Seek, Span};

/// `DISTINCT`: every target, and what is sorted by must be among them.
// pg: parse_clause.c transformDistinctClause
pub(super) fn analyze_distinct(state: &mut State<'_>, targets: &mut [Target], order_by: &[usize], at: Span) -> Result<Vec<usize>> {
    for index in order_by {
        if targets[*index].junk {
            let message = "for SELECT DISTINCT, ORDER BY expressions must appear in select list";
            return Err(error_at(SqlState::INVALID_COLUMN_REFERENCE, message, targets[*index].expr.at));
        }
    }
    let mut found: Vec<usize> = order_by.to_vec();
    for (index, target) in targets.iter_mut().enumerate() {
        if target.junk {
            continue;
        }
        resolve_unknown(state, target)?;
        let expr = &target.expr;
        check_equality(state, expr.type_id, expr.at)?;
        if !found.contains(&index) {
            found.push(index);
        }
    }
    if found.is_empty() {
        return Err(syntax_error("SELECT DISTINCT must have at least one column", at));
    }
    Ok(found)
}

/// `DISTINCT ON`: what is sorted by first must be among them.
// pg: parse_clause.c transformDistinctOnClause
pub(super) fn analyze_distinct_on(
    state: &mut State<'_>,
    exprs: &[Expr],
    targets: &mut Vec<Target>,
    order_by: &[usize],
) -> Result<Vec<usize>> {
    let mut wanted = Vec::new();
    for expr in exprs {
        let index = find_target(state, expr, targets, ExprPlace::DistinctOn, Lookup::Sql92)?;
        wanted.push((index, expr.at));
    }
    let mut found: Vec<usize> = Vec::new();
    let mut skipped = false;
    for index in order_by {
        match wanted.iter().first_where(|(wanted, _)| wanted == index) {
            Some((_, _)) if skipped => {
                let at = wanted.iter().first_where(|(wanted, _)| wanted == index).map(|(_, at)| *at).unwrap_or_default();
                return Err(mismatch(at));
            }
            Some(_) => found.push(*index),
            None => skipped = true,
        }
    }
    for (index, at) in &wanted {
        if found.contains(index) {
            continue;
        }
        if skipped {
            return Err(mismatch(*at));
        }
        resolve_unknown(state, &mut targets[*index])?;
        check_equality(state, targets[*index].expr.type_id, *at)?;
        found.push(*index);
    }
    Ok(found)
}

fn mismatch(at: Span) -> crate::diag::Problem {
    error_at(SqlState::INVALID_COLUMN_REFERENCE, "SELECT DISTINCT ON expressions must match initial ORDER BY expressions", at)
}
