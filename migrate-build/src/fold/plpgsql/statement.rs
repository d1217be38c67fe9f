//! How are the SQL statements of a body run, and what do they set.

use super::super::cx::Cx;
use super::super::dml::note_locks;
use super::call::follow_calls;
use super::dynamic;
use super::errors;
use super::eval::{Scope, eval};
use super::flow::Body;
use super::query::run_query;
use super::value::{Row, Value};
use crate::analyze::analyze_statement_in;
use crate::analyze::parameter::Parameters;
use crate::analyze::scope::ExprScope;
use crate::diag::{Result, each};
use crate::syntax::expr::Expr;
use crate::syntax::plpgsql::{PlCommand, PlInto, PlStatement, PlStatementKind, PlTarget};
use crate::syntax::query::{Preparable, Query, QueryBody};
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Collection, Gather, Seek, Span};

/// Runs a statement of SQL.
pub(super) fn run_statement(cx: &mut Cx<'_>, body: &mut Body, statement: &Statement, into: Option<&PlInto>) -> Result<()> {
    let StatementKind::Preparable(it) = &statement.kind else {
        let before = std::mem::replace(&mut cx.statement, statement.span);
        let outer = std::mem::replace(&mut cx.variables, body.variables.named());
        // A body runs within one statement, which is a transaction at least.
        let alone = !std::mem::replace(&mut cx.session.in_transaction, true);
        let result = super::super::dispatch(cx, &statement.kind);
        cx.session.in_transaction = !alone;
        cx.statement = before;
        cx.variables = outer;
        body.note_settings(&cx.session);
        return result.map_err(|problem| if problem.span.is_none() { problem.at(first_word(cx, statement.span)) } else { problem });
    };
    if let Some(query) = check_statement(cx, body, statement)? {
        note_locks(cx, &query);
    }
    let Preparable::Query(query) = it.as_ref() else {
        into.iter().flat_map(|into| &into.targets).for_each(|target| assign(body, target, Value::Unknown));
        return Ok(());
    };
    configure(cx, body, query)?;
    body.note_settings(&cx.session);
    follow_calls(cx, body, query)?;
    if let Some(into) = into {
        let found = run_query(body.scope(&cx.catalog), query)?;
        match (found.rows.into_iter().next(), found.complete) {
            (Some(row), true) => assign_row(body, &into.targets, row),
            (None, true) if into.strict => return Err(errors::no_data_found().at(statement.span)),
            (None, true) => into.targets.iter().for_each(|target| assign(body, target, Value::Null)),
            (_, false) => into.targets.iter().for_each(|target| assign(body, target, Value::Unknown)),
        }
    }
    Ok(())
}

/// Runs a command that is made up at run time, where its text is known.
pub(super) fn run_command(cx: &mut Cx<'_>, body: &mut Body, command: &PlCommand, into: Option<&PlInto>, at: Span) -> Result<()> {
    super::run::value_of(cx, body, &command.text)?;
    let text = eval(body.scope(&cx.catalog), &command.text)?;
    let using = each(&command.using, |value| eval(body.scope(&cx.catalog), value))?;
    for target in into.iter().flat_map(|into| &into.targets) {
        assign(body, target, Value::Unknown);
    }
    match text {
        Value::Text(text) => dynamic::run_text(cx, body, &text, using, command.text.span),
        Value::Partial(text) => dynamic::run_partial(cx, body, &text, using, command.text.span),
        Value::Null => Err(errors::null_command().at(at)),
        _ => {
            let kind = PlStatementKind::Execute(Box::new(command.clone()), None);
            if super::change::may_change(&[PlStatement { kind, label: None, span: at }]) {
                super::open::leave_command(cx, body, &command.text);
            }
            Ok(())
        }
    }
}

/// Sets a variable, or forgets what it holds where only a part of it is set.
pub(super) fn assign(body: &mut Body, target: &PlTarget, value: Value) {
    body.variables.set(&target.name.name, if target.steps.is_empty() { value } else { Value::Unknown });
}

/// Sets variables from a row: a record takes all of it.
pub(super) fn assign_row(body: &mut Body, targets: &[PlTarget], row: Row) {
    if let [target] = targets {
        let is_record = body.variables.get(&target.name.name).is_none_or(|variable| variable.type_id.is_none());
        let value = match row.first() {
            Some((_, value)) if !is_record => value.clone(),
            _ => Value::Record(row),
        };
        return assign(body, target, value);
    }
    for (target, (_, value)) in targets.iter().zip(row) {
        assign(body, target, value);
    }
}

/// Forgets what statements that are not followed may set.
pub(super) fn forget_assigned<'a>(body: &mut Body, bodies: impl Iterator<Item = &'a [PlStatement]>, more: Option<&'a Vec<PlStatement>>) {
    let mut waiting: Vec<&PlStatement> = bodies.flatten().chain(more.into_iter().flatten()).gather();
    while let Some(statement) = waiting.pop() {
        match &statement.kind {
            PlStatementKind::Assign(target, _) => assign(body, target, Value::Unknown),
            PlStatementKind::Sql(_, Some(into)) | PlStatementKind::Execute(_, Some(into)) => {
                into.targets.iter().for_each(|target| assign(body, target, Value::Unknown));
            }
            PlStatementKind::GetDiagnostics(targets) => targets.iter().for_each(|target| assign(body, target, Value::Unknown)),
            PlStatementKind::Block(block) => waiting.put_all(&block.body),
            PlStatementKind::Loop(_, inner) => waiting.put_all(inner),
            PlStatementKind::If { branches, otherwise } => {
                waiting.put_all(branches.iter().flat_map(|branch| &branch.body));
                waiting.put_all(otherwise);
            }
            _ => {}
        }
    }
}

/// Refuses an expression that the server would refuse when it first evaluates it.
pub(super) fn check_expr(cx: &Cx<'_>, body: &Body, expr: &Expr) -> Result<()> {
    check_preparable(cx, body, &Preparable::Query(Query::of_expr(expr))).map(|_| ())
}

/// Refuses a query or a change of rows that the server would refuse; gives what it says.
pub(super) fn check_statement(cx: &Cx<'_>, body: &Body, statement: &Statement) -> Result<Option<crate::catalog::tree::Query>> {
    match &statement.kind {
        StatementKind::Preparable(it) => check_preparable(cx, body, it),
        _ => Ok(None),
    }
}

/// A statement that a record or an untyped parameter may stand in is not refused: what it refers to is not known here.
fn check_preparable(cx: &Cx<'_>, body: &Body, it: &Preparable) -> Result<Option<crate::catalog::tree::Query>> {
    let open = body.variables.iter().exists(|variable| variable.type_id.is_none()) || !body.parameters.is_empty();
    let named = body.variables.named();
    let scope = ExprScope::Arguments { function: None, arguments: &named };
    let mut parameters = if body.parameters.is_empty() { Parameters::none() } else { Parameters::inferred() };
    match analyze_statement_in(&cx.catalog, it, &mut parameters, &scope) {
        Ok(analyzed) => {
            super::super::typed::refuse_new_labels(cx, &analyzed.query)?;
            super::super::dml::refuse_unlocking(cx, &analyzed.query)?;
            Ok(Some(analyzed.query))
        }
        Err(_) if open => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// What `set_config` sets, where it stands in a query of a body.
fn configure(cx: &mut Cx<'_>, body: &Body, query: &Query) -> Result<()> {
    let QueryBody::Select(select) = &query.body else {
        return Ok(());
    };
    for target in &select.targets {
        if let crate::syntax::expr::ExprKind::Call(call) = &target.value.kind
            && call.name.name.name == "set_config"
            && let [name, value, local] = call.arguments.as_slice()
        {
            let scope: Scope<'_> = body.scope(&cx.catalog);
            let values = (eval(scope, &name.value)?, eval(scope, &value.value)?, eval(scope, &local.value)?);
            if let (Value::Text(name), Value::Text(value), Value::Boolean(local)) = values {
                super::super::setting::set_config(cx, &name, &value, local)?;
            }
        }
    }
    Ok(())
}

/// The first word of a span.
pub(super) fn first_word(cx: &Cx<'_>, span: Span) -> Span {
    let text = cx.text.get(span.range()).unwrap_or_default();
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    Span::new(span.start, span.start + end as u32)
}
