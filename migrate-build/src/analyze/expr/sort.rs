//! Can values be sorted and told apart, and by which operators.

use super::analyze_expr;
use super::coerce::{Wanted, coerce_type};
use super::operator::{name_text, operator_schema};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::catalog::id::{OperatorId, TypeId};
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::name::OperatorName;
use crate::syntax::query::{SortBy, SortDirection};
use crate::text::{Seek, Span};
use crate::typing::errors;
use crate::typing::operator::{NoOperator, OperatorSymbol, resolve_compatible_operator};
use crate::typing::order::{btree_strategies, sort_operators};

/// The operator by which values of a type are sorted in a direction; `at` is where an error points.
// pg: parse_clause.c addTargetToSortList
pub fn sort_operator(state: &State<'_>, type_id: TypeId, direction: &SortDirection, at: Span) -> Result<OperatorId> {
    let operators = sort_operators(state.catalog, type_id);
    let found = match direction {
        SortDirection::Default | SortDirection::Ascending => operators.less,
        SortDirection::Descending => operators.greater,
        SortDirection::Using(name) => return using_operator(state, type_id, name),
    };
    found.ok_or_else(|| errors::no_ordering_operator(state.catalog, type_id).at(at))
}

/// The operator by which values of a type are told apart; `at` is where an error points.
// pg: parse_clause.c addTargetToGroupList
pub fn group_operator(state: &State<'_>, type_id: TypeId, at: Span) -> Result<OperatorId> {
    sort_operators(state.catalog, type_id).equal.ok_or_else(|| errors::no_equality_operator(state.catalog, type_id).at(at))
}

/// The `ORDER BY` within a call of an aggregate: each expression, one of the arguments where it equals one.
// pg: parse_clause.c transformSortClause
pub(super) fn analyze_order_by(state: &mut State<'_>, order_by: &[SortBy], arguments: &[Expr]) -> Result<Vec<Expr>> {
    let mut sorted = Vec::with_capacity(order_by.len());
    for sort in order_by {
        let expr = analyze_expr(state, &sort.value, ExprPlace::OrderBy)?;
        let matching = arguments.iter().first_where(|argument| *strip_implicit(argument) == expr);
        let expr = matching.cloned().unwrap_or(expr);
        let expr = sortable(state, expr)?;
        sort_operator(state, expr.type_id, &sort.direction, sort.value.span)?;
        if !sorted.contains(&expr) {
            sorted.push(expr);
        }
    }
    Ok(sorted)
}

/// What is sorted by: an expression of open type is a text.
pub fn sortable(state: &mut State<'_>, expr: Expr) -> Result<Expr> {
    let wanted = Wanted { target: TypeId::TEXT, modifier: -1, context: CastContext::Implicit, at: None };
    if expr.type_id == TypeId::UNKNOWN { coerce_type(state, expr, wanted) } else { Ok(expr) }
}

/// The expression under casts that nobody wrote.
// pg: nodeFuncs.c strip_implicit_coercions
#[must_use]
pub fn strip_implicit(expr: &Expr) -> &Expr {
    let implicit = |context: &CastContext| *context != CastContext::Explicit;
    match &expr.kind {
        ExprKind::Call(call) => match (call.form, call.arguments.first()) {
            (crate::catalog::tree::CallForm::Cast(context), Some(first)) if implicit(&context) => strip_implicit(first),
            _ => expr,
        },
        ExprKind::Relabel(inner, context)
        | ExprKind::ThroughText(inner, context)
        | ExprKind::ArrayCast(inner, _, context)
        | ExprKind::ToDomain(inner, context)
            if implicit(context) =>
        {
            strip_implicit(inner)
        }
        _ => expr,
    }
}

/// The operator of `ORDER BY ... USING`, which must order.
fn using_operator(state: &State<'_>, type_id: TypeId, name: &OperatorName) -> Result<OperatorId> {
    let catalog = state.catalog;
    let at = name.span;
    let symbol = OperatorSymbol { schema: operator_schema(state, name, at)?, symbol: &name.symbol };
    let missing = |why: NoOperator| errors::no_operator(catalog, &name_text(name), Some(type_id), type_id, why).at(at);
    let found = resolve_compatible_operator(catalog, symbol, type_id, type_id).map_err(missing)?;
    let found = found.ok_or_else(|| {
        let signature = errors::operator_signature(catalog, &name_text(name), Some(type_id), type_id);
        Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("operator requires run-time type coercion: {signature}")).at(at)
    })?;
    let strategies = btree_strategies(catalog, found);
    if strategies.contains(&1) || strategies.contains(&5) {
        return Ok(found);
    }
    let message = format!("operator {} is not a valid ordering operator", name.symbol);
    Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message)
        .at(at)
        .help("ordering operators must be \"<\" or \">\" members of btree operator families"))
}
