//! How does a chain of migrations become a catalog, and what was found on the way.

use super::bodies::check_bodies;
use super::consequence::Doubts;
use super::judged::judge_of;
use super::mark::mark;
use super::rollback::check_rollback;
use super::{DeclaredTransaction, Finding, Migration};
use crate::catalog::Catalog;
use crate::catalog::version::VersionRange;
use crate::diag::{Code, Diagnostic, Problem};
use crate::fold::cx::Cx;
use crate::fold::effect::Effects;
use crate::fold::fold_statement;
use crate::fold::session::{Session, TransactionMode};
use crate::fold::unit::{elide_wrapping_block, needs_statement_mode, own_transaction, warn_of_own_transaction};
use crate::lint::{Lints, Verdict};
use crate::syntax::statement::Statement;
use crate::syntax::{Grammar, ParsedFile, parse_file_with};
use crate::text::{SourceText, Span};

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
    /// How each migration runs.
    pub modes: Vec<TransactionMode>,
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
    let mut compiled = Compiled { catalog, findings: Vec::new(), statements: Vec::new(), modes: Vec::new() };
    for (at, migration) in migrations.iter().enumerate() {
        let before = (compiled.catalog.clone(), compiled.findings.len(), compiled.statements.len());
        fold_migration(&mut compiled, &mut doubts, (at, migration), lints);
        check_bodies(&mut compiled, &mut doubts, (at, migrations), &before);
        check_rollback(&mut compiled, &doubts, migration, before);
        after(at, &compiled.catalog, &doubts);
    }
    compiled
}

fn fold_migration(compiled: &mut Compiled, doubts: &mut Doubts, (at, migration): (usize, &Migration), lints: Option<&Lints>) {
    let grammar = Grammar::of_version(u32::from(compiled.catalog.versions().lowest));
    let parsed = parse_file_with(&migration.up_sql, grammar);
    let mut report = Report { findings: &mut compiled.findings, doubts, migration, text: &migration.up_sql };
    let (statements, mode) = plan_transaction(&parsed, migration);
    compiled.modes.push(mode);
    let mut judge = lints.and_then(|lints| judge_of(lints, migration, &parsed.statements, statements.len(), (&compiled.catalog, mode)));
    let mut cx = Cx::new(compiled.catalog.clone(), Session::new(mode), &migration.up_sql);
    if let (DeclaredTransaction::Unsaid, Some(statement)) = (migration.transaction, own_transaction(statements)) {
        report.push(*warn_of_own_transaction(statement), statement.span);
    }
    let mut problems = parsed.problems.iter().peekable();
    let mut end = 0;
    for statement in statements {
        let gap = Span::new(end, statement.span.start);
        end = statement.span.end;
        while let Some(problem) = problems.next_if(|problem| place_of(problem) < statement.span.start) {
            report.problem(problem.clone(), gap);
        }
        let before = judge.as_ref().map(|_| cx.catalog.clone());
        let folded = fold_statement(&mut cx, statement);
        // What could not be followed came before what failed, in a block that does both.
        cx.warnings.iter().for_each(|warning| report.doubt(warning, statement.span));
        cx.left_open.drain(..).for_each(|left| report.doubts.add_left_open(&left));
        match folded {
            Ok(()) => {
                let effects = std::mem::take(&mut cx.effects);
                if let (Some(judge), Some(before)) = (&mut judge, &before) {
                    report.verdicts(judge.statement((before, &cx.catalog), &effects, &cx.session, statement.span));
                }
                compiled.statements.push(FoldedStatement { migration: at, span: statement.span, effects });
            }
            Err(problem) => report.problem(problem, statement.span),
        }
        // Where the file says what such SQL will have done, nothing is left to be said.
        let is_answered = |warning: &Problem| warning.code == Code::Rule("unmodelled") && migration.assumptions().next().is_some();
        for mut warning in std::mem::take(&mut cx.warnings).into_iter().filter(|warning| !is_answered(warning)) {
            if judge.as_mut().is_none_or(|judge| judge.judge_of_other_layer(&mut warning, statement.span)) {
                report.push(*warning, statement.span);
            }
        }
        if let Some(judge) = &mut judge {
            judge.pass(statement.span);
        }
    }
    for problem in problems {
        report.problem(problem.clone(), Span::new(end, migration.up_sql.len() as u32));
    }
    fold_assumptions(&mut cx, &mut report, migration);
    cx.end_session();
    if let Some(judge) = judge {
        report.verdicts(judge.finish(&cx.catalog));
    }
    compiled.catalog = cx.catalog;
}

/// A file with a statement that no transaction may hold, or with transactions of its own, runs statement by statement; one `BEGIN ... COMMIT` around a whole file is the unit's own transaction.
fn plan_transaction<'a>(parsed: &'a ParsedFile, migration: &Migration) -> (&'a [Statement], TransactionMode) {
    let statements = elide_wrapping_block(&parsed.statements);
    // A block that was written holds whatever is written inside, also what PostgreSQL refuses there.
    if statements.len() < parsed.statements.len() && statements.iter().any(needs_statement_mode) {
        return (statements, TransactionMode::Whole);
    }
    let by_statement = migration.transaction == DeclaredTransaction::None
        || own_transaction(statements).is_some()
        || statements.iter().any(needs_statement_mode);
    (statements, if by_statement { TransactionMode::Statements } else { TransactionMode::Whole })
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

/// Where a statement that could not be read stands; its problem always says so.
fn place_of(problem: &Problem) -> u32 {
    problem.span.map_or(0, |span| span.start)
}

/// Where findings of a migration go.
pub(super) struct Report<'a> {
    pub(super) findings: &'a mut Vec<Finding>,
    pub(super) doubts: &'a mut Doubts,
    pub(super) migration: &'a Migration,
    pub(super) text: &'a str,
}

impl Report<'_> {
    fn problem(&mut self, problem: Problem, statement: Span) {
        let follows = self.doubts.explain(&problem);
        self.doubts.add(&problem, self.text.get(statement.range()).unwrap_or_default());
        if !follows {
            self.push(*problem, statement);
        }
    }

    fn verdicts(&mut self, verdicts: Vec<Verdict>) {
        for verdict in verdicts {
            self.push(verdict.diagnostic, verdict.statement);
            if let Some(found) = self.findings.last_mut() {
                found.fix = verdict.fix.map(Box::new);
            }
        }
    }

    fn doubt(&mut self, warning: &Diagnostic, statement: Span) {
        if warning.code == Code::Rule("unmodelled") {
            self.doubts.add_words(self.text.get(statement.range()).unwrap_or_default());
        }
    }

    pub(super) fn push(&mut self, problem: Diagnostic, statement: Span) {
        let mark = mark(&problem, self.text, statement);
        let span = problem.span.unwrap_or_else(|| first_word(&self.migration.up, statement));
        self.findings.push(Finding {
            diagnostic: problem,
            source: self.migration.up.clone(),
            migration: Some(self.migration.label.clone()),
            span,
            mark,
            other: None,
            fix: None,
        });
    }
}

fn first_word(source: &SourceText, statement: Span) -> Span {
    let text = source.slice(statement);
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    Span::new(statement.start, statement.start + end as u32)
}
