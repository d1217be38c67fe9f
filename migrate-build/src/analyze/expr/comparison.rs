//! What do `LIKE`, `BETWEEN`, `IN`, `ANY`, `ALL`, `IS DISTINCT FROM` and `NULLIF` mean.

use super::boolean::negated;
use super::coerce::{coerce_to_boolean, coerce_to_common};
use super::operator::{make_operator, make_scalar_array, plain_name};
use super::row::{equality, make_distinct, make_row_comparison, make_row_distinct, maybe_negated};
use super::{analyze, call, node, subquery};
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Result, each};
use crate::syntax::expr::{self as syntax, Between, Distinct, In, InSet, Like, LikeKind, Literal, Quantified, QuantifiedSet, Quantifier};
use crate::text::{Gather, Span};
use crate::typing::category::array_type;
use crate::typing::common::{select_common_type, verify_common_type};
use crate::typing::errors;

/// `a LIKE b ESCAPE c`.
// pg: gram.y a_expr LIKE
pub(super) fn analyze_like(state: &mut State<'_>, like: &Like, at: Span) -> Result<Expr> {
    let before = analyze(state, &like.value)?;
    let pattern = analyze(state, &like.pattern)?;
    let escape = like.escape.as_ref().map(|escape| analyze(state, escape)).transpose()?;
    let (symbol, function) = match (like.kind, like.negated) {
        (LikeKind::Like, false) => ("~~", "like_escape"),
        (LikeKind::Like, true) => ("!~~", "like_escape"),
        (LikeKind::ILike, false) => ("~~*", "like_escape"),
        (LikeKind::ILike, true) => ("!~~*", "like_escape"),
        (LikeKind::SimilarTo, false) => ("~", "similar_to_escape"),
        (LikeKind::SimilarTo, true) => ("!~", "similar_to_escape"),
    };
    let pattern = if escape.is_some() || like.kind == LikeKind::SimilarTo {
        call::call_system(state, function, std::iter::once(pattern).chain(escape).gather(), at)?
    } else {
        pattern
    };
    make_operator(state, &plain_name(symbol, at), Some(before), pattern, at)
}

/// `a BETWEEN b AND c`.
// pg: parse_expr.c transformAExprBetween
pub(super) fn analyze_between(state: &mut State<'_>, between: &Between, at: Span) -> Result<Expr> {
    let (low, high) = (&between.low, &between.high);
    let mut pair = |operators: [&str; 2], low: &syntax::Expr, high: &syntax::Expr| {
        let first = compare(state, operators[0], &between.value, low, at)?;
        let second = compare(state, operators[1], &between.value, high, at)?;
        let place = node::leftmost_of(at, [&first, &second]);
        let kind = if operators[0] == ">=" { ExprKind::And(vec![first, second]) } else { ExprKind::Or(vec![first, second]) };
        Result::Ok(node::boolean(kind, place))
    };
    let operators = if between.negated { ["<", ">"] } else { [">=", "<="] };
    let straight = pair(operators, low, high)?;
    if !between.symmetric {
        return Ok(straight);
    }
    let turned = pair(operators, high, low)?;
    let place = node::leftmost_of(at, [&straight, &turned]);
    let both = vec![straight, turned];
    Ok(node::boolean(if between.negated { ExprKind::And(both) } else { ExprKind::Or(both) }, place))
}

fn compare(state: &mut State<'_>, symbol: &str, left: &syntax::Expr, right: &syntax::Expr, at: Span) -> Result<Expr> {
    let operation = syntax::Operation { name: plain_name(symbol, at), left: Some(left.clone()), right: right.clone() };
    super::operator::analyze_operation(state, &operation, at)
}

/// `a IN (...)`.
// pg: parse_expr.c transformAExprIn
pub(super) fn analyze_in(state: &mut State<'_>, within: &In, at: Span) -> Result<Expr> {
    let list = match &within.set {
        InSet::List(list) => list,
        InSet::Query(query) => {
            let found = subquery::analyze_quantified_subquery(state, &within.value, &plain_name("=", at), true, query, at)?;
            return Ok(maybe_negated(found, within.negated, at));
        }
    };
    let symbol = plain_name(if within.negated { "<>" } else { "=" }, at);
    let value = analyze(state, &within.value)?;
    let items = each(list, |item| analyze(state, item))?;
    let (with_columns, plain): (Vec<Expr>, Vec<Expr>) = items.iter().cloned().partition(has_columns);
    let mut tests = Vec::new();
    let mut rest = items;
    if plain.len() > 1
        && let Some((element, array)) = common_array(state, &value, &plain)
    {
        let place = list.first().map_or(at, |first| first.span);
        let elements = each(plain, |item| coerce_to_common(state, item, element, "IN"))?;
        let array = node::typed(state.catalog, ExprKind::Array(elements), array, -1, place);
        tests.push(make_scalar_array(state, &symbol, !within.negated, value.clone(), array, at)?);
        rest = with_columns;
    }
    for item in rest {
        let test = match (&value.kind, item) {
            (ExprKind::Row(left, _), Expr { kind: ExprKind::Row(right, _), .. }) => {
                make_row_comparison(state, &symbol, left.clone(), right, at)?
            }
            (_, item) => make_operator(state, &symbol, Some(value.clone()), item, at)?,
        };
        tests.push(coerce_to_boolean(state, test, "IN")?);
    }
    if tests.len() == 1
        && let Some(only) = tests.pop()
    {
        return Ok(only);
    }
    let place = node::leftmost_of(at, &tests);
    Ok(node::boolean(if within.negated { ExprKind::And(tests) } else { ExprKind::Or(tests) }, place))
}

fn has_columns(expr: &Expr) -> bool {
    any(expr, 0, &mut |expr, depth| matches!(expr.kind, ExprKind::Column(var) if var.level == depth))
}

fn common_array(state: &State<'_>, value: &Expr, items: &[Expr]) -> Option<(TypeId, TypeId)> {
    let types: Vec<TypeId> = std::iter::once(value).chain(items).map(|expr| expr.type_id).gather();
    let common = select_common_type(state.catalog, &types).ok()?;
    let usable = common != TypeId::RECORD && verify_common_type(state.catalog, common, &types);
    Some((common, array_type(state.catalog, common).filter(|_| usable)?))
}

/// `a op ANY (b)`, `a op ALL (b)`.
// pg: parse_expr.c transformAExprOpAny, transformAExprOpAll
pub(super) fn analyze_quantified(state: &mut State<'_>, quantified: &Quantified, at: Span) -> Result<Expr> {
    let any = quantified.quantifier == Quantifier::Any;
    match &quantified.right {
        QuantifiedSet::Query(query) => subquery::analyze_quantified_subquery(state, &quantified.left, &quantified.operator, any, query, at),
        QuantifiedSet::Array(array) => {
            let left = analyze(state, &quantified.left)?;
            let right = analyze(state, array)?;
            make_scalar_array(state, &quantified.operator, any, left, right, at)
        }
    }
}

/// `a IS DISTINCT FROM b`.
// pg: parse_expr.c transformAExprDistinct
pub(super) fn analyze_distinct(state: &mut State<'_>, distinct: &Distinct, at: Span) -> Result<Expr> {
    let null = |expr: &syntax::Expr| matches!(expr.kind, syntax::ExprKind::Literal(Literal::Null));
    let tested = match (null(&distinct.left), null(&distinct.right)) {
        (_, true) => Some(&distinct.left),
        (true, false) => Some(&distinct.right),
        _ => None,
    };
    if let Some(tested) = tested {
        let tested = analyze(state, tested)?;
        let place = node::leftmost(at, tested.at);
        return Ok(node::boolean(ExprKind::IsNull(Box::new(tested), !distinct.negated), place));
    }
    let left = analyze(state, &distinct.left)?;
    let right = analyze(state, &distinct.right)?;
    let made = match (left, right) {
        (Expr { kind: ExprKind::Row(left, _), .. }, Expr { kind: ExprKind::Row(right, _), .. }) => {
            make_row_distinct(state, left, right, at)?
        }
        (left, right) => make_distinct(state, left, right, at)?,
    };
    Ok(if distinct.negated { negated(made, at) } else { made })
}

/// `NULLIF(a, b)`.
// pg: parse_expr.c transformAExprNullIf
pub(super) fn analyze_null_if(state: &mut State<'_>, left: &syntax::Expr, right: &syntax::Expr, at: Span) -> Result<Expr> {
    let left = analyze(state, left)?;
    let right = analyze(state, right)?;
    let ((operator, returns), sides, set) = equality(state, left, right, at)?;
    if returns != TypeId::BOOL {
        return Err(errors::mismatch("NULLIF requires = operator to yield boolean").at(at));
    }
    if set {
        return Err(errors::mismatch("NULLIF must not return a set").at(at));
    }
    let (type_id, modifier) = (sides[0].type_id, sides[0].modifier);
    let place = node::leftmost_of(at, sides.iter());
    Ok(node::typed(state.catalog, ExprKind::NullIf(operator, sides), type_id, modifier, place))
}
