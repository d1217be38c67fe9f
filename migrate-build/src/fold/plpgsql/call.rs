//! What do the functions do that a query calls: those of PL/pgSQL that change the schema are followed.

use super::super::cx::Cx;
use super::change::block_may_change;
use super::errors;
use super::eval::eval;
use super::flow::Body;
use super::run::follow_block;
use super::value::Value;
use crate::catalog::id::FunctionId;
use crate::catalog::object::{Function, FunctionBody, ParameterDefault};
use crate::diag::Result;
use crate::syntax::expr::{Call, ExprKind};
use crate::syntax::plpgsql::parse_plpgsql;
use crate::syntax::query::{Query, QueryBody};

/// Follows the calls that are the targets of a query without a table.
pub(in crate::fold) fn follow_calls(cx: &mut Cx<'_>, body: &Body, query: &Query) -> Result<()> {
    let QueryBody::Select(select) = &query.body else {
        return Ok(());
    };
    for target in &select.targets {
        if let ExprKind::Call(call) = &target.value.kind {
            follow_call(cx, body, call, target.value.span, select.from.is_empty() && select.filter.is_none())?;
        }
    }
    Ok(())
}

fn follow_call(cx: &mut Cx<'_>, body: &Body, call: &Call, at: crate::text::Span, once: bool) -> Result<()> {
    let Some(function) = called(cx, call) else {
        return Ok(());
    };
    let FunctionBody::Text(text) = &function.body else {
        return Ok(());
    };
    let Ok(block) = parse_plpgsql(text, 0) else {
        return Ok(());
    };
    if !block_may_change(&block) {
        return Ok(());
    }
    let mut callee = body.inner();
    if !once || !callee.step() {
        cx.warnings.push(errors::unmodelled("a function that changes the schema for each row", at));
        return Ok(());
    }
    bind(cx, body, &mut callee, &function, call)?;
    let text = text.clone();
    let mut inner = Cx::new(cx.catalog.clone(), cx.session.clone(), &text);
    inner.effects = std::mem::take(&mut cx.effects);
    let settings = function.settings.clone();
    let result = super::super::setting::with_settings(&mut inner, &settings, |inner| follow_block(inner, &mut callee, &block));
    cx.effects = std::mem::take(&mut inner.effects);
    cx.warnings.extend(inner.warnings.drain(..).map(|problem| problem.at(at)));
    match result {
        Ok(_) => {
            (cx.catalog, cx.session) = (inner.catalog, inner.session);
            Ok(())
        }
        // The place is one of the function's text, where PostgreSQL points at nothing.
        Err(problem) => Err(super::super::typed::without_place(problem)),
    }
}

/// The function of PL/pgSQL that a call means, where only one can be meant.
fn called(cx: &Cx<'_>, call: &Call) -> Option<Function> {
    let name = &call.name.name.name;
    let candidates = match &call.name.schema {
        Some(schema) => cx.catalog.functions_in(cx.catalog.schema_named(&schema.name)?, name),
        None => cx.catalog.lookup_functions(name),
    };
    let takes = |function: &Function| {
        let required = function.inputs().filter(|input| matches!(input.default, ParameterDefault::None)).count();
        (required..=function.inputs().count()).contains(&call.arguments.len())
    };
    let fits = |id: &FunctionId| cx.catalog.function(*id).filter(|it| it.language == "plpgsql" && takes(it));
    let mut fitting = candidates.iter().filter_map(fits);
    let first = fitting.next()?;
    if fitting.next().is_some() { None } else { Some(first.clone()) }
}

fn bind(cx: &Cx<'_>, body: &Body, callee: &mut Body, function: &Function, call: &Call) -> Result<()> {
    for (at, parameter) in function.inputs().enumerate() {
        let given = call.arguments.iter().enumerate().find(|(position, argument)| match &argument.name {
            Some(name) => parameter.name.as_ref() == Some(&name.name),
            None => *position == at,
        });
        let value = match given {
            Some((_, argument)) => typed(cx, eval(body.scope(&cx.catalog), &argument.value)?, parameter.type_id),
            None => Value::Unknown,
        };
        callee.parameters.push(value.clone());
        if let Some(name) = &parameter.name {
            callee.variables.declare(name.clone(), Some(parameter.type_id), value.clone());
        }
        callee.variables.declare(crate::text::Name::from(format!("${}", at + 1)), Some(parameter.type_id), value);
    }
    Ok(())
}

/// A text that is given for the name of an object becomes that object.
fn typed(cx: &Cx<'_>, value: Value, type_id: crate::catalog::id::TypeId) -> Value {
    use super::value::ObjectKind;
    match (type_id, value) {
        (crate::catalog::id::TypeId::REGCLASS, Value::Text(text)) => super::cast::find_object(&cx.catalog, ObjectKind::Relation, &text)
            .map_or(Value::Unknown, |number| Value::Object(ObjectKind::Relation, number)),
        (_, value) => value,
    }
}
