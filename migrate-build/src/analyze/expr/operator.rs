//! What does an operator between operands mean.

use super::coerce::{Wanted, coerce_type};
use super::sets::place_set_call;
use super::{analyze, literal, node, row, subquery};
use crate::analyze::state::State;
use crate::catalog::id::{OperatorId, SchemaId, TypeId};
use crate::catalog::object::CastContext;
use crate::catalog::tree::{CallForm, Expr, ExprKind, FunctionCall};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::expr::{self as syntax, Literal, Operation};
use crate::syntax::name::OperatorName;
use crate::text::{Gather, Name, Span};
use crate::typing::category::{array_type, base_element_type, is_polymorphic};
use crate::typing::errors;
use crate::typing::operator::{OperatorSymbol, resolve_operator, resolve_prefix_operator};
use crate::typing::polymorphic::resolve_generic;

/// An operator that was chosen, with the types that its operands must become.
struct Chosen {
    id: OperatorId,
    declared: Vec<TypeId>,
    returns: TypeId,
    returns_set: bool,
    function: crate::catalog::id::FunctionId,
}

/// `left op right`, `op right`.
// pg: parse_expr.c transformAExprOp
pub(super) fn analyze_operation(state: &mut State<'_>, operation: &Operation, at: Span) -> Result<Expr> {
    if let Some(negative) = negative_literal(state, operation, at)? {
        return Ok(negative);
    }
    let left_is_row = matches!(operation.left, Some(syntax::Expr { kind: syntax::ExprKind::Row(..), .. }));
    if left_is_row
        && let Some(left) = &operation.left
        && let syntax::ExprKind::Subquery(syntax::SubqueryKind::Scalar, query) = &operation.right.kind
    {
        return subquery::analyze_row_subquery(state, left, &operation.name, query, at);
    }
    let before = state.level().last_set_call;
    let left = operation.left.as_ref().map(|left| analyze(state, left)).transpose()?;
    let right = analyze(state, &operation.right)?;
    match (left, right) {
        (Some(Expr { kind: ExprKind::Row(left, _), .. }), Expr { kind: ExprKind::Row(right, _), .. })
            if left_is_row && matches!(operation.right.kind, syntax::ExprKind::Row(..)) =>
        {
            row::make_row_comparison(state, &operation.name, left, right, at)
        }
        (left, right) => make_operator_after(state, &operation.name, left, right, before, at),
    }
}

/// An operator over operands that are analyzed already.
// pg: parse_oper.c make_op
pub fn make_operator(state: &mut State<'_>, name: &OperatorName, left: Option<Expr>, right: Expr, at: Span) -> Result<Expr> {
    let before = state.level().last_set_call;
    make_operator_after(state, name, left, right, before, at)
}

fn make_operator_after(
    state: &mut State<'_>,
    name: &OperatorName,
    left: Option<Expr>,
    right: Expr,
    before: Option<Span>,
    at: Span,
) -> Result<Expr> {
    let chosen = choose(state, name, left.as_ref().map(|left| left.type_id), right.type_id, at)?;
    let operands: Vec<Expr> = left.into_iter().chain([right]).gather();
    let arguments = coerce_operands(state, operands, &chosen.declared)?;
    let place = node::leftmost_of(at, &arguments);
    let form = CallForm::Operator(chosen.id);
    let call = FunctionCall { function: chosen.function, arguments, form, set: chosen.returns_set, variadic: false };
    if chosen.returns_set {
        place_set_call(state, before, at)?;
    }
    Ok(node::typed(state.catalog, ExprKind::Call(call), chosen.returns, -1, place))
}

/// `left op ANY | ALL (array)`.
// pg: parse_oper.c make_scalar_array_op
pub fn make_scalar_array(state: &mut State<'_>, name: &OperatorName, any: bool, left: Expr, right: Expr, at: Span) -> Result<Expr> {
    let wrong = |message: &str| Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message).at(at);
    let catalog = state.catalog;
    let element = match right.type_id {
        TypeId::UNKNOWN => TypeId::UNKNOWN,
        array => base_element_type(catalog, array).ok_or_else(|| wrong("op ANY/ALL (array) requires array on right side"))?,
    };
    let chosen = choose(state, name, Some(left.type_id), element, at)?;
    if chosen.returns != TypeId::BOOL {
        return Err(wrong("op ANY/ALL (array) requires operator to yield boolean"));
    }
    if chosen.returns_set {
        return Err(wrong("op ANY/ALL (array) requires operator not to return a set"));
    }
    let array = match chosen.declared[..] {
        [_, element] if is_polymorphic(element) => right.type_id,
        [_, element] => array_type(catalog, element).ok_or_else(|| errors::no_array_type(catalog, element).at(at))?,
        _ => right.type_id,
    };
    let mut sides = coerce_operands(state, vec![left, right], &[chosen.declared[0], array])?.into_iter();
    let (Some(left), Some(right)) = (sides.next(), sides.next()) else {
        return Err(wrong("op ANY/ALL (array) requires array on right side"));
    };
    let place = node::leftmost_of(at, [&left, &right]);
    Ok(node::boolean(ExprKind::ScalarArray { operator: chosen.id, any, sides: Box::new([left, right]) }, place))
}

/// An operator's name as messages repeat it.
pub(super) fn name_text(name: &OperatorName) -> String {
    name.schema.as_ref().map_or_else(|| name.symbol.to_string(), |schema| format!("{}.{}", schema.name, name.symbol))
}

/// The unqualified name of an operator that the grammar supplies.
pub(super) fn plain_name(symbol: &str, at: Span) -> OperatorName {
    OperatorName { schema: None, symbol: Name::from(symbol), span: at }
}

/// The schema that an operator is qualified with.
// pg: parse_oper.c make_oper_cache_key
pub fn operator_schema(state: &State<'_>, name: &OperatorName, at: Span) -> Result<Option<SchemaId>> {
    let Some(schema) = &name.schema else {
        return Ok(None);
    };
    state.catalog.schema_named(&schema.name).map(Some).ok_or_else(|| schema_missing(&schema.name).at(at))
}

/// `schema "x" does not exist`
pub(super) fn schema_missing(name: &Name) -> Problem {
    Diagnostic::error(SqlState::INVALID_SCHEMA_NAME, format!("schema \"{name}\" does not exist")).about(SubjectKind::Schema, name)
}

/// Coerces operands or arguments to the types that were declared; further arguments are left alone.
// pg: parse_func.c make_fn_arguments
pub(super) fn coerce_operands(state: &mut State<'_>, operands: Vec<Expr>, declared: &[TypeId]) -> Result<Vec<Expr>> {
    let mut declared = declared.iter();
    operands
        .into_iter()
        .map(|operand| {
            let target = declared.next().copied().unwrap_or(operand.type_id);
            coerce_type(state, operand, Wanted { target, modifier: -1, context: CastContext::Implicit, at: None })
        })
        .try_gather()
}

fn choose(state: &State<'_>, name: &OperatorName, left: Option<TypeId>, right: TypeId, at: Span) -> Result<Chosen> {
    let catalog = state.catalog;
    let symbol = OperatorSymbol { schema: operator_schema(state, name, at)?, symbol: &name.symbol };
    let found = match left {
        Some(left) => resolve_operator(catalog, symbol, left, right),
        None => resolve_prefix_operator(catalog, symbol, right),
    };
    let id = found.map_err(|why| errors::no_operator(catalog, &name_text(name), left, right, why).at(at))?;
    let operator = catalog.operator(id);
    let Some((operator, function, result)) = operator.and_then(|operator| Some((operator, operator.function?, operator.result?))) else {
        return Err(errors::operator_is_shell(catalog, &name_text(name), left, right).at(at));
    };
    let declared: Vec<TypeId> = operator.left.into_iter().chain([operator.right]).gather();
    let actual: Vec<TypeId> = left.into_iter().chain([right]).gather();
    let (declared, returns) =
        resolve_generic(catalog, &actual, &declared, result).map_err(|why| errors::polymorphic_mismatch(catalog, why))?;
    let returns_set = catalog.function(function).is_some_and(|function| function.returns_set);
    Ok(Chosen { id, declared, returns, returns_set, function })
}

/// A sign in front of a number belongs to the number.
// pg: gram.y doNegate
fn negative_literal(state: &State<'_>, operation: &Operation, at: Span) -> Result<Option<Expr>> {
    if operation.left.is_some() || operation.name.schema.is_some() || operation.name.symbol != *"-" {
        return Ok(None);
    }
    let text = match &operation.right.kind {
        syntax::ExprKind::Literal(Literal::Integer(value)) => (-i64::from(*value)).to_string(),
        syntax::ExprKind::Literal(Literal::Number(text)) => match text.strip_prefix('-') {
            Some(positive) => positive.to_owned(),
            None => format!("-{text}"),
        },
        _ => return Ok(None),
    };
    literal::number(state, &Name::from(text), at).map(Some)
}
