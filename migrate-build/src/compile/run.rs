//! How does a chain of migrations become a catalog, and what was found on the way.

use super::assertion::read_assertions;
use super::bodies::check_bodies;
use super::consequence::Doubts;
use super::contract::check_contract;
use super::judged::{is_released, judge_of};
use super::repeatable::check_repeatables;
use super::report::Report;
use super::rollback::{Before, check_rollback};
use super::script::{Execution, Script, fold_script};
use super::{DeclaredTransaction, Finding, Migration};
use crate::catalog::Catalog;
use crate::catalog::version::VersionRange;
use crate::fold::cx::Cx;
use crate::fold::effect::Effects;
use crate::fold::fold_statement;
use crate::fold::session::{Session, TransactionMode};
use crate::fold::summary::Summary;
use crate::fold::unit::{own_transaction, plan_units, warn_of_own_transaction};
use crate::lint::Lints;
use crate::syntax::{Grammar, parse_file_with};
use crate::text::Span;

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
        self.findings.iter().any(|finding| finding.diagnostic.is_error())
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

/// Folds the rest of a chain, from the schema before it and the names that were in doubt by then.
#[must_use]
pub fn compile_from(
    (catalog, mut doubts): (Catalog, Doubts),
    migrations: &[Migration],
    lints: Option<&Lints>,
    after: &mut dyn FnMut(usize, &Catalog, &Doubts),
) -> Compiled {
    let mut compiled = Compiled { catalog, findings: Vec::new(), statements: Vec::new(), executions: Vec::new() };
    for (at, migration) in migrations.iter().enumerate() {
        let before = (compiled.catalog.clone(), compiled.findings.len(), compiled.statements.len());
        fold_migration(&mut compiled, &mut doubts, (at, migration), lints);
        if let Some(header) = &migration.header {
            let statements = &compiled.statements[before.2..];
            let mut found = check_contract(migration, header, (&before.0, &compiled.catalog), statements);
            found.retain_mut(|finding| {
                lints.is_none_or(|it| !is_released(it, migration) && it.judge_proof(&migration.directives, &mut finding.diagnostic))
            });
            compiled.findings.extend(found);
        }
        let lints = lints.filter(|lints| !is_released(lints, migration));
        prove(&mut compiled, &mut doubts, (at, migrations), (before, lints));
        after(at, &compiled.catalog, &doubts);
    }
    if let Some(lints) = lints {
        check_repeatables(&mut compiled, &doubts, migrations, lints);
    }
    compiled
}

/// What is proved of a migration once it was folded and judged; at which level is told of it, the rules decide. The down is folded for every migration,
/// since how it runs is carried too.
fn prove(compiled: &mut Compiled, doubts: &mut Doubts, (at, migrations): (usize, &[Migration]), (before, lints): (Before, Option<&Lints>)) {
    let judged = compiled.findings.len();
    if lints.is_some() {
        check_bodies(compiled, doubts, (at, migrations), &before);
    }
    check_rollback(compiled, doubts, &migrations[at], (before, lints.is_some()));
    let mut proved = compiled.findings.split_off(judged);
    proved.retain_mut(|finding| lints.is_some_and(|lints| lints.judge_proof(&migrations[at].directives, &mut finding.diagnostic)));
    compiled.findings.append(&mut proved);
}

fn fold_migration(compiled: &mut Compiled, doubts: &mut Doubts, (at, migration): (usize, &Migration), lints: Option<&Lints>) {
    let before = compiled.catalog.clone();
    let grammar = Grammar::of_version(u32::from(before.versions().lowest));
    let parsed = parse_file_with(&migration.up_sql, grammar);
    let mut report = Report::new(&mut compiled.findings, doubts, &migration.label, &migration.up, &migration.up_sql);
    report.is_answered = migration.assumptions().next().is_some();
    let require = read_assertions(&before, &mut report, migration.require.as_deref());
    let backfills = migration.backfills();
    let outside = migration.transaction == DeclaredTransaction::None;
    let plan = plan_units(&parsed.statements, outside, &backfills);
    let mut cx = Cx::new(before.clone(), Session::new(plan.mode), &migration.up_sql);
    if let (false, Some(statement)) = (outside || plan.mode == TransactionMode::Whole, own_transaction(&parsed.statements)) {
        report.push(*warn_of_own_transaction(statement), statement.span);
    }
    let inner = parsed.statements.len() - plan.elided.len();
    let mut judge = lints.and_then(|lints| judge_of(lints, migration, &parsed.statements, inner, (&before, plan.mode)));
    let mut summary = Summary::new(&before, plan.mode == TransactionMode::Whole);
    let up = fold_script(&mut cx, &mut report, &parsed, plan, &mut judge, &mut |span, effects| {
        summary.add(migration.up.line_column(span.start).line, &effects);
        compiled.statements.push(FoldedStatement { migration: at, span, effects });
    });
    fold_assumptions(&mut cx, &mut report, migration);
    cx.end_session();
    if let Some(judge) = judge {
        report.verdicts(judge.finish(&cx.catalog));
    }
    let verify = read_assertions(&cx.catalog, &mut report, migration.verify.as_deref());
    let effects = summary.finish();
    compiled.catalog = cx.catalog;
    // What undoes it is looked at by itself.
    compiled.executions.push(Execution { up, down: Script::default(), require, verify, effects, undoing: Vec::new() });
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
