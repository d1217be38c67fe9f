//! Which queries must hold before or after a migration, and do they make sense there.

use super::report::Report;
use crate::analyze::describe::describe_statement_to_run;
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, Problem, Result, Severity};
use crate::syntax::ParsedFile;
use crate::syntax::query::Preparable;
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::Span;

/// The queries of a section, each by itself. What is wrong with one is told at its place.
pub(super) fn read_assertions(catalog: &Catalog, report: &mut Report<'_>, section: Option<(&str, ParsedFile)>) -> Vec<String> {
    let Some((text, parsed)) = section else { return Vec::new() };
    for problem in parsed.problems {
        let place = problem.span.unwrap_or(Span::new(0, text.len() as u32));
        report.problem(problem, place);
    }
    let mut queries = Vec::new();
    for statement in &parsed.statements {
        match check(catalog, statement) {
            Ok(()) => queries.push(text.get(statement.span.range()).unwrap_or_default().to_owned()),
            Err(problem) => report.problem(problem, statement.span),
        }
    }
    queries
}

fn check(catalog: &Catalog, statement: &Statement) -> Result<()> {
    let StatementKind::Preparable(preparable) = &statement.kind else { return Err(not_a_query(statement.span)) };
    let Preparable::Query(_) = preparable.as_ref() else { return Err(not_a_query(statement.span)) };
    let described = describe_statement_to_run(catalog, statement)?;
    if described.parameters.is_empty() { Ok(()) } else { Err(takes_parameters(statement.span)) }
}

/// The rule about what must hold.
const RULE: &str = "assertion";

fn not_a_query(at: Span) -> Problem {
    Diagnostic::rule(Severity::Error, RULE, "only a query can say what must hold before or after a migration")
        .at(at)
        .help("write a SELECT that returns no row where all is well, or a single true")
}

fn takes_parameters(at: Span) -> Problem {
    Diagnostic::rule(Severity::Error, RULE, "a query that must hold before or after a migration has no parameters")
        .at(at)
        .help("write the value")
}
