//! Which procedure does CALL run.

use super::cx::Cx;
use super::errors::command as errors;
use super::lookup::explicit_schema;
use super::typed::type_expr;
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::analyze::type_name::name_text;
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::catalog::object::{CastContext, Function, FunctionKind, ParameterDefault, ParameterMode};
use crate::diag::Result;
use crate::syntax::expr::{Call, Expr, ExprKind, Literal};
use crate::text::{Gather, Seek};
use crate::typing::category::is_polymorphic;
use crate::typing::coerce::can_coerce_one;

/// Runs a procedure, which must be there.
// pg: analyze.c transformCallStmt
pub(super) fn fold_call(cx: &mut Cx<'_>, it: &Expr) -> Result<()> {
    let ExprKind::Call(call) = &it.kind else {
        return Ok(());
    };
    let mut types = Vec::new();
    for argument in &call.arguments {
        let typed = type_expr(cx, &argument.value, ExprPlace::CallArgument, &ExprScope::None, ExprTarget::Any)?;
        let unknown = matches!(argument.value.kind, ExprKind::Literal(Literal::String(_) | Literal::Null));
        types.push(if unknown { TypeId::UNKNOWN } else { typed.stored.tree.type_id });
    }
    let candidates = match explicit_schema(cx, &call.name)? {
        Some(schema) => cx.catalog.functions_in(schema, &call.name.name.name),
        None => cx.catalog.lookup_functions(&call.name.name.name),
    };
    let named = call.arguments.iter().exists(|argument| argument.name.is_some());
    let fitting: Vec<&Function> =
        candidates.iter().filter_map(|id| cx.catalog.function(*id)).filter(|it| named || takes(cx, it, &types)).gather();
    let spelled: Vec<String> = types.iter().map(|type_id| format_type(&cx.catalog, *type_id, -1)).gather();
    let signature = format!("{}({})", name_text(&call.name), spelled.join(", "));
    if fitting.iter().exists(|function| function.kind == FunctionKind::Procedure) {
        if let ([only], false) = (fitting.as_slice(), named) {
            check_literals(cx, only, call, &types)?;
        }
        return super::plpgsql::follow_procedure(cx, call, it.span);
    }
    match fitting.first() {
        Some(_) => Err(errors::not_a_procedure(&signature).at(call.name.span)),
        None => Err(errors::procedure_missing(&signature, &call.name.name.name).at(call.name.span)),
    }
}

/// Reads the literals that are given as the types that the procedure takes.
// pg: parse_func.c make_fn_arguments
fn check_literals(cx: &Cx<'_>, function: &Function, call: &Call, types: &[TypeId]) -> Result<()> {
    let inputs = function.parameters.iter().filter(|it| it.mode != ParameterMode::Table);
    for ((argument, given), wanted) in call.arguments.iter().zip(types).zip(inputs) {
        let plain = matches!(wanted.mode, ParameterMode::In | ParameterMode::InOut) && !is_polymorphic(wanted.type_id);
        if *given == TypeId::UNKNOWN && plain {
            let target = ExprTarget::Type(wanted.type_id, "CALL");
            type_expr(cx, &argument.value, ExprPlace::CallArgument, &ExprScope::None, target)?;
        }
    }
    Ok(())
}

/// Whether a routine takes arguments of these types; a procedure is given a place for each output.
fn takes(cx: &Cx<'_>, function: &Function, types: &[TypeId]) -> bool {
    let counts = |mode| function.kind == FunctionKind::Procedure || mode != ParameterMode::Out;
    let parameters: Vec<_> = function.parameters.iter().filter(|it| counts(it.mode) && it.mode != ParameterMode::Table).gather();
    let required = parameters.iter().filter(|it| matches!(it.default, ParameterDefault::None)).count();
    let variadic = parameters.last().is_some_and(|it| it.mode == ParameterMode::Variadic);
    if variadic && types.len() + 1 >= required {
        return true;
    }
    (required..=parameters.len()).contains(&types.len())
        && types.iter().zip(parameters).for_all(|(given, wanted)| {
            is_polymorphic(wanted.type_id)
                || wanted.mode == ParameterMode::Out
                || can_coerce_one(&cx.catalog, *given, wanted.type_id, CastContext::Implicit)
        })
}
