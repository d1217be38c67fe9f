//! How are aggregates, casts, transforms and languages lowered.

use super::parameter::{lower_aggregate_parameters, lower_function_ref};
use super::{AggregateRef, CastContext, CastMethod, CreateAggregate, CreateCast, CreateLanguage, CreateTransform};
use crate::diag::{Result, each};
use crate::syntax::lower::Lowering;
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::options::definition;
use crate::syntax::statement::support::{ident, need, optional_qualified, qualified, type_name};
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::Span;

/// Lowers `CREATE AGGREGATE`.
pub(in crate::syntax::statement) fn lower_create_aggregate(cx: &Lowering<'_>, node: &ast::CreateAggregate) -> Result<StatementKind> {
    let name = qualified(cx, node.aggregate_name())?;
    let list = node.param_list();
    let (arguments, ordered) = lower_aggregate_parameters(cx, list.as_ref())?;
    let end = list.as_ref().map_or(name.span, |list| cx.span_of(list));
    Ok(StatementKind::CreateAggregate(Box::new(CreateAggregate {
        or_replace: node.or_replace().is_some(),
        aggregate: AggregateRef { span: Span::new(name.span.start, end.end), name, arguments, ordered },
        old_style: list.is_none(),
        options: definition(cx, node.attribute_list())?,
    })))
}

/// Lowers `CREATE CAST`.
pub(in crate::syntax::statement) fn lower_create_cast(cx: &Lowering<'_>, node: &ast::CreateCast) -> Result<StatementKind> {
    let signature = need(node.cast_sig())?;
    let method = match need(node.cast_method())? {
        ast::CastMethod::WithFunction(node) => CastMethod::Function(lower_function_ref(cx, need(node.function_sig())?.syntax())?),
        ast::CastMethod::WithInout(_) => CastMethod::InOut,
        ast::CastMethod::WithoutFunction(_) => CastMethod::Binary,
    };
    let context = match node.cast_context() {
        None => CastContext::Explicit,
        Some(ast::CastContext::AsAssignment(_)) => CastContext::Assignment,
        Some(ast::CastContext::AsImplicit(_)) => CastContext::Implicit,
    };
    Ok(StatementKind::CreateCast(Box::new(CreateCast {
        source: type_name(cx, signature.lhs())?,
        target: type_name(cx, signature.rhs())?,
        method,
        context,
        span: cx.span_of(node),
    })))
}

/// Lowers `CREATE TRANSFORM`.
pub(in crate::syntax::statement) fn lower_create_transform(cx: &Lowering<'_>, node: &ast::CreateTransform) -> Result<StatementKind> {
    let function = |node: ast::TransformFunc| {
        let signature = match node {
            ast::TransformFunc::TransformFromFunc(node) => node.function_sig(),
            ast::TransformFunc::TransformToFunc(node) => node.function_sig(),
        };
        lower_function_ref(cx, need(signature)?.syntax())
    };
    Ok(StatementKind::CreateTransform(Box::new(CreateTransform {
        or_replace: node.or_replace().is_some(),
        type_name: type_name(cx, node.ty())?,
        language: ident(cx, node.language_ref())?,
        functions: each(node.transform_funcs(), function)?,
    })))
}

/// Lowers `CREATE LANGUAGE`.
pub(in crate::syntax::statement) fn lower_create_language(cx: &Lowering<'_>, node: &ast::CreateLanguage) -> Result<StatementKind> {
    Ok(StatementKind::CreateLanguage(Box::new(CreateLanguage {
        or_replace: node.or_replace().is_some(),
        name: ident(cx, node.language())?,
        handler: optional_qualified(cx, node.handler_clause().and_then(|clause| clause.function_name_ref()))?,
    })))
}
