//! How is a command run whose text is only known at run time.

use super::super::cx::Cx;
use super::change::is_definition;
use super::errors;
use super::flow::Body;
use super::statement::run_statement;
use super::value::Value;
use crate::diag::{Code, Problem, Result};
use crate::syntax::parse::parse_fragment;
use crate::syntax::statement::alter_table::AlterActionKind;
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Collection, Seek, Span};

/// Runs the statements of a text; every error and warning stands where the text was made up.
pub(super) fn run_text(cx: &mut Cx<'_>, body: &Body, text: &str, using: Vec<Value>, at: Span) -> Result<()> {
    let parsed = parse_fragment(text, 0, cx.grammar());
    if let Some(problem) = parsed.problems.into_iter().next() {
        return Err(problem.at(at));
    }
    let mut inner = Cx::new(cx.catalog.clone(), cx.session.clone(), text);
    inner.effects = std::mem::take(&mut cx.effects);
    let mut callee = body.inner();
    callee.parameters = using;
    let mut result = Ok(());
    for statement in &parsed.statements {
        inner.statement = statement.span;
        result = run_statement(&mut inner, &mut callee, statement, None);
        if result.is_err() {
            break;
        }
    }
    cx.effects = std::mem::take(&mut inner.effects);
    cx.warnings.put_all(inner.warnings.drain(..).map(|problem| problem.at(at)));
    cx.left_open.append(&mut inner.left_open);
    match result {
        Ok(()) => {
            (cx.catalog, cx.session) = (inner.catalog, inner.session);
            Ok(())
        }
        Err(problem) => Err(moved(problem, at)),
    }
}

/// Runs the statements of a text in which literals are not known, where what they make does not hang on those.
pub(super) fn run_partial(cx: &mut Cx<'_>, body: &Body, text: &str, using: Vec<Value>, at: Span) -> Result<()> {
    let parsed = parse_fragment(text, 0, cx.grammar());
    if parsed.problems.is_empty() && !parsed.statements.iter().for_all(is_indifferent) {
        cx.warnings.push(errors::unmodelled("a command that is made up at run time", at));
        return Ok(());
    }
    match run_text(cx, body, text, using, at) {
        Err(problem) if hangs_on_values(&problem) => {
            cx.warnings.push(errors::unmodelled("a command that is made up at run time", at));
            Ok(())
        }
        result => result,
    }
}

/// Whether the schema after a statement is the same whatever its literals say: they stand in defaults and in what is asked of rows.
fn is_indifferent(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::AlterTable(it) => !it.actions.iter().exists(|action| matches!(action.kind, AlterActionKind::AttachPartition(..))),
        kind => !is_definition(kind),
    }
}

/// Whether an error tells of a value rather than of the schema.
fn hangs_on_values(problem: &Problem) -> bool {
    matches!(problem.code, Code::Sql(state) if state.as_str().starts_with("22"))
}

fn moved(problem: Problem, at: Span) -> Problem {
    problem.at(at)
}
