//! How is a call lowered: plain functions, and those that the grammar gives nodes of their own.

use super::lower::{expr_at_start, lower_expr, lower_exprs, lower_only_expr, sql_value};
use super::operator::normal_form;
use super::syntax_call::{string_argument, syntax_function};
use super::{Argument, Call, CallForm, Expr, ExprKind, Literal, Over};
use crate::diag::Result;
use crate::syntax::errors;
use crate::syntax::lower::{Lowering, find_child, first_token, has_token};
use crate::syntax::name::{Ident, QualifiedName, lower_ident, lower_qualified_name, qualified_name};
use crate::syntax::query::window::lower_window_specification;
use crate::syntax::query::{SortBy, lower_order_by};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower::system_name;
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Collection, Span};

/// Lowers `name(arguments)` and what follows it.
pub(in crate::syntax::expr) fn lower_call(cx: &Lowering<'_>, node: &SyntaxNode, callee: &SyntaxNode) -> Result<Expr> {
    let list = cx.need(find_child(node, SyntaxKind::ARG_LIST), node)?;
    if callee.kind() == SyntaxKind::NAME_REF
        && let Some(token) = first_token(callee)
        && let Some(special) = lower_keyword_call(cx, node, token.kind(), &list)?
    {
        return Ok(special);
    }
    let name = qualified_name(name_parts(cx, callee)?)?;
    let mut call = empty_call(name, CallForm::Plain);
    lower_arguments(cx, &list, &mut call)?;
    for clause in node.children().skip(2) {
        lower_call_clause(cx, &clause, &mut call)?;
    }
    check_within_group(cx, node, &call)?;
    let (at, span) = (cx.first_token_span(node), cx.span(node));
    Ok(Expr { kind: ExprKind::Call(Box::new(call)), at, span })
}

/// Lowers `CALL name(arguments)`, whose name has a node of its own.
pub fn lower_call_statement(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let callee = cx.need(find_child(node, SyntaxKind::PROCEDURE_NAME_REF), node)?;
    let list = cx.need(find_child(node, SyntaxKind::ARG_LIST), node)?;
    let mut call = empty_call(lower_qualified_name(cx, &callee)?, CallForm::Plain);
    lower_arguments(cx, &list, &mut call)?;
    let at = cx.span(&callee);
    Ok(Expr { kind: ExprKind::Call(Box::new(call)), at, span: at.to(cx.span(&list)) })
}

/// A call without anything.
pub(in crate::syntax::expr) fn empty_call(name: QualifiedName, form: CallForm) -> Call {
    Call {
        name,
        arguments: Vec::new(),
        variadic: false,
        star: false,
        distinct: false,
        order_by: Vec::new(),
        within_group: None,
        filter: None,
        null_treatment: None,
        over: None,
        form,
    }
}

/// `TREAT(x AS t)` calls the function that is named as the type.
pub(in crate::syntax::expr) fn treat(cx: &Lowering<'_>, node: &SyntaxNode, value: Expr, type_name: &TypeName) -> Expr {
    let at = cx.first_token_span(node);
    let name = match &type_name.base {
        TypeBase::Named(name) => system_name(&name.name.name, at),
        TypeBase::OfColumn { column, .. } => system_name(&column.name, at),
    };
    let call = Call { arguments: vec![Argument { name: None, value }], ..empty_call(name, CallForm::Plain) };
    expr_at_start(cx, node, ExprKind::Call(Box::new(call)))
}

/// `FILTER (WHERE ...)`.
pub(in crate::syntax::expr) fn lower_filter(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Expr> {
    lower_only_expr(cx, clause)
}

/// `OVER name` or `OVER (...)`.
pub(in crate::syntax::expr) fn lower_over(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Over> {
    let target = cx.need(clause.children().next(), clause)?;
    if target.kind() == SyntaxKind::WINDOW_REF {
        return lower_ident(cx, &target).map(Over::Name);
    }
    let mut window = match find_child(&target, SyntaxKind::WINDOW_SPEC) {
        Some(specification) => lower_window_specification(cx, &specification)?,
        None => lower_window_specification(cx, &target)?,
    };
    window.span = cx.span(&target);
    Ok(Over::Definition(Box::new(window)))
}

/// Lowers one argument, which may be named.
pub(in crate::syntax::expr) fn lower_argument(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Argument> {
    if node.kind() != SyntaxKind::NAMED_ARG {
        return Ok(Argument { name: None, value: lower_expr(cx, node)? });
    }
    let name = cx.need(find_child(node, SyntaxKind::PARAM_NAME_REF), node)?;
    Ok(Argument { name: Some(lower_ident(cx, &name)?), value: lower_only_expr(cx, node)? })
}

fn lower_arguments(cx: &Lowering<'_>, list: &SyntaxNode, call: &mut Call) -> Result<()> {
    call.star = has_token(list, SyntaxKind::STAR);
    for child in list.children() {
        match child.kind() {
            SyntaxKind::DISTINCT => call.distinct = true,
            SyntaxKind::ARG => {
                call.variadic |= has_token(&child, SyntaxKind::VARIADIC_KW);
                for part in child.children() {
                    if part.kind() == SyntaxKind::ORDER_BY_CLAUSE {
                        call.order_by = lower_order_by(cx, &part)?;
                    } else {
                        call.arguments.push(lower_argument(cx, &part)?);
                    }
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn lower_call_clause(cx: &Lowering<'_>, clause: &SyntaxNode, call: &mut Call) -> Result<()> {
    match clause.kind() {
        SyntaxKind::FILTER_CLAUSE => call.filter = Some(lower_filter(cx, clause)?),
        SyntaxKind::OVER_CLAUSE => call.over = Some(lower_over(cx, clause)?),
        SyntaxKind::WITHIN_CLAUSE => call.within_group = Some(within_group(cx, clause)?),
        SyntaxKind::IGNORE_NULLS | SyntaxKind::RESPECT_NULLS => call.null_treatment = Some(cx.span(clause)),
        _ => {}
    }
    Ok(())
}

fn within_group(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Vec<SortBy>> {
    lower_order_by(cx, &cx.need(find_child(clause, SyntaxKind::ORDER_BY_CLAUSE), clause)?)
}

// pg: gram.y func_expr
fn check_within_group(cx: &Lowering<'_>, node: &SyntaxNode, call: &Call) -> Result<()> {
    let Some(clause) = find_child(node, SyntaxKind::WITHIN_CLAUSE).filter(|_| call.within_group.is_some()) else { return Ok(()) };
    let at = cx.first_token_span(&clause);
    let message = if !call.order_by.is_empty() {
        "cannot use multiple ORDER BY clauses with WITHIN GROUP"
    } else if call.distinct {
        "cannot use DISTINCT with WITHIN GROUP"
    } else if call.variadic {
        "cannot use VARIADIC with WITHIN GROUP"
    } else {
        return Ok(());
    };
    Err(errors::refused_by_grammar(message, at))
}

fn name_parts(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<Ident>> {
    let mut parts = Vec::with_capacity(2);
    let mut current = *node;
    while current.kind() == SyntaxKind::FIELD_EXPR {
        let field = cx.need(current.children().nth(1), &current)?;
        parts.push(lower_ident(cx, &field)?);
        current = cx.need(current.children().next(), &current)?;
    }
    parts.push(lower_ident(cx, &current)?);
    parts.reverse();
    Ok(parts)
}

/// The calls that have a keyword for a name, and a node of their own or a name in `pg_catalog`.
fn lower_keyword_call(cx: &Lowering<'_>, node: &SyntaxNode, keyword: SyntaxKind, list: &SyntaxNode) -> Result<Option<Expr>> {
    let kind = match keyword {
        SyntaxKind::COALESCE_KW => ExprKind::Coalesce(values(cx, list)?),
        SyntaxKind::GREATEST_KW => ExprKind::Greatest(values(cx, list)?),
        SyntaxKind::LEAST_KW => ExprKind::Least(values(cx, list)?),
        SyntaxKind::GROUPING_KW => ExprKind::Grouping(values(cx, list)?),
        SyntaxKind::NULLIF_KW => {
            let mut both = values(cx, list)?.into_iter();
            let first = cx.need(both.next(), list)?;
            ExprKind::NullIf(Box::new(first), Box::new(cx.need(both.next(), list)?))
        }
        SyntaxKind::XMLCONCAT_KW => ExprKind::Xml(Box::new(super::xml::XmlExpr::Concat(values(cx, list)?))),
        SyntaxKind::MERGE_ACTION_KW => ExprKind::MergeAction,
        SyntaxKind::NORMALIZE_KW => return lower_normalize(cx, node, list).map(Some),
        SyntaxKind::CURRENT_SCHEMA_KW => return Ok(None),
        _ => match sql_value(keyword) {
            Some(value) => {
                let precision = values(cx, list)?.into_iter().next().and_then(|value| match value.kind {
                    ExprKind::Literal(Literal::Integer(precision)) => Some(precision),
                    _ => None,
                });
                ExprKind::SqlValue(value, precision)
            }
            None => return Ok(None),
        },
    };
    Ok(Some(expr_at_start(cx, node, kind)))
}

fn lower_normalize(cx: &Lowering<'_>, node: &SyntaxNode, list: &SyntaxNode) -> Result<Expr> {
    let mut arguments = Vec::new();
    for argument in list.children().filter(|child| child.kind() == SyntaxKind::ARG) {
        let token = first_token(&argument);
        match token.filter(|token| !arguments.is_empty() && normal_form(token.text()).is_some()) {
            Some(form) => arguments.push(string_argument(&form.text().to_ascii_uppercase(), cx.token_span(&form))),
            None => arguments.push(lower_only_expr(cx, &argument)?),
        }
    }
    let (at, span) = (cx.first_token_span(node), cx.span(node));
    Ok(syntax_function("normalize", arguments, at, span))
}

fn values(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<Expr>> {
    let mut values = Vec::new();
    for argument in list.children().filter(|child| child.kind() == SyntaxKind::ARG) {
        values.put_all(lower_exprs(cx, &argument)?);
    }
    Ok(values)
}

/// The place of a call as a whole.
pub(in crate::syntax::expr) fn places(cx: &Lowering<'_>, node: &SyntaxNode) -> (Span, Span) {
    (cx.first_token_span(node), cx.span(node))
}
