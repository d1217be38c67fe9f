//! What does a query in an expression mean.

use super::row::make_row_comparison;
use super::{analyze, node};
use crate::analyze::query::analyze_subquery;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{self, CallForm, Expr, ExprKind, FunctionCall, Subquery};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::syntax::expr as syntax;
use crate::syntax::name::OperatorName;
use crate::syntax::query::Query;
use crate::text::{Collection, Gather, Seek, Span};
use crate::typing::category::promoted_array_type;
use crate::typing::errors;

/// `(SELECT ...)`, `EXISTS (...)`, `ARRAY(...)`.
// pg: parse_expr.c transformSubLink
pub(super) fn analyze_scalar_subquery(state: &mut State<'_>, kind: syntax::SubqueryKind, query: &Query, at: Span) -> Result<Expr> {
    let query = analyze_query(state, query, at)?;
    let first = query.targets.iter().first_where(|target| !target.junk).map(|target| (target.expr.type_id, target.expr.modifier));
    let collation = query.targets.iter().first_where(|target| !target.junk).and_then(|target| target.expr.collation);
    if kind != syntax::SubqueryKind::Exists && query.targets.iter().filter(|target| !target.junk).count() != 1 {
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "subquery must return only one column").at(at));
    }
    let (type_id, modifier) = first.unwrap_or((TypeId::VOID, -1));
    let (kind, type_id, modifier) = match kind {
        syntax::SubqueryKind::Scalar => (tree::SubqueryKind::Scalar, type_id, modifier),
        syntax::SubqueryKind::Exists => (tree::SubqueryKind::Exists, TypeId::BOOL, -1),
        syntax::SubqueryKind::Array => {
            let array = promoted_array_type(state.catalog, type_id).ok_or_else(|| errors::no_array_type(state.catalog, type_id))?;
            (tree::SubqueryKind::Array, array, modifier)
        }
    };
    let subquery = Subquery { kind, left: Vec::new(), operators: Vec::new(), query };
    let mut made = node::typed(state.catalog, ExprKind::Subquery(Box::new(subquery)), type_id, modifier, at);
    if made.collation.is_some() {
        made.collation = collation;
    }
    Ok(made)
}

/// `x op ANY | ALL (SELECT ...)`, `x IN (SELECT ...)`.
pub(super) fn analyze_quantified_subquery(
    state: &mut State<'_>,
    left: &syntax::Expr,
    name: &OperatorName,
    any: bool,
    query: &Query,
    at: Span,
) -> Result<Expr> {
    let kind = if any { tree::SubqueryKind::Any } else { tree::SubqueryKind::All };
    compare(state, left, name, kind, query, at)
}

/// `(a, b) op (SELECT ...)`.
pub(super) fn analyze_row_subquery(
    state: &mut State<'_>,
    left: &syntax::Expr,
    name: &OperatorName,
    query: &Query,
    at: Span,
) -> Result<Expr> {
    compare(state, left, name, tree::SubqueryKind::RowCompare, query, at)
}

fn compare(
    state: &mut State<'_>,
    left: &syntax::Expr,
    name: &OperatorName,
    kind: tree::SubqueryKind,
    query: &Query,
    at: Span,
) -> Result<Expr> {
    let wrong = |message: &str| -> Problem { Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(at) };
    let query = analyze_query(state, query, at)?;
    let left = analyze(state, left)?;
    let place = node::leftmost(at, left.at);
    let left = match left {
        Expr { kind: ExprKind::Row(fields, _), .. } => fields,
        other => vec![other],
    };
    let columns: Vec<&Expr> = query.targets.iter().filter(|target| !target.junk).map(|target| &target.expr).gather();
    if left.len() < columns.len() {
        return Err(wrong("subquery has too many columns"));
    }
    if left.len() > columns.len() {
        return Err(wrong("subquery has too few columns"));
    }
    let right = columns
        .into_iter()
        .map(|column| {
            let mut stand_in = node::placeholder(state.catalog, column);
            stand_in.at = Span::empty(u32::MAX);
            stand_in.collation = column.collation;
            stand_in
        })
        .gather();
    let comparison = make_row_comparison(state, name, left, right, at)?;
    let (mut operators, mut left) = (Vec::new(), Vec::new());
    take_apart(comparison, &mut operators, &mut left);
    Ok(node::boolean(ExprKind::Subquery(Box::new(Subquery { kind, left, operators, query })), place))
}

/// The operators of a comparison of rows and the left sides.
fn take_apart(comparison: Expr, operators: &mut Vec<crate::catalog::id::OperatorId>, left: &mut Vec<Expr>) {
    match comparison.kind {
        ExprKind::Call(FunctionCall { form: CallForm::Operator(id), arguments, .. }) => {
            operators.push(id);
            left.put_all(arguments.into_iter().next());
        }
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.into_iter().for_each(|part| take_apart(part, operators, left)),
        ExprKind::RowCompare(ids, fields, _) => {
            operators.put_all(ids);
            left.put_all(fields);
        }
        _ => {}
    }
}

fn analyze_query(state: &mut State<'_>, query: &Query, at: Span) -> Result<tree::Query> {
    if let Some(refused) = state.level().place.refuses_subqueries() {
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cannot use subquery in {refused}")).at(at));
    }
    analyze_subquery(state, query)
}
