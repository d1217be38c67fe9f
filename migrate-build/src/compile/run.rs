//! How does a chain of migrations become a catalog, and what was found on the way.

use super::assertion::read_assertions;
use super::consequence::Doubts;
use super::folded::{FoldedMigration, Moment, What, Written};
use super::hand::hands;
use super::judge::Judge;
use super::judged::is_released;
use super::judging::Judging;
use super::reading::{ReadMigration, Reading};
use super::repeatable::check_repeatables;
use super::report::Report;
use super::script::{Execution, fold_script};
use super::{DeclaredTransaction, Finding, Migration};
use crate::catalog::Catalog;
use crate::catalog::version::VersionRange;
use crate::fold::cx::Cx;
use crate::fold::effect::Effects;
use crate::fold::fold_statement;
use crate::fold::session::{Session, TransactionMode};
use crate::fold::unit::{own_transaction, plan_units, warn_of_own_transaction};
use crate::lint::Lints;
use crate::syntax::{Grammar, ParsedFile, parse_file_with};
use crate::text::{Seek, Span};

/// What a chain is held against.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The versions of PostgreSQL.
    pub versions: VersionRange,
    /// What is judged beyond what PostgreSQL refuses; none where nothing is.
    pub lints: Option<Lints>,
}

/// A statement that was folded, and what it does.
#[derive(Clone, Debug)]
pub struct FoldedStatement {
    /// The migration, by its place in the chain.
    pub migration: usize,
    /// Where it stands in the migration's file.
    pub span: Span,
    /// What it locks, rewrites, makes and loses.
    pub effects: Effects,
}

/// Everything that is known of a chain.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The schema after the last migration.
    pub catalog: Catalog,
    /// What was found, in the order of the files.
    pub findings: Vec<Finding>,
    /// The statements that were folded, in order.
    pub statements: Vec<FoldedStatement>,
    /// How each migration is run, and what it does to what is there.
    pub executions: Vec<Execution>,
}

impl Compiled {
    /// Whether PostgreSQL, or the product, would refuse the chain.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().exists(|finding| finding.diagnostic.is_error())
    }
}

/// Folds a chain, in the order in which it is given. A statement that fails changes nothing, and the rest is still checked.
#[must_use]
pub fn compile(migrations: &[Migration], options: &Options) -> Compiled {
    compile_observed(migrations, options, &mut |_, _| {})
}

/// Folds a chain and shows the schema after each migration.
#[must_use]
pub fn compile_observed(migrations: &[Migration], options: &Options, after: &mut dyn FnMut(usize, &Catalog)) -> Compiled {
    let start = (Catalog::new(options.versions), Doubts::default());
    compile_from(start, migrations, options.lints.as_ref(), &mut |at, catalog, _| after(at, catalog))
}

/// Folds the rest of a chain, from the schema before it and the names that were in doubt by then. Three do so at once: the texts are read ahead of the
/// fold, and what was folded is judged behind it.
#[must_use]
pub fn compile_from(
    (mut catalog, mut doubts): (Catalog, Doubts),
    migrations: &[Migration],
    lints: Option<&Lints>,
    after: &mut dyn FnMut(usize, &Catalog, &Doubts),
) -> Compiled {
    let hands = hands(migrations);
    let mut compiled = std::thread::scope(|scope| {
        let mut reading = Reading::begin(scope, (migrations, &hands), grammar_of(&catalog));
        let mut judging = Judging::begin(scope, &catalog, (migrations, lints), hands.len());
        for hand in &hands {
            for at in hand.clone() {
                let is_judged = lints.is_some_and(|lints| !is_released(lints, &migrations[at]));
                let mut read = reading.next(at);
                let folded = fold_migration(catalog.clone(), &mut doubts, (at, &migrations[at]), (&mut read, is_judged));
                reading.take_back(read.up);
                catalog = folded.after.clone();
                after(at, &catalog, &doubts);
                judging.take(folded);
            }
            judging.hand_over();
        }
        judging.finish().finish()
    });
    if let Some(lints) = lints {
        check_repeatables(&mut compiled, &doubts, migrations, lints);
    }
    compiled
}

/// Folds one migration that was read already, and asks no rules.
pub(super) fn compile_read((catalog, mut doubts): (Catalog, Doubts), migration: &Migration, up: ParsedFile) -> Compiled {
    let mut read = ReadMigration { up, down: None, require: None, verify: None };
    let mut judge = Judge::new(catalog.clone(), std::slice::from_ref(migration), None);
    judge.take(fold_migration(catalog, &mut doubts, (0, migration), (&mut read, false)));
    judge.finish()
}

fn grammar_of(catalog: &Catalog) -> Grammar {
    Grammar::of_version(u32::from(catalog.versions().lowest))
}

fn fold_migration(
    before: Catalog,
    doubts: &mut Doubts,
    (at, migration): (usize, &Migration),
    (read, is_judged): (&mut ReadMigration, bool),
) -> FoldedMigration {
    let (mut findings, mut moments) = (Vec::new(), Vec::new());
    let mut report = Report::new(&mut findings, doubts, &migration.label, &migration.up, &migration.up_sql);
    report.is_answered = migration.assumptions().next().is_some();
    let require = read_assertions(&before, &mut report, migration.require.as_deref().zip(read.require.take()));
    let backfills = migration.backfills();
    let outside = migration.transaction == DeclaredTransaction::None;
    let statements = &read.up.statements;
    let plan = plan_units(statements, outside, &backfills);
    let mode = plan.mode;
    let mut cx = Cx::new(before.clone(), Session::new(mode), &migration.up_sql);
    if let (false, Some(statement)) = (outside || mode == TransactionMode::Whole, own_transaction(statements)) {
        report.push(*warn_of_own_transaction(statement), statement.span);
    }
    let written = Written::of(statements, plan.elided.len());
    let up = fold_script(&mut cx, &mut report, &read.up, plan, (&mut moments, is_judged));
    fold_assumptions(&mut cx, &mut report, migration);
    cx.end_session();
    moments.push(Moment { found: report.found(), what: What::Ended });
    let verify = read_assertions(&cx.catalog, &mut report, migration.verify.as_deref().zip(read.verify.take()));
    let (after, doubts) = (cx.catalog, doubts.clone());
    FoldedMigration { at, before, after, doubts, mode, written, findings, moments, up, down: read.down.take(), require, verify }
}

/// What dynamic SQL is said to have done is folded after the statements of its file.
fn fold_assumptions(cx: &mut Cx<'_>, report: &mut Report<'_>, migration: &Migration) {
    for (ddl, offset) in migration.assumptions() {
        let blank: String = " ".repeat(offset as usize);
        let text = blank + ddl;
        let parsed = parse_file_with(&text, cx.grammar());
        let mut inner = Cx::new(cx.catalog.clone(), cx.session.clone(), &text);
        for problem in parsed.problems {
            report.problem(problem, Span::new(offset, text.len() as u32));
        }
        for statement in &parsed.statements {
            if let Err(problem) = fold_statement(&mut inner, statement) {
                report.problem(problem, statement.span);
            }
        }
        (cx.catalog, cx.session) = (inner.catalog, inner.session);
    }
}
