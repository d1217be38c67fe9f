//! What may the condition of a trigger refer to.

use super::cx::Cx;
use super::errors::trigger as errors;
use super::typed::{Typed, type_expr};
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::catalog::object::{Relation, TriggerEvents};
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{self, ColumnVar, ExprKind};
use crate::diag::{Problem, Result};
use crate::syntax::expr::Expr;
use crate::syntax::statement::trigger::{CreateTrigger, TriggerTiming};
use crate::text::Seek;

/// The entry of `old` in the range table of a condition; `new` is the next.
const OLD: u32 = 0;

/// Types the condition of a trigger.
// pg: trigger.c CreateTriggerFiringOn
pub(super) fn type_condition(cx: &Cx<'_>, it: &CreateTrigger, relation: &Relation, events: &TriggerEvents, expr: &Expr) -> Result<Typed> {
    let typed = type_expr(cx, expr, ExprPlace::TriggerWhen, &ExprScope::Trigger(relation.id), ExprTarget::Boolean("WHEN"))?;
    let mut problem: Option<Problem> = None;
    any(&typed.stored.tree, 0, &mut |inner: &tree::Expr, depth| {
        if let ExprKind::Column(var) = &inner.kind
            && var.level == depth
        {
            problem = check_reference(it, relation, events, var).map(|found| found.at(inner.at));
        }
        problem.is_some()
    });
    problem.map_or(Ok(typed), Err)
}

fn check_reference(it: &CreateTrigger, relation: &Relation, events: &TriggerEvents, var: &ColumnVar) -> Option<Problem> {
    if !it.for_each_row {
        return Some(errors::when_cannot_reference("statement trigger's WHEN condition cannot reference column values"));
    }
    if var.table == OLD {
        return events.insert.then(|| errors::when_cannot_reference("INSERT trigger's WHEN condition cannot reference OLD values"));
    }
    if events.delete {
        return Some(errors::when_cannot_reference("DELETE trigger's WHEN condition cannot reference NEW values"));
    }
    if it.timing != TriggerTiming::Before {
        return None;
    }
    if var.column < 0 {
        return Some(errors::when_unsupported("BEFORE trigger's WHEN condition cannot reference NEW system columns"));
    }
    let generated = |at: usize| relation.columns.get(at).is_some_and(|column| column.generated.is_some());
    let refers = match usize::try_from(var.column) {
        Ok(0) => (0..relation.columns.len()).exists(generated),
        Ok(number) => generated(number - 1),
        Err(_) => false,
    };
    refers.then(|| errors::when_cannot_reference("BEFORE trigger's WHEN condition cannot reference NEW generated columns"))
}
