//! How does a call of an aggregate or window function get its arguments, and what is refused of it.

use super::call::Called;
use super::coerce::{Wanted, coerce_type, select_common, select_common_modifier};
use super::function::prepare;
use super::node;
use super::sort::{analyze_order_by, group_operator, sort_operator, sortable};
use crate::analyze::aggregate::place_aggregate;
use crate::analyze::state::State;
use crate::analyze::window::place_window_call;
use crate::catalog::id::TypeId;
use crate::catalog::object::{AggregateInfo, AggregateKind, CastContext, FunctionKind};
use crate::catalog::tree::{Aggregate, Expr, ExprKind, WindowCall};
use crate::diag::{Diagnostic, Problem, Result, SqlState, each};
use crate::syntax::query::SortBy;
use crate::text::Seek;
use crate::typing::errors;
use crate::typing::function::FoundFunction;

/// A call of an aggregate that is not over a window.
pub(super) fn finish_aggregate(state: &mut State<'_>, mut called: Called<'_>, found: FoundFunction) -> Result<Expr> {
    let at = called.at;
    let info = state.catalog.function(found.id).and_then(|function| function.aggregate.clone());
    check_kind(state, &mut called, &found, info.as_deref())?;
    let written = called.written;
    let (star, distinct) = written.map_or((false, false), |call| (call.star, call.distinct));
    let sorted = called.within_group();
    let (text, named, filter) = (called.text.clone(), !called.names.is_empty(), called.filter.take());
    let prepared = prepare(state, called, &found)?;
    if prepared.arguments.is_empty() && !star && sorted.is_none() {
        return Err(wrong(format!("{text}(*) must be used to call a parameterless aggregate function")).at(at));
    }
    if named {
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "aggregates cannot use named arguments").at(at));
    }
    let mut direct = prepared.arguments;
    let (arguments, order_by) = match sorted {
        Some(count) => {
            let arguments = direct.split_off(direct.len().saturating_sub(count));
            let within = written.and_then(|call| call.within_group.as_deref()).unwrap_or_default();
            let arguments = check_sorted(state, arguments, within)?;
            (arguments.clone(), arguments)
        }
        None => {
            let mut arguments = std::mem::take(&mut direct);
            if distinct {
                arguments = each(arguments, |argument| sortable(state, argument))?;
            }
            let order_by = written.map_or(&[][..], |call| call.order_by.as_slice());
            let sorted = analyze_order_by(state, order_by, &arguments)?;
            (arguments, sorted)
        }
    };
    if distinct {
        check_distinct(state, &arguments, &order_by)?;
    }
    let aggregate = Aggregate { function: found.id, direct, arguments, order_by, distinct, filter, star, level: 0 };
    let aggregate = place_aggregate(state, aggregate, at)?;
    Ok(node::typed(state.catalog, ExprKind::Aggregate(Box::new(aggregate)), prepared.returns, -1, at))
}

/// A call of a window function, or of an aggregate over a window.
pub(super) fn finish_window(state: &mut State<'_>, mut called: Called<'_>, found: FoundFunction, kind: FunctionKind) -> Result<Expr> {
    let at = called.at;
    let unsupported = |message: &str| Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).at(at));
    let (text, before) = (called.text.clone(), called.before);
    if kind == FunctionKind::Aggregate {
        let info = state.catalog.function(found.id).and_then(|function| function.aggregate.clone());
        check_kind(state, &mut called, &found, info.as_deref())?;
    }
    let Some((call, over)) = called.written.and_then(|call| Some((call, call.over.as_ref()?))) else {
        return Err(wrong(format!("window function {text} requires an OVER clause")).at(at));
    };
    if kind == FunctionKind::Window && call.within_group.is_some() {
        return Err(wrong(format!("window function {text} cannot have WITHIN GROUP")).at(at));
    }
    let filter = called.filter.take();
    let prepared = prepare(state, called, &found)?;
    if call.distinct {
        return unsupported("DISTINCT is not implemented for window functions");
    }
    if kind == FunctionKind::Aggregate && prepared.arguments.is_empty() && !call.star {
        return Err(wrong(format!("{text}(*) must be used to call a parameterless aggregate function")).at(at));
    }
    if !call.order_by.is_empty() {
        return unsupported("aggregate ORDER BY is not implemented for window functions");
    }
    if kind == FunctionKind::Window && filter.is_some() {
        return unsupported("FILTER is not implemented for non-aggregate window functions");
    }
    if let Some(inner) = state.level().last_set_call.filter(|last| Some(*last) != before) {
        let message = "window function calls cannot contain set-returning function calls";
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).at(inner));
    }
    let window = WindowCall { function: found.id, arguments: prepared.arguments, filter, window: 0, frame_holds_current: false };
    let window = place_window_call(state, window, over, at)?;
    Ok(node::typed(state.catalog, ExprKind::Window(Box::new(window)), prepared.returns, -1, at))
}

fn wrong(message: String) -> Problem {
    Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
}

/// Whether `WITHIN GROUP` goes with the kind of the aggregate, and the numbers of arguments too.
fn check_kind(state: &mut State<'_>, called: &mut Called<'_>, found: &FoundFunction, info: Option<&AggregateInfo>) -> Result<()> {
    let at = called.at;
    let text = &called.text;
    let kind = info.map_or(AggregateKind::Normal, |info| info.kind);
    if kind == AggregateKind::Normal {
        if called.within_group().is_some() {
            return Err(wrong(format!("{text} is not an ordered-set aggregate, so it cannot have WITHIN GROUP")).at(at));
        }
        return Ok(());
    }
    let Some(sorted) = called.within_group() else {
        return Err(wrong(format!("WITHIN GROUP is required for ordered-set aggregate {text}")).at(at));
    };
    if called.written.is_some_and(|call| call.over.is_some()) {
        let message = format!("OVER is not supported for ordered-set aggregate {text}");
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).at(at));
    }
    let direct = info.map_or(0, |info| usize::from(info.direct_arguments));
    let given = called.arguments.len();
    let parameters = given - found.variadic_arguments.saturating_sub(1);
    let fits = if found.variadic_element.is_none() || direct < parameters {
        given - sorted == direct
    } else if kind == AggregateKind::HypotheticalSet {
        found.variadic_arguments == 2 * sorted
    } else {
        found.variadic_arguments > sorted
    };
    if !fits {
        let message = format!("function {} does not exist", called.signature(state));
        let help = format!("there is an ordered-set aggregate {text}, but not with that number of direct arguments");
        return Err(Diagnostic::error(SqlState::UNDEFINED_FUNCTION, message).at(at).help(help));
    }
    if kind == AggregateKind::HypotheticalSet {
        unify_hypothetical(state, called, &found.declared, sorted)?;
    }
    Ok(())
}

/// Makes each value of the hypothetical row one of the type that is sorted by.
// pg: parse_func.c unify_hypothetical_args
fn unify_hypothetical(state: &mut State<'_>, called: &mut Called<'_>, declared: &[TypeId], sorted: usize) -> Result<()> {
    let direct = called.arguments.len() - sorted;
    let Some(first) = direct.checked_sub(sorted) else {
        return Ok(());
    };
    for at in first..direct {
        let partner = direct + at - first;
        if declared.get(at) != Some(&TypeId::ANY) {
            continue;
        }
        let pair = [&called.arguments[partner], &called.arguments[at]];
        let common = select_common(state, &pair, Some("WITHIN GROUP"))?.unwrap_or(TypeId::TEXT);
        let modifier = select_common_modifier(&[&called.arguments[partner], &called.arguments[at]], common);
        for index in [at, partner] {
            let wanted = Wanted { target: common, modifier, context: CastContext::Implicit, at: None };
            let value = called.arguments[index].clone();
            called.arguments[index] = coerce_type(state, value, wanted)?;
        }
    }
    Ok(())
}

fn check_sorted(state: &mut State<'_>, arguments: Vec<Expr>, within: &[SortBy]) -> Result<Vec<Expr>> {
    let mut sorted = Vec::with_capacity(arguments.len());
    for (argument, sort) in arguments.into_iter().zip(within) {
        let argument = sortable(state, argument)?;
        sort_operator(state, argument.type_id, &sort.direction, sort.value.span)?;
        sorted.push(argument);
    }
    Ok(sorted)
}

/// What `DISTINCT` asks of the arguments and of what they are sorted by.
// pg: parse_clause.c transformDistinctClause, parse_agg.c transformAggregateCall
fn check_distinct(state: &State<'_>, arguments: &[Expr], order_by: &[Expr]) -> Result<()> {
    if let Some(other) = order_by.iter().first_where(|sort| !arguments.contains(sort)) {
        let message = "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list";
        return Err(Diagnostic::error(SqlState::INVALID_COLUMN_REFERENCE, message).at(other.at));
    }
    for argument in arguments {
        group_operator(state, argument.type_id, argument.at)?;
    }
    for argument in arguments {
        let operators = crate::typing::order::sort_operators(state.catalog, argument.type_id);
        if operators.less.is_none() {
            return Err(errors::no_ordering_operator(state.catalog, argument.type_id)
                .at(argument.at)
                .note("Aggregates with DISTINCT must be able to sort their inputs."));
        }
    }
    Ok(())
}
