//! How is a command run whose text is only known at run time.

use super::super::cx::Cx;
use super::flow::Body;
use super::statement::run_statement;
use super::value::Value;
use crate::diag::{Problem, Result};
use crate::syntax::parse::parse_fragment;
use crate::text::Span;

/// Runs the statements of a text; every error and warning stands where the text was made up.
pub(super) fn run_text(cx: &mut Cx<'_>, body: &Body, text: &str, using: Vec<Value>, at: Span) -> Result<()> {
    let parsed = parse_fragment(text, 0);
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
    cx.warnings.extend(inner.warnings.drain(..).map(|problem| problem.at(at)));
    match result {
        Ok(()) => {
            (cx.catalog, cx.session) = (inner.catalog, inner.session);
            Ok(())
        }
        Err(problem) => Err(moved(problem, at)),
    }
}

fn moved(problem: Problem, at: Span) -> Problem {
    problem.at(at)
}
