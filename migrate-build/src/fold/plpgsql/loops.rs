//! How are loops followed: over what is known, round by round.

use super::super::cx::Cx;
use super::change::may_change;
use super::flow::{Body, Flow, is_meant};
use super::query::run_query;
use super::run::{follow_all, value_of};
use super::statement::{assign, assign_row, check_statement, forget_assigned};
use super::value::{Row, Value};
use crate::diag::Result;
use crate::syntax::plpgsql::{PlLoop, PlStatement, PlTarget};
use crate::syntax::query::Preparable;
use crate::syntax::statement::StatementKind;
use crate::text::{Gather, Name, Seek};

/// The most rounds of one loop that are followed.
const MOST_ROUNDS: usize = 5_000;

/// Follows a loop.
// pg: pl_exec.c exec_stmt_loop and its kin
pub(super) fn run_loop(cx: &mut Cx<'_>, body: &mut Body, statement: &PlStatement, kind: &PlLoop, inner: &[PlStatement]) -> Result<Flow> {
    let mark = body.variables.mark();
    let flow = match kind {
        PlLoop::Forever => run_while(cx, body, statement, None, inner),
        PlLoop::While(condition) => run_while(cx, body, statement, Some(condition), inner),
        PlLoop::Range { variable, reverse, low, high, step } => {
            let (low, high) = (value_of(cx, body, low)?, value_of(cx, body, high)?);
            let step = step.as_ref().map_or(Ok(Value::Integer(1)), |step| value_of(cx, body, step))?;
            body.variables.declare(variable.name.name.clone(), Some(crate::catalog::id::TypeId::INT4), Value::Unknown);
            match rounds(low, high, step, *reverse) {
                Some(values) => each(cx, body, statement, inner, values, |body, value| assign(body, variable, value)),
                None => leave_open(cx, body, statement, inner),
            }
        }
        PlLoop::Query(targets, query) => {
            check_statement(cx, body, query)?;
            let found = match &query.kind {
                StatementKind::Preparable(it) => match it.as_ref() {
                    Preparable::Query(query) => Some(run_query(body.scope(&cx.catalog), query)?),
                    _ => None,
                },
                _ => None,
            };
            let known = |rows: &[Row]| rows.iter().for_all(|row| row.iter().for_all(|(_, value)| !value.is_unknown()));
            match found.filter(|found| found.complete && (known(&found.rows) || !may_change(inner))) {
                Some(found) => each(cx, body, statement, inner, found.rows, |body, row| assign_row(body, targets, row)),
                None => leave_open(cx, body, statement, inner),
            }
        }
        PlLoop::Array { targets, slice: None, array } => match value_of(cx, body, array)? {
            Value::List(items) => each(cx, body, statement, inner, items, |body, item| assign_items(body, targets, item)),
            _ => leave_open(cx, body, statement, inner),
        },
        PlLoop::Execute(..) | PlLoop::Cursor(..) | PlLoop::Array { .. } => leave_open(cx, body, statement, inner),
    };
    body.variables.forget(mark);
    flow
}

fn assign_items(body: &mut Body, targets: &[PlTarget], item: Value) {
    match (targets, item) {
        ([target], item) => assign(body, target, item),
        (targets, Value::List(items)) => targets.iter().zip(items).for_each(|(target, item)| assign(body, target, item)),
        (targets, _) => targets.iter().for_each(|target| assign(body, target, Value::Unknown)),
    }
}

fn rounds(low: Value, high: Value, step: Value, reverse: bool) -> Option<Vec<Value>> {
    let (Value::Integer(low), Value::Integer(high), Value::Integer(step @ 1..)) = (low, high, step) else {
        return None;
    };
    let far = if reverse { low.checked_sub(high)? } else { high.checked_sub(low)? };
    if far / step >= MOST_ROUNDS as i64 {
        return None;
    }
    let count = if far < 0 { 0 } else { far / step + 1 };
    Some((0..count).map(|at| Value::Integer(if reverse { low - at * step } else { low + at * step })).gather())
}

fn label_of(statement: &PlStatement) -> Option<&Name> {
    statement.label.as_ref().map(|label| &label.name)
}

/// What one round of a loop means for the loop: none where it goes on.
fn after_round(flow: Flow, label: Option<&Name>) -> Option<Flow> {
    match flow {
        Flow::Next => None,
        Flow::Exit(wanted) if is_meant(wanted.as_ref(), label) => Some(Flow::Next),
        Flow::Continue(wanted) if is_meant(wanted.as_ref(), label) => None,
        other => Some(other),
    }
}

fn each<T>(
    cx: &mut Cx<'_>,
    body: &mut Body,
    statement: &PlStatement,
    inner: &[PlStatement],
    values: Vec<T>,
    set: impl Fn(&mut Body, T),
) -> Result<Flow> {
    for value in values {
        set(body, value);
        let flow = follow_all(cx, body, inner)?;
        if let Some(flow) = after_round(flow, label_of(statement)) {
            return Ok(flow);
        }
    }
    Ok(Flow::Next)
}

fn run_while(
    cx: &mut Cx<'_>,
    body: &mut Body,
    statement: &PlStatement,
    condition: Option<&crate::syntax::expr::Expr>,
    inner: &[PlStatement],
) -> Result<Flow> {
    for _ in 0..MOST_ROUNDS {
        let holds = match condition {
            Some(condition) => value_of(cx, body, condition)?,
            None => Value::Boolean(true),
        };
        match holds {
            Value::Boolean(true) => {}
            Value::Unknown => return leave_open(cx, body, statement, inner),
            _ => return Ok(Flow::Next),
        }
        let flow = follow_all(cx, body, inner)?;
        if let Some(flow) = after_round(flow, label_of(statement)) {
            return Ok(flow);
        }
        if !body.step() {
            break;
        }
    }
    leave_open(cx, body, statement, inner)
}

/// How often a loop runs depends on what is not known: what it does is left open.
fn leave_open(cx: &mut Cx<'_>, body: &mut Body, statement: &PlStatement, inner: &[PlStatement]) -> Result<Flow> {
    if may_change(inner) {
        super::open::leave(cx, body, "a loop over rows", statement.span, statement);
    }
    forget_assigned(body, std::iter::once(inner), None);
    Ok(Flow::Next)
}
