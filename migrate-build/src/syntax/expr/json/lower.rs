//! How are the functions of SQL/JSON lowered, and the clauses that they share with `JSON_TABLE`.

use super::{JsonAggregate, JsonArray, JsonBehavior, JsonClause, JsonExpr, JsonFormat, JsonObject, JsonPair, JsonPassing, JsonPath};
use super::{JsonPathFunction, JsonQuotes, JsonReturning, JsonValue, JsonWrapper, OnNull, UniqueKeys};
use crate::diag::Result;
use crate::syntax::expr::call::{empty_call, lower_argument, lower_filter, lower_over};
use crate::syntax::expr::lower::{expr_at_start, expressions, is_expression, is_query, lower_expr, lower_only_expr};
use crate::syntax::expr::{CallForm, Expr, ExprKind};
use crate::syntax::grammar::Grammar;
use crate::syntax::lower::{Lowering, find_child, has_token};
use crate::syntax::name::{Ident, QualifiedName, lower_ident};
use crate::syntax::query::{lower_order_by, lower_query};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::syntax::type_name::lower::is_type;
use crate::syntax::type_name::lower_type_name;
use crate::text::{Gather, Name, Seek};

/// Lowers a function of SQL/JSON; `call` is the node around it, which may hold `FILTER` and `OVER`.
pub(in crate::syntax::expr) fn lower_json(cx: &Lowering<'_>, call: &SyntaxNode, node: &SyntaxNode) -> Result<Expr> {
    if let Some(name) = name_before(cx.grammar(), node.kind()) {
        return lower_as_call(cx, node, name);
    }
    let json = match node.kind() {
        SyntaxKind::JSON_OBJECT_FN => match lower_object_call(cx, node)? {
            Some(call) => return Ok(call),
            None => JsonExpr::Object(lower_object(cx, node)?),
        },
        SyntaxKind::JSON_OBJECT_AGG_FN => JsonExpr::ObjectAggregate(lower_object(cx, node)?, lower_aggregate(cx, call)?),
        SyntaxKind::JSON_ARRAY_FN => lower_array(cx, node)?,
        SyntaxKind::JSON_ARRAY_AGG_FN => JsonExpr::ArrayAggregate(lower_array_aggregate(cx, node)?, lower_aggregate(cx, call)?),
        SyntaxKind::JSON_FN => JsonExpr::Parse(lower_value(cx, node)?, unique_keys(node)),
        SyntaxKind::JSON_SCALAR_FN => JsonExpr::Scalar(lower_only_expr(cx, node)?),
        SyntaxKind::JSON_SERIALIZE_FN => JsonExpr::Serialize(lower_value(cx, node)?, lower_returning(cx, node)?),
        SyntaxKind::JSON_EXISTS_FN => JsonExpr::Path(lower_path(cx, node, JsonPathFunction::Exists)?),
        SyntaxKind::JSON_VALUE_FN => JsonExpr::Path(lower_path(cx, node, JsonPathFunction::Value)?),
        _ => JsonExpr::Path(lower_path(cx, node, JsonPathFunction::Query)?),
    };
    Ok(expr_at_start(cx, node, ExprKind::Json(Box::new(json))))
}

/// The function that an older version takes a function of SQL/JSON for.
fn name_before(grammar: Grammar, kind: SyntaxKind) -> Option<&'static str> {
    let (name, since) = match kind {
        SyntaxKind::JSON_OBJECT_AGG_FN => ("json_objectagg", Grammar::V16),
        SyntaxKind::JSON_ARRAY_FN => ("json_array", Grammar::V16),
        SyntaxKind::JSON_ARRAY_AGG_FN => ("json_arrayagg", Grammar::V16),
        SyntaxKind::JSON_OBJECT_FN => ("json_object", Grammar::V16),
        SyntaxKind::JSON_FN => ("json", Grammar::V17),
        SyntaxKind::JSON_SCALAR_FN => ("json_scalar", Grammar::V17),
        SyntaxKind::JSON_SERIALIZE_FN => ("json_serialize", Grammar::V17),
        SyntaxKind::JSON_EXISTS_FN => ("json_exists", Grammar::V17),
        SyntaxKind::JSON_VALUE_FN => ("json_value", Grammar::V17),
        _ => ("json_query", Grammar::V17),
    };
    (grammar < since).then_some(name)
}

/// What is left of such a function in a version that has not its clauses: a call like any other.
fn lower_as_call(cx: &Lowering<'_>, node: &SyntaxNode, name: &str) -> Result<Expr> {
    let at = cx.first_token_span(node);
    let name = Ident { name: Name::from(name), span: at };
    let mut call = empty_call(QualifiedName { catalog: None, schema: None, name, span: at }, CallForm::Plain);
    let is_argument = |node: &SyntaxNode| is_expression(node.kind()) || node.kind() == SyntaxKind::NAMED_ARG;
    for child in node.children() {
        let argument = if is_argument(&child) { Some(child) } else { child.children().first_where(|inner| is_argument(inner)) };
        if let Some(argument) = argument {
            call.arguments.push(lower_argument(cx, &argument)?);
        }
    }
    Ok(expr_at_start(cx, node, ExprKind::Call(Box::new(call))))
}

/// A value and the format after it, both children of `node`.
pub(in crate::syntax) fn lower_value(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<JsonValue> {
    Ok(JsonValue { value: lower_only_expr(cx, node)?, format: lower_format(cx, node)? })
}

/// `PASSING`.
pub(in crate::syntax) fn lower_passing(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<JsonPassing>> {
    let Some(clause) = find_child(node, SyntaxKind::JSON_PASSING_CLAUSE) else { return Ok(Vec::new()) };
    let mut passing = Vec::new();
    for argument in clause.children().filter(|child| child.kind() == SyntaxKind::JSON_PASSING_ARG) {
        let name = cx.need(find_child(&argument, SyntaxKind::JSON_VARIABLE_NAME), &argument)?;
        passing.push(JsonPassing { value: lower_value(cx, &argument)?, name: lower_ident(cx, &name)? });
    }
    Ok(passing)
}

/// `FORMAT JSON [ENCODING e]`.
pub(in crate::syntax) fn lower_format(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<JsonFormat>> {
    let Some(clause) = find_child(node, SyntaxKind::JSON_FORMAT_CLAUSE) else { return Ok(None) };
    let encoding = match find_child(&clause, SyntaxKind::JSON_ENCODING_CLAUSE).and_then(|encoding| encoding.children().next()) {
        Some(name) => Some(lower_ident(cx, &name)?),
        None => None,
    };
    Ok(Some(JsonFormat { encoding, span: cx.span(&clause) }))
}

/// What happens on empty or on error.
pub(in crate::syntax) fn lower_on(cx: &Lowering<'_>, node: &SyntaxNode, kind: SyntaxKind) -> Result<Option<JsonClause>> {
    let Some(clause) = find_child(node, kind) else { return Ok(None) };
    let behavior = cx.need(clause.children().next(), &clause)?;
    Ok(Some(JsonClause { span: cx.span(&behavior), behavior: lower_behavior(cx, &behavior)? }))
}

/// `WRAPPER`.
pub(in crate::syntax) fn wrapper(node: &SyntaxNode) -> JsonWrapper {
    node.children()
        .first_some(|child| match child.kind() {
            SyntaxKind::JSON_WITH_CONDITIONAL_WRAPPER => Some(JsonWrapper::Conditional),
            SyntaxKind::JSON_WITH_UNCONDITIONAL_WRAPPER => Some(JsonWrapper::Unconditional),
            SyntaxKind::JSON_WITHOUT_WRAPPER => Some(JsonWrapper::Without),
            _ => None,
        })
        .unwrap_or(JsonWrapper::Unspecified)
}

/// `QUOTES`.
pub(in crate::syntax) fn quotes(node: &SyntaxNode) -> JsonQuotes {
    match find_child(node, SyntaxKind::JSON_QUOTES_CLAUSE).and_then(|clause| clause.children().next()).map(|behavior| behavior.kind()) {
        Some(SyntaxKind::KEEP_QUOTES) => JsonQuotes::Keep,
        Some(_) => JsonQuotes::Omit,
        None => JsonQuotes::Unspecified,
    }
}

/// `RETURNING`.
pub(in crate::syntax) fn lower_returning(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<JsonReturning>> {
    let Some(clause) = find_child(node, SyntaxKind::JSON_RETURNING_CLAUSE) else { return Ok(None) };
    let type_node = cx.need(clause.children().first_where(|child| is_type(child.kind())), &clause)?;
    Ok(Some(JsonReturning { type_name: lower_type_name(cx, &type_node)?, format: lower_format(cx, &clause)? }))
}

fn lower_behavior(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<JsonBehavior> {
    Ok(match node.kind() {
        SyntaxKind::JSON_BEHAVIOR_NULL => JsonBehavior::Null,
        SyntaxKind::JSON_BEHAVIOR_ERROR => JsonBehavior::Error,
        SyntaxKind::JSON_BEHAVIOR_EMPTY_OBJECT => JsonBehavior::EmptyObject,
        SyntaxKind::JSON_BEHAVIOR_TRUE => JsonBehavior::True,
        SyntaxKind::JSON_BEHAVIOR_FALSE => JsonBehavior::False,
        SyntaxKind::JSON_BEHAVIOR_UNKNOWN => JsonBehavior::Unknown,
        SyntaxKind::JSON_BEHAVIOR_DEFAULT => JsonBehavior::Default(lower_only_expr(cx, node)?),
        _ => JsonBehavior::EmptyArray,
    })
}

/// `json_object('{a, 1}')` is the old function of that name; the new syntax has pairs, clauses, or nothing.
fn lower_object_call(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Expr>> {
    let arguments: Vec<SyntaxNode> =
        node.children().filter(|child| is_expression(child.kind()) || child.kind() == SyntaxKind::NAMED_ARG).gather();
    if arguments.is_empty() {
        return Ok(None);
    }
    let at = cx.first_token_span(node);
    let name = Ident { name: Name::from("json_object"), span: at };
    let mut call = empty_call(QualifiedName { catalog: None, schema: None, name, span: at }, CallForm::Plain);
    call.name.schema = Some(Ident { name: Name::from("pg_catalog"), span: at });
    for argument in arguments {
        call.arguments.push(lower_argument(cx, &argument)?);
    }
    Ok(Some(expr_at_start(cx, node, ExprKind::Call(Box::new(call)))))
}

fn lower_object(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<JsonObject> {
    let mut pairs = Vec::new();
    for pair in node.children().filter(|child| child.kind() == SyntaxKind::JSON_KEY_VALUE) {
        let key = lower_only_expr(cx, &pair)?;
        let value = match find_child(&pair, SyntaxKind::JSON_VALUE_EXPR) {
            Some(value) => lower_value(cx, &value)?,
            None => JsonValue { value: lower_expr(cx, &cx.need(expressions(&pair).nth(1), &pair)?)?, format: lower_format(cx, &pair)? },
        };
        pairs.push(JsonPair { key, value });
    }
    Ok(JsonObject { pairs, on_null: on_null(node), unique_keys: unique_keys(node), returning: lower_returning(cx, node)? })
}

fn lower_array(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<JsonExpr> {
    if let Some(query) = find_child(node, SyntaxKind::JSON_SELECT_FORMAT) {
        let inner = cx.need(query.children().first_where(|child| is_query(child.kind())), &query)?;
        return Ok(JsonExpr::ArrayQuery(Box::new(lower_query(cx, &inner)?), lower_format(cx, &query)?, lower_returning(cx, node)?));
    }
    let mut values = Vec::new();
    for value in node.children().filter(|child| child.kind() == SyntaxKind::JSON_EXPR_FORMAT) {
        values.push(lower_value(cx, &value)?);
    }
    Ok(JsonExpr::Array(JsonArray { values, order_by: Vec::new(), on_null: on_null(node), returning: lower_returning(cx, node)? }))
}

fn lower_array_aggregate(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<JsonArray> {
    let value = cx.need(find_child(node, SyntaxKind::JSON_VALUE_EXPR), node)?;
    let order_by = find_child(node, SyntaxKind::ORDER_BY_CLAUSE).map(|clause| lower_order_by(cx, &clause)).transpose()?;
    Ok(JsonArray {
        values: vec![lower_value(cx, &value)?],
        order_by: order_by.unwrap_or_default(),
        on_null: on_null(node),
        returning: lower_returning(cx, node)?,
    })
}

fn lower_aggregate(cx: &Lowering<'_>, call: &SyntaxNode) -> Result<JsonAggregate> {
    let filter = find_child(call, SyntaxKind::FILTER_CLAUSE).map(|clause| lower_filter(cx, &clause)).transpose()?;
    let over = find_child(call, SyntaxKind::OVER_CLAUSE).map(|clause| lower_over(cx, &clause)).transpose()?;
    Ok(JsonAggregate { filter, over })
}

fn lower_path(cx: &Lowering<'_>, node: &SyntaxNode, function: JsonPathFunction) -> Result<JsonPath> {
    let path = cx.need(expressions(node).nth(1), node)?;
    Ok(JsonPath {
        function,
        context: lower_value(cx, node)?,
        path: lower_expr(cx, &path)?,
        passing: lower_passing(cx, node)?,
        returning: lower_returning(cx, node)?,
        wrapper: wrapper(node),
        quotes: quotes(node),
        on_empty: lower_on(cx, node, SyntaxKind::JSON_ON_EMPTY_CLAUSE)?,
        on_error: lower_on(cx, node, SyntaxKind::JSON_ON_ERROR_CLAUSE)?,
    })
}

fn on_null(node: &SyntaxNode) -> Option<OnNull> {
    node.children().first_some(|child| match child.kind() {
        SyntaxKind::JSON_ABSENT_ON_NULL => Some(OnNull::Absent),
        SyntaxKind::JSON_NULL_ON_NULL => Some(OnNull::Null),
        _ => None,
    })
}

fn unique_keys(node: &SyntaxNode) -> UniqueKeys {
    match find_child(node, SyntaxKind::JSON_WITH_UNIQUE_KEYS) {
        Some(clause) if has_token(&clause, SyntaxKind::UNIQUE_KW) => UniqueKeys::Required,
        _ => UniqueKeys::Allowed,
    }
}
