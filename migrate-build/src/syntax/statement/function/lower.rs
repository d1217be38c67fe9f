//! How are `CREATE` and `ALTER` of functions and procedures lowered.

use super::option::{lower_body, lower_function_options};
use super::parameter::{lower_function_ref, lower_parameters, lower_table_columns};
use super::{AlterFunction, CreateFunction, Parameter, ParameterMode, Returns};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::statement::object::{ObjectRef, RoutineWord, lower_common_action};
use crate::syntax::statement::support::{func_type, need, qualified, unexpected};
use crate::syntax::statement::{StatementKind, errors};
use crate::syntax::tree::SyntaxNode;
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::Seek;

/// Lowers `CREATE FUNCTION`.
pub(in crate::syntax::statement) fn lower_create_function(cx: &Lowering<'_>, node: &ast::CreateFunction) -> Result<StatementKind> {
    let parameters = lower_parameters(cx, node.param_list().as_ref())?;
    let returns = node.ret_type().map(|returns| lower_returns(cx, &returns)).transpose()?;
    let is_output = |parameter: &Parameter| matches!(parameter.mode, ParameterMode::Out | ParameterMode::InOut);
    if let (Some(Returns::Table(_)), Some(output)) = (&returns, parameters.iter().first_where(|it| is_output(it))) {
        return Err(errors::pointing_from_18(cx, errors::output_beside_table(output.span)));
    }
    Ok(StatementKind::CreateFunction(Box::new(CreateFunction {
        or_replace: node.or_replace().is_some(),
        procedure: false,
        name: qualified(cx, node.name())?,
        parameters,
        returns,
        options: lower_function_options(cx, node.option_list())?,
        sql_body: node.body().map(|body| lower_body(cx, &body)).transpose()?,
    })))
}

/// Lowers `CREATE PROCEDURE`.
pub(in crate::syntax::statement) fn lower_create_procedure(cx: &Lowering<'_>, node: &ast::CreateProcedure) -> Result<StatementKind> {
    Ok(StatementKind::CreateFunction(Box::new(CreateFunction {
        or_replace: node.or_replace().is_some(),
        procedure: true,
        name: qualified(cx, node.name())?,
        parameters: lower_parameters(cx, node.param_list().as_ref())?,
        returns: None,
        options: lower_function_options(cx, node.option_list())?,
        sql_body: node.body().map(|body| lower_body(cx, &body)).transpose()?,
    })))
}

fn lower_returns(cx: &Lowering<'_>, node: &ast::RetType) -> Result<Returns> {
    match node.return_table_arg_list() {
        Some(list) => Ok(Returns::Table(lower_table_columns(cx, &list)?)),
        None => Ok(Returns::Type(func_type(cx, node.func_type())?)),
    }
}

/// Lowers `ALTER FUNCTION | PROCEDURE | ROUTINE`.
pub(in crate::syntax::statement) fn lower_alter_routine<'t>(
    cx: &Lowering<'_>,
    word: RoutineWord,
    signature: Option<impl AstNode<'t>>,
    action: Option<impl AstNode<'t>>,
) -> Result<StatementKind> {
    let function = lower_function_ref(cx, need(signature)?.syntax())?;
    let action: SyntaxNode = *need(action)?.syntax();
    if let Some(list) = ast::FuncOptionList::cast(action) {
        let options = lower_function_options(cx, Some(list))?;
        return Ok(StatementKind::AlterFunction(Box::new(AlterFunction { word, function, options })));
    }
    lower_common_action(cx, ObjectRef::Routine(word, function), &action)?.ok_or_else(|| unexpected(cx, &action))
}
