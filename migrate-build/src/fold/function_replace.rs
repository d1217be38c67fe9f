//! What may OR REPLACE change of a function.

use super::cx::Cx;
use super::errors::function as errors;
use crate::catalog::depend::Address;
use crate::catalog::format::{format_type, quote_identifier};
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::{Function, FunctionKind, Parameter, ParameterDefault, ParameterMode};
use crate::diag::Result;
use crate::text::{Gather, Seek};

/// The function of the same schema, name and argument types.
pub(super) fn find_same(cx: &Cx<'_>, function: &Function) -> Option<FunctionId> {
    let inputs: Vec<TypeId> = function.input_types().gather();
    let all = cx.catalog.functions_in(function.schema, &function.name);
    all.into_iter().first_where(|id| cx.catalog.function(*id).is_some_and(|other| other.input_types().eq(inputs.iter().copied())))
}

/// Replaces a function and forgets what it needed; its id stays.
// pg: pg_proc.c ProcedureCreate
pub(super) fn replace_function(cx: &mut Cx<'_>, id: FunctionId, function: Function) -> Result<FunctionId> {
    if let Some(before) = cx.catalog.function(id) {
        check_replacement(cx, before, &function)?;
    }
    cx.catalog.dependencies_mut().remove_needs_of(Address::Function(id));
    cx.catalog.edit_function(id, |slot| {
        let owner = slot.owner.clone();
        *slot = Function { id, owner, ..function };
    });
    Ok(id)
}

fn check_replacement(cx: &Cx<'_>, before: &Function, function: &Function) -> Result<()> {
    if before.kind != function.kind {
        let is = match before.kind {
            FunctionKind::Aggregate => "an aggregate function",
            FunctionKind::Function => "a function",
            FunctionKind::Procedure => "a procedure",
            FunctionKind::Window => "a window function",
        };
        return Err(errors::kind_changes(&function.name, is));
    }
    let drop = drop_statement(cx, before);
    if before.returns != function.returns || before.returns_set != function.returns_set {
        let message = match before.kind {
            FunctionKind::Procedure => "cannot change whether a procedure has output parameters",
            _ => "cannot change return type of existing function",
        };
        return Err(errors::cannot_replace(message, &drop));
    }
    if function.returns == TypeId::RECORD && outputs(before) != outputs(function) {
        let problem = errors::cannot_replace("cannot change return type of existing function", &drop);
        return Err(problem.note("row type defined by OUT parameters is different"));
    }
    check_names(before, function, &drop)?;
    check_defaults(before, function, &drop)
}

/// The names and types of outputs, which make a row type.
fn outputs(function: &Function) -> Vec<(Option<&crate::text::Name>, TypeId)> {
    let is_output = |parameter: &&Parameter| matches!(parameter.mode, ParameterMode::Out | ParameterMode::InOut | ParameterMode::Table);
    function.parameters.iter().filter(is_output).map(|parameter| (parameter.name.as_ref(), parameter.type_id)).gather()
}

fn check_names(before: &Function, function: &Function, drop: &str) -> Result<()> {
    for (old, new) in before.inputs().zip(function.inputs()) {
        if let Some(name) = &old.name
            && new.name.as_ref() != Some(name)
        {
            return Err(errors::cannot_replace(format!("cannot change name of input parameter \"{name}\""), drop));
        }
    }
    Ok(())
}

fn check_defaults(before: &Function, function: &Function, drop: &str) -> Result<()> {
    let has = |parameter: &&Parameter| !matches!(parameter.default, ParameterDefault::None);
    let (old, new) = (before.inputs().filter(has).count(), function.inputs().filter(has).count());
    if new < old {
        return Err(errors::cannot_replace("cannot remove parameter defaults from existing function", drop));
    }
    let type_of = |parameter: &Parameter| match &parameter.default {
        ParameterDefault::Expr(expr) => Some(expr.tree.type_id),
        _ => None,
    };
    for (old, new) in before.inputs().zip(function.inputs()).filter(|(old, _)| has(old)) {
        if type_of(old) != type_of(new) {
            return Err(errors::cannot_replace("cannot change data type of existing parameter default value", drop));
        }
    }
    Ok(())
}

fn drop_statement(cx: &Cx<'_>, function: &Function) -> String {
    let word = match function.kind {
        FunctionKind::Procedure => "PROCEDURE",
        FunctionKind::Aggregate => "AGGREGATE",
        FunctionKind::Function | FunctionKind::Window => "FUNCTION",
    };
    let arguments: Vec<String> = function.input_types().map(|type_id| format_type(&cx.catalog, type_id, -1)).gather();
    let seen = cx.catalog.lookup_functions(&function.name).contains(&function.id);
    let schema =
        cx.catalog.schema(function.schema).filter(|_| !seen).map_or_else(String::new, |it| format!("{}.", quote_identifier(&it.name)));
    format!("DROP {word} {schema}{}({})", quote_identifier(&function.name), arguments.join(","))
}
