//! What do `CASE`, `COALESCE`, `GREATEST` and `LEAST` mean.

use super::coerce::{coerce_to_boolean, coerce_to_common, select_common, select_common_modifier};
use super::operator::{make_operator, plain_name};
use super::sets::refuse_sets_within;
use super::{analyze, node};
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Result, each};
use crate::syntax::expr::{self as syntax, Case};
use crate::text::{Gather, Span};

/// `CASE`.
// pg: parse_expr.c transformCaseExpr
pub(super) fn analyze_case(state: &mut State<'_>, case: &Case, at: Span) -> Result<Expr> {
    let before = state.level().last_set_call;
    let operand = match &case.operand {
        Some(operand) => {
            let operand = analyze(state, operand)?;
            let open = operand.type_id == TypeId::UNKNOWN;
            Some(if open { coerce_to_common(state, operand, TypeId::TEXT, "CASE")? } else { operand })
        }
        None => None,
    };
    let (mut conditions, mut results) = (Vec::new(), Vec::new());
    for branch in &case.branches {
        let condition = analyze(state, &branch.condition)?;
        let condition = match &operand {
            Some(operand) => {
                let placeholder = node::placeholder(state.catalog, operand);
                make_operator(state, &plain_name("=", branch.at), Some(placeholder), condition, branch.at)?
            }
            None => condition,
        };
        conditions.push(coerce_to_boolean(state, condition, "CASE/WHEN")?);
        results.push(analyze(state, &branch.result)?);
    }
    let otherwise = match &case.otherwise {
        Some(otherwise) => analyze(state, otherwise)?,
        None => node::constant(state.catalog, None, TypeId::UNKNOWN, Span::empty(u32::MAX)),
    };
    let all: Vec<&Expr> = std::iter::once(&otherwise).chain(&results).gather();
    let common = select_common(state, &all, Some("CASE"))?.unwrap_or(TypeId::TEXT);
    let otherwise = coerce_to_common(state, otherwise, common, "CASE/ELSE")?;
    let results = coerce_all(state, results, common, "CASE/WHEN")?;
    refuse_sets_within(state, before, "CASE")?;
    let modifier = select_common_modifier(&std::iter::once(&otherwise).chain(&results).gather::<Vec<_>>(), common);
    let branches = conditions.into_iter().zip(results).gather();
    let kind = ExprKind::Case { operand: operand.map(Box::new), branches, otherwise: Box::new(otherwise) };
    Ok(node::typed(state.catalog, kind, common, modifier, at))
}

/// `COALESCE(...)`.
// pg: parse_expr.c transformCoalesceExpr
pub(super) fn analyze_coalesce(state: &mut State<'_>, values: &[syntax::Expr], at: Span) -> Result<Expr> {
    let before = state.level().last_set_call;
    let (values, common, modifier) = analyze_alternatives(state, values, "COALESCE")?;
    refuse_sets_within(state, before, "COALESCE")?;
    Ok(node::typed(state.catalog, ExprKind::Coalesce(values), common, modifier, at))
}

/// `GREATEST(...)`.
// pg: parse_expr.c transformMinMaxExpr
pub(super) fn analyze_greatest(state: &mut State<'_>, values: &[syntax::Expr], at: Span) -> Result<Expr> {
    let (values, common, modifier) = analyze_alternatives(state, values, "GREATEST")?;
    Ok(node::typed(state.catalog, ExprKind::Greatest(values), common, modifier, at))
}

/// `LEAST(...)`.
pub(super) fn analyze_least(state: &mut State<'_>, values: &[syntax::Expr], at: Span) -> Result<Expr> {
    let (values, common, modifier) = analyze_alternatives(state, values, "LEAST")?;
    Ok(node::typed(state.catalog, ExprKind::Least(values), common, modifier, at))
}

fn analyze_alternatives(state: &mut State<'_>, values: &[syntax::Expr], construct: &str) -> Result<(Vec<Expr>, TypeId, i32)> {
    let values = each(values, |value| analyze(state, value))?;
    let common = select_common(state, &values.iter().gather::<Vec<_>>(), Some(construct))?.unwrap_or(TypeId::TEXT);
    let values = coerce_all(state, values, common, construct)?;
    let modifier = select_common_modifier(&values.iter().gather::<Vec<_>>(), common);
    Ok((values, common, modifier))
}

fn coerce_all(state: &mut State<'_>, values: Vec<Expr>, common: TypeId, construct: &str) -> Result<Vec<Expr>> {
    each(values, |value| coerce_to_common(state, value, common, construct))
}
