//! What do the queries of the program say of the new migrations: which of the indexes that they make can none of them use.

use super::judged::is_released;
use super::mark::mark;
use super::{Compiled, Finding, Migration};
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::lint::Lints;
use crate::proof::errors::unused_operator_class;
use crate::proof::index_use::{is_for_operators, unasked_indexes};
use crate::proof::release::ReleasedQuery;
use crate::text::Gather;

/// The indexes that new migrations make and that are there at the end, with the statements that make them, where queries tell whether they are of use.
/// Without any, nobody needs to look for the queries of the program.
#[must_use]
pub fn indexes_to_ask(migrations: &[Migration], compiled: &Compiled, lints: &Lints) -> Vec<(RelationId, usize)> {
    let is_judged = |at: usize| migrations.get(at).is_some_and(|migration| !is_released(lints, migration));
    let statements = compiled.statements.iter().enumerate().filter(|(_, statement)| is_judged(statement.migration));
    let made = statements.flat_map(|(place, statement)| {
        statement
            .effects
            .created
            .iter()
            .filter_map(move |address| if let Address::Relation(id) = address { Some((*id, place)) } else { None })
    });
    made.filter(|(id, _)| is_for_operators(&compiled.catalog, *id)).gather()
}

/// Holds such indexes against the queries of the program, which the last schema takes.
#[must_use]
pub fn check_queries(
    migrations: &[Migration],
    compiled: &Compiled,
    (lints, made): (&Lints, &[(RelationId, usize)]),
    queries: &[ReleasedQuery],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, place) in made {
        let statement = &compiled.statements[*place];
        let migration = &migrations[statement.migration];
        for found in unasked_indexes(&compiled.catalog, &[*id], queries) {
            let mut diagnostic = *unused_operator_class(&found);
            if lints.judge_proof(&migration.directives, &mut diagnostic) {
                let mark = mark(&diagnostic, &migration.up_sql, statement.span);
                let (source, label) = (migration.up.clone(), Some(migration.label.clone()));
                findings.push(Finding { diagnostic, source, migration: label, span: statement.span, mark, other: None, fix: None });
            }
        }
    }
    findings
}
