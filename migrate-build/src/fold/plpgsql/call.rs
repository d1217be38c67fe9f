//! What do the functions do that a query calls: those that change the schema are followed.

use super::super::cx::Cx;
use super::change::{block_may_change, is_definition};
use super::errors;
use super::eval::eval;
use super::flow::Body;
use super::open::leave_statements;
use super::run::follow_block;
use super::statement::run_statement;
use super::value::Value;
use crate::catalog::id::FunctionId;
use crate::catalog::object::{Function, FunctionBody, FunctionKind, Parameter, ParameterDefault, ParameterMode};
use crate::diag::Result;
use crate::syntax::Grammar;
use crate::syntax::expr::{Call, ExprKind};
use crate::syntax::parse::parse_fragment;
use crate::syntax::plpgsql::{Block, parse_plpgsql};
use crate::syntax::query::{Query, QueryBody};
use crate::syntax::statement::Statement;
use crate::text::{Collection, Gather, Seek, Span};

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

/// Follows the body of the procedure that `CALL` runs.
pub(in crate::fold) fn follow_procedure(cx: &mut Cx<'_>, call: &Call, at: Span) -> Result<()> {
    follow_call(cx, &Body::default(), call, at, true)
}

fn follow_call(cx: &mut Cx<'_>, body: &Body, call: &Call, at: Span, once: bool) -> Result<()> {
    let Some(function) = called(cx, call) else {
        return Ok(());
    };
    let FunctionBody::Text(text) = &function.body else {
        return Ok(());
    };
    let Some(code) = Code::read(&function, text).filter(Code::may_change) else {
        return Ok(());
    };
    let mut callee = body.inner();
    callee.note_settings(&cx.session);
    let text = text.clone();
    let mut inner = Cx::new(cx.catalog.clone(), cx.session.clone(), &text);
    if !once || !callee.step() {
        cx.warnings.push(errors::unmodelled("a function that changes the schema for each row", at));
        code.leave_open(&mut inner, &callee);
        cx.left_open.append(&mut inner.left_open);
        return Ok(());
    }
    bind(cx, body, &mut callee, &function, call)?;
    inner.effects = std::mem::take(&mut cx.effects);
    let settings = function.settings.clone();
    let result = super::super::setting::with_settings(&mut inner, &settings, |inner| code.follow(inner, &mut callee));
    cx.effects = std::mem::take(&mut inner.effects);
    cx.warnings.put_all(inner.warnings.drain(..).map(|problem| problem.at(at)));
    cx.left_open.append(&mut inner.left_open);
    match result {
        Ok(()) => {
            (cx.catalog, cx.session) = (inner.catalog, inner.session);
            Ok(())
        }
        // The place is one of the function's text, where PostgreSQL points at nothing.
        Err(problem) => Err(super::super::typed::without_place(problem)),
    }
}

/// The body of a function, in a language that can be followed.
enum Code {
    Block(Block),
    Statements(Vec<Statement>),
}

impl Code {
    fn read(function: &Function, text: &str) -> Option<Self> {
        match function.language.as_str() {
            "plpgsql" => parse_plpgsql(text, 0, Grammar::default()).ok().map(Self::Block),
            "sql" => Some(parse_fragment(text, 0, Grammar::default()))
                .filter(|parsed| parsed.problems.is_empty())
                .map(|parsed| Self::Statements(parsed.statements)),
            _ => None,
        }
    }

    fn may_change(&self) -> bool {
        match self {
            Self::Block(block) => block_may_change(block),
            Self::Statements(statements) => statements.iter().exists(|statement| is_definition(&statement.kind)),
        }
    }

    fn leave_open(&self, cx: &mut Cx<'_>, body: &Body) {
        match self {
            Self::Block(block) => leave_statements(cx, body, &block.body, block.span),
            Self::Statements(_) => leave_statements(cx, body, &[], Span::new(0, cx.text.len() as u32)),
        }
    }

    fn follow(&self, cx: &mut Cx<'_>, body: &mut Body) -> Result<()> {
        match self {
            Self::Block(block) => follow_block(cx, body, block).map(|_| ()),
            Self::Statements(statements) => statements.iter().try_for_each(|statement| run_statement(cx, body, statement, None)),
        }
    }
}

/// The function or procedure that a call means, where only one can be meant.
fn called(cx: &Cx<'_>, call: &Call) -> Option<Function> {
    let name = &call.name.name.name;
    let candidates = match &call.name.schema {
        Some(schema) => cx.catalog.functions_in(cx.catalog.schema_named(&schema.name)?, name),
        None => cx.catalog.lookup_functions(name),
    };
    let takes = |function: &Function| {
        let given = given_parameters(function);
        let required = given.iter().filter(|input| matches!(input.default, ParameterDefault::None)).count();
        (required..=given.len()).contains(&call.arguments.len())
    };
    let fits = |id: &FunctionId| cx.catalog.function(*id).filter(|it| matches!(it.language.as_str(), "plpgsql" | "sql") && takes(it));
    let mut fitting = candidates.iter().filter_map(fits);
    let first = fitting.next()?;
    if fitting.next().is_some() { None } else { Some(first.clone()) }
}

/// The parameters that a call gives arguments for: of a procedure also those that it only sets.
fn given_parameters(function: &Function) -> Vec<&Parameter> {
    let given = |it: &&Parameter| match it.mode {
        ParameterMode::Table => false,
        ParameterMode::Out => function.kind == FunctionKind::Procedure,
        _ => true,
    };
    function.parameters.iter().filter(given).gather()
}

fn bind(cx: &Cx<'_>, body: &Body, callee: &mut Body, function: &Function, call: &Call) -> Result<()> {
    for (at, parameter) in given_parameters(function).into_iter().enumerate() {
        let given = call.arguments.iter().enumerate().first_where(|(position, argument)| match &argument.name {
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
