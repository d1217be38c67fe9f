//! What does an expression mean: the typed tree of any expression.

mod aggregate;
mod array;
mod boolean;
pub mod call;
mod case;
mod cast;
pub mod coerce;
pub mod collate;
mod comparison;
mod function;
mod indirection;
pub mod json;
mod literal;
pub mod node;
pub mod operator;
mod row;
pub mod sets;
pub mod sort;
mod sqlvalue;
mod subquery;
mod walk_mut;
mod xml;

use super::aggregate::analyze_grouping;
use super::column::lookup_column;
use super::place::ExprPlace;
use super::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree;
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::syntax::expr::{Expr, ExprKind};
use crate::text::Span;

pub use array::{TargetArray, analyze_array};
pub use call::{analyze_procedure_call, call_on_value};
pub use indirection::{apply_subscripts, select_field};
pub use operator::{make_operator, make_scalar_array};
pub use row::{make_row, make_row_comparison};

/// An expression that stands in `place`.
// pg: parse_expr.c transformExpr
pub fn analyze_expr(state: &mut State<'_>, expr: &Expr, place: ExprPlace) -> Result<tree::Expr> {
    state.in_place(place, |state| analyze(state, expr))
}

/// An expression that stands where the one around it does.
// pg: parse_expr.c transformExprRecurse
pub fn analyze(state: &mut State<'_>, expr: &Expr) -> Result<tree::Expr> {
    state.deeper(|state| analyze_kind(state, expr))
}

fn analyze_kind(state: &mut State<'_>, expr: &Expr) -> Result<tree::Expr> {
    let at = expr.at;
    match &expr.kind {
        ExprKind::Column(name) => lookup_column(state, name, at),
        ExprKind::Parameter(number) => analyze_parameter(state, *number, at),
        ExprKind::Literal(literal) => literal::analyze_literal(state, literal, at),
        ExprKind::Cast(value, type_name) => cast::analyze_cast(state, value, type_name, at),
        ExprKind::Collate(value, name) => cast::analyze_collate(state, value, name, at),
        ExprKind::Operator(operation) => operator::analyze_operation(state, operation, at),
        ExprKind::And(operands) => boolean::analyze_and(state, operands, at),
        ExprKind::Or(operands) => boolean::analyze_or(state, operands, at),
        ExprKind::Not(operand) => boolean::analyze_not(state, operand, at),
        ExprKind::Like(like) => comparison::analyze_like(state, like, at),
        ExprKind::Between(between) => comparison::analyze_between(state, between, at),
        ExprKind::In(within) => comparison::analyze_in(state, within, at),
        ExprKind::Is(is) => boolean::analyze_is(state, is, at),
        ExprKind::Distinct(distinct) => comparison::analyze_distinct(state, distinct, at),
        ExprKind::Quantified(quantified) => comparison::analyze_quantified(state, quantified, at),
        ExprKind::Case(case) => case::analyze_case(state, case, at),
        ExprKind::Coalesce(values) => case::analyze_coalesce(state, values, at),
        ExprKind::Greatest(values) => case::analyze_greatest(state, values, at),
        ExprKind::Least(values) => case::analyze_least(state, values, at),
        ExprKind::NullIf(left, right) => comparison::analyze_null_if(state, left, right, at),
        ExprKind::Call(call) => call::analyze_call(state, call, at),
        ExprKind::SqlValue(value, precision) => sqlvalue::analyze_sql_value(state, *value, *precision, at),
        ExprKind::Subquery(kind, query) => subquery::analyze_scalar_subquery(state, *kind, query, at),
        ExprKind::Array(elements) => array::analyze_array(state, elements, None, at),
        ExprKind::Row(values, _) => row::analyze_row(state, values, at),
        ExprKind::Indirection(value, steps) => indirection::analyze_indirection(state, value, steps),
        ExprKind::Grouping(arguments) => analyze_grouping(state, arguments, at),
        ExprKind::Default => Err(default_not_allowed(at)),
        ExprKind::CurrentOf(_) => Ok(node::boolean(tree::ExprKind::CurrentOf, at)),
        ExprKind::Xml(xml) => xml::analyze_xml(state, xml, at),
        ExprKind::Json(json) => json::analyze_json(state, json, at),
        ExprKind::MergeAction => sqlvalue::analyze_merge_action(state, at),
        ExprKind::Unsupported(text) => Err(unsupported(text, at)),
    }
}

// pg: parse_param.c fixed_paramref_hook, variable_paramref_hook
fn analyze_parameter(state: &mut State<'_>, number: u32, at: Span) -> Result<tree::Expr> {
    let type_id = state.parameters.reference(number, at)?;
    Ok(node::typed(state.catalog, tree::ExprKind::Parameter(number), type_id, -1, at))
}

/// `DEFAULT is not allowed in this context`
#[must_use]
pub fn default_not_allowed(at: Span) -> Problem {
    Diagnostic::error(SqlState::SYNTAX_ERROR, "DEFAULT is not allowed in this context").at(at)
}

fn unsupported(text: &str, at: Span) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("this expression is not understood: {text}")).at(at)
}

/// An expression of open type becomes text, as at the end of a target list.
// pg: parse_target.c resolveTargetListUnknowns
pub fn resolve_unknown(state: &mut State<'_>, expr: tree::Expr) -> Result<tree::Expr> {
    if expr.type_id != TypeId::UNKNOWN {
        return Ok(expr);
    }
    let wanted = coerce::Wanted { target: TypeId::TEXT, modifier: -1, context: crate::catalog::object::CastContext::Implicit, at: None };
    coerce::coerce_type(state, expr, wanted)
}
