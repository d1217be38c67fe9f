//! How are the functions lowered that have a syntax of their own: each becomes the call that the grammar makes of it.

use super::call::{empty_call, lower_argument, places};
use super::lower::{expressions, lower_expr, lower_exprs, lower_only_expr, subquery};
use super::operator::bracketed_query;
use super::{Argument, Call, CallForm, Expr, ExprKind, Literal, SubqueryKind};
use crate::diag::Result;
use crate::syntax::errors;
use crate::syntax::lower::{Lowering, find_child, find_token, first_token, has_token};
use crate::syntax::name::{Ident, QualifiedName, fold_identifier};
use crate::syntax::string::lower_string;
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower::system_name;
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Collection, Gather, Name, Span};

/// Lowers a call whose syntax is its own; `function` is the node that holds it.
pub(super) fn lower_syntax_call(cx: &Lowering<'_>, node: &SyntaxNode, function: &SyntaxNode) -> Result<Expr> {
    match function.kind() {
        SyntaxKind::EXISTS_FN => lower_exists(cx, function),
        SyntaxKind::EXTRACT_FN => lower_extract(cx, function),
        SyntaxKind::SUBSTRING_FN => lower_substring(cx, function),
        SyntaxKind::POSITION_FN => lower_position(cx, function),
        SyntaxKind::OVERLAY_FN => lower_overlay(cx, function),
        SyntaxKind::TRIM_FN => lower_trim(cx, function),
        SyntaxKind::COLLATION_FOR_FN => plain(cx, function, "pg_collation_for", lower_exprs(cx, function)?),
        SyntaxKind::XML_ELEMENT_FN
        | SyntaxKind::XML_EXISTS_FN
        | SyntaxKind::XML_FOREST_FN
        | SyntaxKind::XML_PARSE_FN
        | SyntaxKind::XML_PI_FN
        | SyntaxKind::XML_ROOT_FN
        | SyntaxKind::XML_SERIALIZE_FN => super::xml::lower_xml(cx, function),
        SyntaxKind::JSON_ARRAY_AGG_FN
        | SyntaxKind::JSON_ARRAY_FN
        | SyntaxKind::JSON_EXISTS_FN
        | SyntaxKind::JSON_FN
        | SyntaxKind::JSON_OBJECT_AGG_FN
        | SyntaxKind::JSON_OBJECT_FN
        | SyntaxKind::JSON_QUERY_FN
        | SyntaxKind::JSON_SCALAR_FN
        | SyntaxKind::JSON_SERIALIZE_FN
        | SyntaxKind::JSON_VALUE_FN => super::json::lower::lower_json(cx, node, function),
        _ => Err(errors::not_understood("call", cx.first_token_span(function))),
    }
}

/// A call of a function in `pg_catalog` that was written in a syntax of its own.
pub(super) fn syntax_function(name: &str, arguments: Vec<Expr>, at: Span, span: Span) -> Expr {
    let arguments = arguments.into_iter().map(|value| Argument { name: None, value }).gather();
    let call = Call { arguments, ..empty_call(system_name(name, at), CallForm::Syntax) };
    Expr { kind: ExprKind::Call(Box::new(call)), at, span }
}

/// A keyword that is handed on as a string.
pub(super) fn string_argument(text: &str, at: Span) -> Expr {
    Expr { kind: ExprKind::Literal(Literal::String(Name::from(text))), at, span: at }
}

fn plain(cx: &Lowering<'_>, node: &SyntaxNode, name: &str, arguments: Vec<Expr>) -> Result<Expr> {
    let (at, span) = places(cx, node);
    Ok(syntax_function(name, arguments, at, span))
}

fn lower_exists(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let inner = cx.need(node.children().next(), node)?;
    let query = bracketed_query(&inner).unwrap_or(inner);
    let found = subquery(cx, &query, SubqueryKind::Exists)?;
    let (at, span) = places(cx, node);
    Ok(Expr { at, span, ..found })
}

// pg: gram.y extract_list
fn lower_extract(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let field = cx.need(node.children().next(), node)?;
    let token = cx.need(first_token(&field), &field)?;
    let text = match find_child(&field, SyntaxKind::LITERAL) {
        Some(literal) => lower_string(cx, &literal)?,
        None => fold_identifier(token.text()),
    };
    let value = lower_only_expr(cx, node)?;
    plain(cx, node, "extract", vec![string_argument(&text, cx.token_span(&token)), value])
}

// pg: gram.y substr_list
fn lower_substring(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let Some(arguments) = node.children().next() else { return plain_arguments(cx, node, node, "substring") };
    if arguments.kind() == SyntaxKind::SUBSTRING_EXPRS {
        return plain_arguments(cx, node, &arguments, "substring");
    }
    let mut parts = lower_exprs(cx, &arguments)?;
    if arguments.kind() == SyntaxKind::SUBSTRING_FOR_FROM {
        if parts.len() == 3 {
            parts.swap(1, 2);
        } else if let Some(count) = parts.pop() {
            let at = count.at;
            parts.push(Expr { kind: ExprKind::Literal(Literal::Integer(1)), at, span: at });
            parts.push(integer_cast(count));
        }
    }
    plain(cx, node, "substring", parts)
}

fn integer_cast(value: Expr) -> Expr {
    let (at, span) = (value.at, value.span);
    let base = TypeBase::Named(system_name("int4", at));
    let type_name = TypeName { base, modifiers: Vec::new(), array_bounds: Vec::new(), set_of: false, span: at };
    Expr { kind: ExprKind::Cast(Box::new(value), Box::new(type_name)), at, span }
}

fn lower_position(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let mut parts = lower_exprs(cx, node)?;
    parts.reverse();
    plain(cx, node, "position", parts)
}

fn lower_overlay(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    match node.children().next() {
        Some(arguments) if arguments.kind() == SyntaxKind::OVERLAY_PLACING => plain(cx, node, "overlay", lower_exprs(cx, &arguments)?),
        Some(arguments) => plain_arguments(cx, node, &arguments, "overlay"),
        None => plain_arguments(cx, node, node, "overlay"),
    }
}

// pg: gram.y trim_list
fn lower_trim(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Expr> {
    let mut name = "btrim";
    let mut parts = Vec::new();
    for child in node.children() {
        match child.kind() {
            SyntaxKind::TRIM_LEADING => name = "ltrim",
            SyntaxKind::TRIM_TRAILING => name = "rtrim",
            SyntaxKind::TRIM_EXPR_FROM => {
                let from = find_token(&child, SyntaxKind::FROM_KW).map(|token| cx.token_span(&token));
                let mut characters = None;
                for value in expressions(&child) {
                    let lowered = lower_expr(cx, &value)?;
                    if from.is_some_and(|from| lowered.span.start < from.start) {
                        characters = Some(lowered);
                    } else {
                        parts.push(lowered);
                    }
                }
                parts.put_all(characters);
            }
            SyntaxKind::TRIM_FROM | SyntaxKind::TRIM_EXPRS => parts = lower_exprs(cx, &child)?,
            _ => {}
        }
    }
    plain(cx, node, name, parts)
}

/// `SUBSTRING(a, b)` and `OVERLAY(a, b, c)` are calls like any other.
fn plain_arguments(cx: &Lowering<'_>, node: &SyntaxNode, arguments: &SyntaxNode, name: &str) -> Result<Expr> {
    let (at, span) = places(cx, node);
    let ident = Ident { name: Name::from(name), span: at };
    let name = QualifiedName { catalog: None, schema: None, name: ident, span: at };
    let mut call = empty_call(name, CallForm::Plain);
    call.variadic = has_token(arguments, SyntaxKind::VARIADIC_KW);
    for argument in arguments.children() {
        call.arguments.push(lower_argument(cx, &argument)?);
    }
    Ok(Expr { kind: ExprKind::Call(Box::new(call)), at, span })
}
