//! Which bodies of functions does a migration break, and where were they made.

use super::consequence::Doubts;
use super::report::Report;
use super::rollback::Before;
use super::run::Compiled;
use super::{Finding, Migration};
use crate::body::{BrokenBody, broken_bodies};
use crate::catalog::describe::format_function;
use crate::catalog::object::FunctionBody;
use crate::proof::errors::broken_body;
use crate::text::{Name, Seek, SourceText, Span};

/// Checks the bodies that a migration, the one at a place of the chain, left as they were.
pub(super) fn check_bodies(compiled: &mut Compiled, doubts: &mut Doubts, (at, migrations): (usize, &[Migration]), before: &Before) {
    let (catalog, found, _) = before;
    let migration = &migrations[at];
    if compiled.findings[*found..].iter().exists(|finding| finding.diagnostic.is_error()) {
        return;
    }
    for broken in broken_bodies(catalog, &compiled.catalog) {
        let function = format!("function {}", format_function(&compiled.catalog, broken.function));
        let made = place_of_body(compiled, migrations, &broken);
        let place = match &made {
            Some((source, span)) => format!("{}:{}", source.path(), source.line_column(span.start).line),
            None => line_of(compiled, &broken),
        };
        let problem = broken_body(&function, &broken.problem.message, &place);
        let statement = breaking_statement(compiled, at, migration, &broken);
        let mut report = Report::new(&mut compiled.findings, doubts, &migration.label, &migration.up, &migration.up_sql);
        report.push(*problem, statement);
        if let Some(Finding { other, .. }) = compiled.findings.last_mut() {
            *other = made.map(|(source, span)| (source, span, broken.problem.message.clone()));
        }
    }
}

/// The statement of the migration that says the name that is missing; the first where none does.
fn breaking_statement(compiled: &Compiled, at: usize, migration: &Migration, broken: &BrokenBody) -> Span {
    let own = || compiled.statements.iter().filter(|statement| statement.migration == at).map(|statement| statement.span);
    let says = |span: &Span, name: &Name| {
        let text = migration.up_sql.get(span.range()).unwrap_or_default().to_lowercase();
        text.contains(&name.to_lowercase())
    };
    let named = broken.problem.subject.as_ref().and_then(|subject| own().first_where(|span| says(span, &subject.name)));
    named.or_else(|| own().next()).unwrap_or_default()
}

/// The line of the body, where the file that it was made in was not read.
fn line_of(compiled: &Compiled, broken: &BrokenBody) -> String {
    let Some(FunctionBody::Text(text)) = compiled.catalog.function(broken.function).map(|function| &function.body) else {
        return String::new();
    };
    let line = text.get(broken.span.start as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    format!("\"{}\"", line.trim())
}

/// The file that made the body, and the place in it.
fn place_of_body(compiled: &Compiled, migrations: &[Migration], broken: &BrokenBody) -> Option<(SourceText, Span)> {
    let FunctionBody::Text(body) = &compiled.catalog.function(broken.function)?.body else { return None };
    compiled.statements.iter().rev().first_some(|statement| {
        let migration = migrations.get(statement.migration)?;
        let start = migration.up_sql.get(statement.span.range())?.find(body.as_str())?;
        Some((migration.up.clone(), broken.span.shifted(statement.span.start + start as u32)))
    })
}
