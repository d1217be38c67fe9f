//! How is an expression lowered: which kind of the parser goes where, and the kinds without operators and calls.

use super::operator::lower_operators;
use super::syntax_call::lower_syntax_call;
use super::{Case, CaseBranch, ColumnRef, Expr, ExprKind, RowForm, SqlValue, Step, SubqueryKind};
use super::{call, literal};
use crate::diag::{Result, each};
use crate::syntax::errors;
use crate::syntax::lower::{Lowering, find_child, first_token, has_token};
use crate::syntax::name::{Ident, lower_ident};
use crate::syntax::query::lower_query;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower::{TypeUse, interval_qualifier, is_type, lower_type};
use crate::text::Seek;

/// Lowers an expression.
pub fn lower_expr(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    cx.deeper(node, || match node.kind() {
        SyntaxKind::LITERAL => literal::lower_literal(cx, node),
        SyntaxKind::NAME_REF => lower_name_ref(cx, node),
        SyntaxKind::FIELD_EXPR | SyntaxKind::INDEX_EXPR | SyntaxKind::SLICE_EXPR => lower_indirection(cx, node),
        SyntaxKind::CALL_EXPR => lower_call_expr(cx, node),
        SyntaxKind::PAREN_EXPR => lower_paren(cx, node),
        SyntaxKind::TUPLE_EXPR => lower_row(cx, node),
        SyntaxKind::ARRAY_EXPR => lower_array(cx, node),
        SyntaxKind::CASE_EXPR => lower_case(cx, node),
        SyntaxKind::CAST_EXPR if find_child(node, SyntaxKind::COLON_COLON).is_none() => lower_cast(cx, node),
        SyntaxKind::BIN_EXPR
        | SyntaxKind::PREFIX_EXPR
        | SyntaxKind::POSTFIX_EXPR
        | SyntaxKind::BETWEEN_EXPR
        | SyntaxKind::COLLATE
        | SyntaxKind::CAST_EXPR => lower_operators(cx, node),
        _ if is_query(node.kind()) => subquery(cx, node, SubqueryKind::Scalar),
        _ => Err(errors::not_understood("expression", cx.first_token_span(node))),
    })
}

/// The children that are expressions.
pub fn expressions<'t>(node: &SyntaxNode<'t>) -> impl Iterator<Item = SyntaxNode<'t>> {
    node.children().filter(|child| is_expression(child.kind()))
}

/// The first child that is an expression.
#[must_use]
pub fn first_expression<'t>(node: &SyntaxNode<'t>) -> Option<SyntaxNode<'t>> {
    expressions(node).next()
}

/// Lowers the first child that is an expression, which the grammar promises.
pub fn lower_only_expr(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    lower_expr(cx, &cx.need(first_expression(node), node)?)
}

/// Lowers all children that are expressions.
pub fn lower_exprs(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<Expr>> {
    each(expressions(node), |child| lower_expr(cx, &child))
}

/// Whether a node is an expression.
#[must_use]
pub fn is_expression(kind: SyntaxKind) -> bool {
    ast::Expr::can_cast(kind)
}

/// Whether a node is a query.
#[must_use]
pub fn is_query(kind: SyntaxKind) -> bool {
    ast::SelectVariant::can_cast(kind)
}

/// An expression whose place is its first token.
pub(in crate::syntax) fn expr_at_start(cx: &Lowering<'_>, node: &SyntaxNode, kind: ExprKind) -> Expr {
    Expr { kind, at: cx.first_token_span(node), span: cx.span(node) }
}

/// A query as an expression.
pub(in crate::syntax) fn subquery(cx: &Lowering<'_>, node: &SyntaxNode, kind: SubqueryKind) -> Result<Expr> {
    let query = lower_query(cx, node)?;
    Ok(expr_at_start(cx, node, ExprKind::Subquery(kind, Box::new(query))))
}

/// The value that a keyword stands for.
pub(in crate::syntax) fn sql_value(kind: SyntaxKind) -> Option<SqlValue> {
    Some(match kind {
        SyntaxKind::CURRENT_DATE_KW => SqlValue::CurrentDate,
        SyntaxKind::CURRENT_TIME_KW => SqlValue::CurrentTime,
        SyntaxKind::CURRENT_TIMESTAMP_KW => SqlValue::CurrentTimestamp,
        SyntaxKind::LOCALTIME_KW => SqlValue::LocalTime,
        SyntaxKind::LOCALTIMESTAMP_KW => SqlValue::LocalTimestamp,
        SyntaxKind::CURRENT_ROLE_KW => SqlValue::CurrentRole,
        SyntaxKind::CURRENT_USER_KW => SqlValue::CurrentUser,
        SyntaxKind::USER_KW => SqlValue::User,
        SyntaxKind::SESSION_USER_KW => SqlValue::SessionUser,
        SyntaxKind::SYSTEM_USER_KW => SqlValue::SystemUser,
        SyntaxKind::CURRENT_CATALOG_KW => SqlValue::CurrentCatalog,
        SyntaxKind::CURRENT_SCHEMA_KW => SqlValue::CurrentSchema,
        _ => return None,
    })
}

fn lower_name_ref(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let token = cx.need(first_token(node), node)?;
    let kind = match sql_value(token.kind()) {
        Some(value) => ExprKind::SqlValue(value, None),
        None => ExprKind::Column(ColumnRef { parts: vec![lower_ident(cx, node)?], star: false }),
    };
    Ok(expr_at_start(cx, node, kind))
}

/// Names, fields and subscripts: the leading names are one column reference, what follows are steps into its value.
// pg: gram.y makeColumnRef
fn lower_indirection(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let mut links = vec![*node];
    let mut base = cx.need(node.children().next(), node)?;
    while matches!(base.kind(), SyntaxKind::FIELD_EXPR | SyntaxKind::INDEX_EXPR | SyntaxKind::SLICE_EXPR) {
        links.push(base);
        base = cx.need(base.children().next(), &base)?;
    }
    if let Some(first) = links.last().filter(|_| !may_be_stepped_into(base.kind())) {
        let sign = crate::syntax::lower::own_tokens(first).next();
        let sign = cx.need(sign, first)?;
        return Err(errors::syntax_error_near(sign.text(), cx.token_span(&sign)));
    }
    let mut value = lower_expr(cx, &base)?;
    let mut steps = Vec::new();
    for link in links.iter().rev() {
        let step = lower_step(cx, link)?;
        match (&mut value.kind, step) {
            (ExprKind::Column(column), Step::Field(field)) if steps.is_empty() && base.kind() == SyntaxKind::NAME_REF => {
                column.parts.push(field)
            }
            (ExprKind::Column(column), Step::Star(_)) if steps.is_empty() && base.kind() == SyntaxKind::NAME_REF => column.star = true,
            (_, step) => steps.push(step),
        }
        value.span = value.span.to(cx.span(link));
    }
    if steps.is_empty() {
        return Ok(value);
    }
    let (at, span) = (value.at, cx.span(node));
    if base.kind() == SyntaxKind::NAME_REF {
        value.span = value.span.to(value.at);
    }
    Ok(Expr { kind: ExprKind::Indirection(Box::new(value), steps), at, span })
}

/// Subscripts and fields follow names, parameters and brackets; a call or an array needs brackets around it.
// pg: gram.y c_expr
fn may_be_stepped_into(kind: SyntaxKind) -> bool {
    !matches!(kind, SyntaxKind::ARRAY_EXPR | SyntaxKind::CALL_EXPR | SyntaxKind::CASE_EXPR | SyntaxKind::TUPLE_EXPR)
}

fn lower_step(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Step> {
    match node.kind() {
        SyntaxKind::FIELD_EXPR if has_token(node, SyntaxKind::STAR) => Ok(Step::Star(cx.span_of_token(node, SyntaxKind::STAR))),
        SyntaxKind::FIELD_EXPR => lower_ident(cx, &cx.need(node.children().nth(1), node)?).map(Step::Field),
        SyntaxKind::INDEX_EXPR => lower_expr(cx, &cx.need(expressions(node).nth(1), node)?).map(Step::Index),
        _ => {
            let colon = cx.span_of_token(node, SyntaxKind::COLON);
            let (mut lower, mut upper) = (None, None);
            for bound in expressions(node).skip(1) {
                let side = if cx.span(&bound).start < colon.start { &mut lower } else { &mut upper };
                *side = Some(lower_expr(cx, &bound)?);
            }
            Ok(Step::Slice(lower, upper))
        }
    }
}

/// Lowers the steps of an assignment's target: `.field`, `[1]`, `[1:2]`.
pub fn lower_accessor(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Step> {
    match node.kind() {
        SyntaxKind::FIELD_ACCESSOR if has_token(node, SyntaxKind::STAR) => Ok(Step::Star(cx.span_of_token(node, SyntaxKind::STAR))),
        SyntaxKind::FIELD_ACCESSOR => field_name(cx, node).map(Step::Field),
        SyntaxKind::INDEX_ACCESSOR => lower_only_expr(cx, node).map(Step::Index),
        _ => {
            let colon = cx.span_of_token(node, SyntaxKind::COLON);
            let (mut lower, mut upper) = (None, None);
            for bound in expressions(node) {
                let side = if cx.span(&bound).start < colon.start { &mut lower } else { &mut upper };
                *side = Some(lower_expr(cx, &bound)?);
            }
            Ok(Step::Slice(lower, upper))
        }
    }
}

fn field_name(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Ident> {
    lower_ident(cx, &cx.need(node.children().next(), node)?)
}

fn lower_call_expr(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    match node.children().next() {
        Some(first) if is_expression(first.kind()) => call::lower_call(cx, node, &first),
        Some(first) => lower_syntax_call(cx, node, &first),
        None => Err(errors::not_understood("call", cx.first_token_span(node))),
    }
}

fn lower_paren(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let inner = cx.need(node.children().next(), node)?;
    if is_query(inner.kind()) {
        let query = lower_query(cx, &inner)?;
        return Ok(expr_at_start(cx, node, ExprKind::Subquery(SubqueryKind::Scalar, Box::new(query))));
    }
    let value = lower_expr(cx, &inner)?;
    let bracketed_query = matches!(value.kind, ExprKind::Subquery(SubqueryKind::Scalar, _)) && inner.kind() == SyntaxKind::PAREN_EXPR;
    Ok(if bracketed_query { expr_at_start(cx, node, value.kind) } else { value })
}

fn lower_row(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let form = if has_token(node, SyntaxKind::ROW_KW) { RowForm::Explicit } else { RowForm::Implicit };
    Ok(expr_at_start(cx, node, ExprKind::Row(lower_exprs(cx, node)?, form)))
}

fn lower_array(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    if let Some(query) = node.children().first_where(|child| is_query(child.kind())) {
        let query = lower_query(cx, &query)?;
        return Ok(expr_at_start(cx, node, ExprKind::Subquery(SubqueryKind::Array, Box::new(query))));
    }
    Ok(expr_at_start(cx, node, ExprKind::Array(lower_exprs(cx, node)?)))
}

fn lower_case(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let mut case = Case { operand: None, branches: Vec::new(), otherwise: None };
    for child in node.children() {
        match child.kind() {
            SyntaxKind::WHEN_CLAUSE_LIST => {
                for when in child.children().filter(|when| when.kind() == SyntaxKind::WHEN_CLAUSE) {
                    let mut parts = expressions(&when);
                    let condition = lower_expr(cx, &cx.need(parts.next(), &when)?)?;
                    let result = lower_expr(cx, &cx.need(parts.next(), &when)?)?;
                    case.branches.push(CaseBranch { condition, result, at: cx.first_token_span(&when) });
                }
            }
            SyntaxKind::ELSE_CLAUSE => case.otherwise = Some(lower_only_expr(cx, &child)?),
            _ => case.operand = Some(lower_expr(cx, &child)?),
        }
    }
    Ok(expr_at_start(cx, node, ExprKind::Case(Box::new(case))))
}

/// `CAST(x AS t)`, `TREAT(x AS t)` and `type 'constant'`.
fn lower_cast(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let type_node = cx.need(node.children().first_where(|child| is_type(child.kind())), node)?;
    let value = lower_only_expr(cx, node)?;
    let constant = !has_token(node, SyntaxKind::L_PAREN);
    let mut type_name = lower_type(cx, &type_node, if constant { TypeUse::Constant } else { TypeUse::Declared })?;
    if has_token(node, SyntaxKind::TREAT_KW) {
        return Ok(call::treat(cx, node, value, &type_name));
    }
    if let Some(qualifier) = node.children().first_where(|child| ast::IntervalQualifier::can_cast(child.kind())) {
        type_name.modifiers = interval_qualifier(cx, &qualifier)?;
    }
    Ok(expr_at_start(cx, node, ExprKind::Cast(Box::new(value), Box::new(type_name))))
}
