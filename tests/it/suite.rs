//! Does the engine say of every statement in the suite what PostgreSQL said.

use crate::page::{Block, Case, Page, Refusal, pages};
use migrate_build::catalog::Catalog;
use migrate_build::catalog::version::VersionRange;
use migrate_build::diag::{Code, Problem, Severity};
use migrate_build::fold::cx::Cx;
use migrate_build::fold::fold_statement;
use migrate_build::fold::session::{Session, TransactionMode};
use migrate_build::syntax::{Grammar, parse_file_with};

/// How many statements are marked as known to differ. The number may only go down.
const KNOWN_TO_DIFFER: usize = 0;

#[test]
fn the_engine_answers_as_postgresql_does() {
    let (mut failures, mut differing, mut checked) = (Vec::new(), 0, 0);
    for page in pages() {
        for block in &page.blocks {
            check(&page, block, &mut failures);
            differing += block.cases.iter().filter(|case| case.differs.is_some()).count();
            checked += block.cases.len();
        }
    }
    assert!(checked > 0, "the suite holds no statement");
    assert!(failures.is_empty(), "{} of {checked} statements:\n{}", failures.len(), failures.join("\n"));
    assert_eq!(differing, KNOWN_TO_DIFFER, "this many statements are marked as known to differ; the number may only go down");
}

fn check(page: &Page, block: &Block, failures: &mut Vec<String>) {
    let answers = answers(page, block);
    for (case, found) in block.cases.iter().zip(answers) {
        let agrees = found == case.refusal;
        let at = block.source.line_column(case.sql.start as u32).line as usize;
        let place = format!("{}:{}", page.path.display(), block.first_line + at - 1);
        let said = |refusal: &Option<Refusal>| refusal.as_ref().map_or_else(|| "accepted".to_owned(), ToString::to_string);
        match (&case.differs, agrees) {
            (None, false) => failures.push(format!("{place}\n    expected {}\n    found    {}", said(&case.refusal), said(&found))),
            (Some(why), true) => failures.push(format!("{place}\n    agrees now: remove `-- differs: {why}`")),
            _ => {}
        }
    }
}

/// What the engine says of each statement of a block, each in a transaction of its own unless the block opens one.
pub(crate) fn answers(page: &Page, block: &Block) -> Vec<Option<Refusal>> {
    let text = block.source.text();
    let parsed = parse_file_with(text, Grammar::of_version(u32::from(page.version)));
    let mut cx = Cx::new(Catalog::new(VersionRange::only(page.version)), Session::new(TransactionMode::Statements), text);
    let mut found: Vec<(u32, Problem)> =
        parsed.problems.into_iter().map(|problem| (problem.span.map_or(0, |span| span.start), problem)).collect();
    for statement in &parsed.statements {
        if let Err(problem) = fold_statement(&mut cx, statement) {
            found.push((statement.span.start, problem));
        }
        cx.warnings.clear();
    }
    found.retain(|(_, problem)| problem.severity == Severity::Error);
    block.cases.iter().map(|case| found.iter().find(|(at, _)| belongs(case, *at)).map(|(_, problem)| refusal(block, problem))).collect()
}

/// A place at the end of a statement, where its semicolon stands, is still its own.
fn belongs(case: &Case, at: u32) -> bool {
    (case.sql.start..=case.sql.end).contains(&(at as usize))
}

fn refusal(block: &Block, problem: &Problem) -> Refusal {
    let code = match problem.code {
        Code::Sql(state) => state.to_string(),
        Code::Rule(rule) => rule.to_owned(),
    };
    let place = problem.span.map(|span| block.source.line_column(span.start)).map(|at| (at.line, at.column));
    Refusal { code, place, message: problem.message.clone() }
}
