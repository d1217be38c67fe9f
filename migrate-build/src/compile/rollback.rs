//! Is a new migration undone by its down, and how does that run: the script is folded after it, and the schemas before and after are compared.

use super::consequence::Doubts;
use super::report::Report;
use super::run::{Compiled, compile_read};
use super::{Finding, Migration};
use crate::catalog::Catalog;
use crate::diag::Code;
use crate::fold::effect::Effects;
use crate::proof::rollback::{check_data, check_schema, unproved};
use crate::syntax::ParsedFile;
use crate::text::{Gather, Seek, Span};

/// The schema before a migration, and how many findings and statements there were.
pub(super) type Before = (Catalog, usize, usize);

/// Folds the down of a migration that was just folded, and checks it where the migration is judged. That of one that is wrong itself is not
/// looked at.
pub(super) fn check_rollback(
    compiled: &mut Compiled,
    doubts: &Doubts,
    (migration, parsed): (&Migration, ParsedFile),
    ((before, found, folded), is_judged): (&Before, bool),
) {
    let Some(down) = migration.of_down() else { return };
    let own = &compiled.findings[*found..];
    if own.iter().exists(|finding| finding.diagnostic.is_error()) {
        return;
    }
    let is_followed = !own.iter().exists(is_unmodelled);
    // What is in doubt after the down is in doubt for nobody else.
    let mut undone = compile_read((compiled.catalog.clone(), doubts.clone()), &down, parsed);
    if let (Some(execution), Some(down)) = (compiled.executions.last_mut(), undone.executions.pop()) {
        execution.down = down.up;
        execution.undoing = down.effects;
    }
    if !is_judged {
        return;
    }
    let problems = match undone.has_errors() {
        true => Vec::new(),
        false if is_followed && !undone.findings.iter().exists(is_unmodelled) => check_schema(before, &undone.catalog),
        false => vec![unproved()],
    };
    let mut doubts = doubts.clone();
    let first = undone.statements.first().map_or(Span::default(), |statement| statement.span);
    let mut report = Report::new(&mut undone.findings, &mut doubts, &down.label, &down.up, &down.up_sql);
    problems.into_iter().for_each(|problem| report.push(*problem, first));
    let up: Vec<(Span, &Effects)> = compiled.statements[*folded..].iter().map(|it| (it.span, &it.effects)).gather();
    if up.iter().for_all(|(_, effects)| effects.losses.is_empty()) {
        return compiled.findings.append(&mut undone.findings);
    }
    let down_statements: Vec<(Span, &Effects)> = undone.statements.iter().map(|it| (it.span, &it.effects)).gather();
    let lost = check_data(before, &up, (&undone.catalog, &down_statements));
    let mut report = Report::new(&mut undone.findings, &mut doubts, &migration.label, &migration.up, &migration.up_sql);
    lost.into_iter().for_each(|(span, problem)| report.push(*problem, span));
    compiled.findings.append(&mut undone.findings);
}

fn is_unmodelled(finding: &Finding) -> bool {
    finding.diagnostic.code == Code::Rule("unmodelled")
}
