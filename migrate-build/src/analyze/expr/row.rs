//! What do rows mean, and comparisons of rows.

use super::boolean::negated;
use super::coerce::returns_set;
use super::operator::{make_operator, name_text, plain_name};
use super::{analyze, node};
use crate::analyze::notes::StarPlace;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{CallForm, Expr, ExprKind, FunctionCall};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr as syntax;
use crate::syntax::name::OperatorName;
use crate::text::{Collection, Gather, Name, Span};
use crate::typing::errors;
use crate::typing::order::btree_strategies;

/// The most fields that a row can have.
const MAX_FIELDS: usize = 1664;
/// The strategy of `=`.
const EQUAL: i16 = 3;
/// The strategy of `<>`, which no operator class has but an operator's meaning may.
const NOT_EQUAL: i16 = 6;

/// `ROW(...)`, `(a, b)`.
// pg: parse_expr.c transformRowExpr
pub(super) fn analyze_row(state: &mut State<'_>, values: &[syntax::Expr], at: Span) -> Result<Expr> {
    let mut fields = Vec::with_capacity(values.len());
    for value in values {
        match &value.kind {
            syntax::ExprKind::Column(name) if name.star => {
                fields.put_all(crate::analyze::star::expand_star(state, name, StarPlace::list(value))?.into_iter().map(|(_, field)| field));
            }
            syntax::ExprKind::Indirection(row, steps) if matches!(steps.last(), Some(syntax::Step::Star(_))) => {
                let row = super::indirection::analyze_indirection(state, row, &steps[..steps.len() - 1])?;
                fields.put_all(crate::analyze::star::expand_row(state, row, value.at)?.into_iter().map(|(_, field)| field));
            }
            _ => fields.push(analyze(state, value)?),
        }
    }
    make_row(state, fields, at)
}

/// A row of no type of its own, with made-up names.
pub fn make_row(state: &State<'_>, fields: Vec<Expr>, at: Span) -> Result<Expr> {
    if fields.len() > MAX_FIELDS {
        let message = format!("ROW expressions can have at most {MAX_FIELDS} entries");
        return Err(Diagnostic::error(SqlState::TOO_MANY_COLUMNS, message).at(at));
    }
    let names = (1..=fields.len()).map(|number| Name::from(format!("f{number}"))).gather();
    Ok(node::typed(state.catalog, ExprKind::Row(fields, names), TypeId::RECORD, -1, at))
}

/// `(a, b) op (c, d)`.
// pg: parse_expr.c make_row_comparison_op
pub fn make_row_comparison(state: &mut State<'_>, name: &OperatorName, left: Vec<Expr>, right: Vec<Expr>, at: Span) -> Result<Expr> {
    let unsupported = |message: &str| Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message).at(at);
    check_lengths(&left, &right, at)?;
    if left.is_empty() {
        return Err(unsupported("cannot compare rows of zero length"));
    }
    let mut comparisons = Vec::with_capacity(left.len());
    for (left, right) in left.into_iter().zip(right) {
        let comparison = make_operator(state, name, Some(left), right, at)?;
        if comparison.type_id != TypeId::BOOL {
            let given = errors::type_text(state.catalog, comparison.type_id);
            let message = format!("row comparison operator must yield type boolean, not type {given}");
            return Err(errors::mismatch(message).at(at));
        }
        if returns_set(&comparison) {
            return Err(errors::mismatch("row comparison operator must not return a set").at(at));
        }
        comparisons.push(comparison);
    }
    if comparisons.len() == 1
        && let Some(only) = comparisons.pop()
    {
        return Ok(only);
    }
    let mut common: Option<Vec<i16>> = None;
    for comparison in &comparisons {
        let strategies = operator_of(comparison).map(|id| btree_strategies(state.catalog, id)).unwrap_or_default();
        common = Some(match common {
            Some(before) => before.into_iter().filter(|strategy| strategies.contains(strategy)).gather(),
            None => strategies,
        });
    }
    let place = node::leftmost_of(at, &comparisons);
    match common.and_then(|common| common.first().copied()) {
        Some(EQUAL) => Ok(node::boolean(ExprKind::And(comparisons), place)),
        Some(NOT_EQUAL) => Ok(node::boolean(ExprKind::Or(comparisons), place)),
        Some(_) => Ok(compare(comparisons, place)),
        None => {
            let message = format!("could not determine interpretation of row comparison operator {}", name.symbol);
            Err(unsupported(&message).help("row comparison operators must be associated with btree operator families"))
        }
    }
}

/// `(a, b) IS DISTINCT FROM (c, d)`.
// pg: parse_expr.c make_row_distinct_op
pub(super) fn make_row_distinct(state: &mut State<'_>, left: Vec<Expr>, right: Vec<Expr>, at: Span) -> Result<Expr> {
    check_lengths(&left, &right, at)?;
    let mut parts = Vec::with_capacity(left.len());
    for (left, right) in left.into_iter().zip(right) {
        parts.push(make_distinct(state, left, right, at)?);
    }
    match parts.len() {
        0 => Ok(node::constant(state.catalog, Some("f"), TypeId::BOOL, at)),
        1 => parts.pop().ok_or_else(|| Diagnostic::error(SqlState::INTERNAL_ERROR, "no comparison")),
        _ => {
            let place = node::leftmost_of(at, &parts);
            Ok(node::boolean(ExprKind::Or(parts), place))
        }
    }
}

/// `a IS DISTINCT FROM b`.
// pg: parse_expr.c make_distinct_op
pub(super) fn make_distinct(state: &mut State<'_>, left: Expr, right: Expr, at: Span) -> Result<Expr> {
    let (operator, sides, set) = equality(state, left, right, at)?;
    if operator.1 != TypeId::BOOL {
        return Err(errors::mismatch("IS DISTINCT FROM requires = operator to yield boolean").at(at));
    }
    if set {
        return Err(errors::mismatch("IS DISTINCT FROM must not return a set").at(at));
    }
    let place = node::leftmost_of(at, sides.iter());
    Ok(node::boolean(ExprKind::Distinct(operator.0, sides), place))
}

/// `NOT (a IS DISTINCT FROM b)` where it is negated.
pub(super) fn maybe_negated(expr: Expr, negative: bool, at: Span) -> Expr {
    if negative { negated(expr, at) } else { expr }
}

/// The operator and what it gives, its operands as it takes them, and whether it gives a set.
type Compared = ((crate::catalog::id::OperatorId, TypeId), Box<[Expr; 2]>, bool);

/// The operator `=` over two operands, what it gives, and the operands as it takes them.
pub(super) fn equality(state: &mut State<'_>, left: Expr, right: Expr, at: Span) -> Result<Compared> {
    let name = plain_name("=", at);
    let made = make_operator(state, &name, Some(left), right, at)?;
    let type_id = made.type_id;
    if let ExprKind::Call(FunctionCall { form: CallForm::Operator(id), arguments, set, .. }) = made.kind
        && let Ok(sides) = <[Expr; 2]>::try_from(arguments)
    {
        return Ok(((id, type_id), Box::new(sides), set));
    }
    Err(Diagnostic::error(SqlState::INTERNAL_ERROR, format!("operator {} takes no two operands", name_text(&name))).at(at))
}

fn check_lengths(left: &[Expr], right: &[Expr], at: Span) -> Result<()> {
    if left.len() == right.len() {
        return Ok(());
    }
    Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "unequal number of entries in row expressions").at(at))
}

fn operator_of(comparison: &Expr) -> Option<crate::catalog::id::OperatorId> {
    match &comparison.kind {
        ExprKind::Call(FunctionCall { form: CallForm::Operator(id), .. }) => Some(*id),
        _ => None,
    }
}

fn compare(comparisons: Vec<Expr>, place: Span) -> Expr {
    let (mut operators, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for comparison in comparisons {
        operators.put_all(operator_of(&comparison));
        if let ExprKind::Call(call) = comparison.kind {
            let mut sides = call.arguments.into_iter();
            left.put_all(sides.next());
            right.put_all(sides.next());
        }
    }
    node::boolean(ExprKind::RowCompare(operators, left, right), place)
}
