//! How are parameters lowered, and references to functions and aggregates by their argument types.

use super::{AggregateRef, FunctionRef, Parameter, ParameterMode};
use crate::diag::{Result, each};
use crate::syntax::lower::Lowering;
use crate::syntax::name::lower_qualified_name;
use crate::syntax::statement::errors;
use crate::syntax::statement::support::{expr, func_type, ident, need, optional_ident, qualified};
use crate::syntax::tree::SyntaxNode;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::type_name::TypeName;
use crate::text::{Gather, Seek};

/// The parameters of a list, without those after `ORDER BY`.
pub(super) fn lower_parameters(cx: &Lowering<'_>, list: Option<&ast::ParamList>) -> Result<Vec<Parameter>> {
    list.map_or_else(|| Ok(Vec::new()), |list| each(list.params(), |param| lower_parameter(cx, &param)))
}

fn lower_parameter(cx: &Lowering<'_>, node: &ast::Param) -> Result<Parameter> {
    let mode = match node.mode() {
        None | Some(ast::ParamMode::ParamIn(_)) => ParameterMode::In,
        Some(ast::ParamMode::ParamOut(_)) => ParameterMode::Out,
        Some(ast::ParamMode::ParamInOut(_)) => ParameterMode::InOut,
        Some(ast::ParamMode::ParamVariadic(_)) => ParameterMode::Variadic,
    };
    Ok(Parameter {
        mode,
        name: optional_ident(cx, node.name())?,
        type_name: func_type(cx, node.func_type())?,
        default: node.param_default().map(|default| expr(cx, default.expr())).transpose()?,
        span: cx.span_of(node),
    })
}

/// The columns of `RETURNS TABLE`.
pub(super) fn lower_table_columns(cx: &Lowering<'_>, list: &ast::ReturnTableArgList) -> Result<Vec<Parameter>> {
    let column = |node: ast::ReturnTableColumn| {
        Ok(Parameter {
            mode: ParameterMode::Table,
            name: Some(ident(cx, node.name())?),
            type_name: func_type(cx, node.func_type())?,
            default: None,
            span: cx.span_of(&node),
        })
    };
    each(list.args(), column)
}

/// The types of a list of parameters.
pub(in crate::syntax::statement) fn lower_parameter_types(cx: &Lowering<'_>, list: Option<ast::ParamList>) -> Result<Vec<TypeName>> {
    Ok(lower_parameters(cx, list.as_ref())?.into_iter().map(|parameter| parameter.type_name).gather())
}

/// A function by name and, where they are given, argument types.
pub(in crate::syntax::statement) fn lower_function_ref(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<FunctionRef> {
    let name = node.children().first_where(|child| child.kind() != crate::syntax::tree::SyntaxKind::PARAM_LIST);
    let list = node.children().first_some(ast::ParamList::cast);
    Ok(FunctionRef {
        name: lower_qualified_name(cx, &need(name)?)?,
        arguments: list.as_ref().map(|list| lower_parameters(cx, Some(list))).transpose()?,
        span: cx.span(node),
    })
}

/// An aggregate by name and argument types.
pub(in crate::syntax::statement) fn lower_aggregate_ref(cx: &Lowering<'_>, node: &ast::Aggregate) -> Result<AggregateRef> {
    let (arguments, ordered) = lower_aggregate_parameters(cx, node.param_list().as_ref())?;
    Ok(AggregateRef { name: qualified(cx, node.path_ref())?, arguments, ordered, span: cx.span_of(node) })
}

/// The direct arguments of an aggregate and, where there is an `ORDER BY`, those after it.
pub(super) fn lower_aggregate_parameters(
    cx: &Lowering<'_>,
    list: Option<&ast::ParamList>,
) -> Result<(Vec<Parameter>, Option<Vec<Parameter>>)> {
    let order = list.and_then(ast::ParamList::aggregate_order_by);
    let direct = lower_parameters(cx, list)?;
    let ordered = order.map(|order| each(order.params(), |param| lower_parameter(cx, &param))).transpose()?;
    let is_output = |parameter: &&Parameter| matches!(parameter.mode, ParameterMode::Out | ParameterMode::InOut);
    match direct.iter().chain(ordered.iter().flatten()).first_where(is_output) {
        Some(output) => Err(errors::aggregate_output(output.span)),
        None => Ok((direct, ordered)),
    }
}
