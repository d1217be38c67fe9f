//! What is said of a migration once it was folded: by the rules, statement by statement, and by the proofs.

use super::Migration;
use super::bodies::check_bodies;
use super::consequence::Doubts;
use super::contract::check_contract;
use super::folded::{FoldedMigration, FoldedMoment, What};
use super::judged::is_released;
use super::report::Report;
use super::rollback::{Before, check_rollback};
use super::run::{Compiled, FoldedStatement};
use super::script::{Execution, Script};
use crate::catalog::Catalog;
use crate::diag::Problem;
use crate::fold::session::TransactionMode;
use crate::fold::summary::Summary;
use crate::lint::{Lints, UnitJudge};
use crate::syntax::ParsedFile;
use crate::text::Span;

/// The judge of a chain, with what is known of it so far.
pub(super) struct Judge<'m> {
    migrations: &'m [Migration],
    lints: Option<&'m Lints>,
    compiled: Compiled,
}

impl<'m> Judge<'m> {
    /// Before the first migration.
    pub(super) fn new(catalog: Catalog, migrations: &'m [Migration], lints: Option<&'m Lints>) -> Self {
        let compiled = Compiled { catalog, findings: Vec::new(), statements: Vec::new(), executions: Vec::new() };
        Self { migrations, lints, compiled }
    }

    /// Everything that is known.
    pub(super) fn finish(self) -> Compiled {
        self.compiled
    }

    /// Takes in the next migration.
    pub(super) fn take(&mut self, folded: FoldedMigration) {
        let FoldedMigration { at, before, after, mut doubts, mode, written, findings, moments, up, down, require, verify } = folded;
        let migration = &self.migrations[at];
        let lints = self.lints.filter(|lints| !is_released(lints, migration));
        let counts = (before, self.compiled.findings.len(), self.compiled.statements.len());
        self.compiled.catalog = after;
        let mut replay = Replay {
            at,
            migration,
            judge: lints.map(|lints| UnitJudge::new(lints, written.text_of(migration), &counts.0, mode)),
            summary: Summary::new(&counts.0, mode == TransactionMode::Whole),
            compiled: &mut self.compiled,
            doubts: &mut doubts,
        };
        let mut findings = findings.into_iter();
        let mut told = 0;
        for moment in moments {
            replay.compiled.findings.extend(findings.by_ref().take(moment.found - told));
            told = moment.found;
            replay.take(moment.what);
        }
        replay.compiled.findings.extend(findings);
        let effects = replay.summary.finish();
        // What undoes it is looked at by itself.
        self.compiled.executions.push(Execution { up, down: Script::default(), require, verify, effects, undoing: Vec::new() });
        self.check_header(migration, &counts);
        self.prove(&mut doubts, at, (&counts, lints), down);
    }

    /// Holds the header of a migration, where it has one, against what the migration did.
    fn check_header(&mut self, migration: &Migration, (before, _, folded): &Before) {
        let Some(header) = &migration.header else { return };
        let statements = &self.compiled.statements[*folded..];
        let mut found = check_contract(migration, header, (before, &self.compiled.catalog), statements);
        found.retain_mut(|finding| {
            self.lints.is_none_or(|it| !is_released(it, migration) && it.judge_proof(&migration.directives, &mut finding.diagnostic))
        });
        self.compiled.findings.extend(found);
    }

    /// What is proved of a migration once it was folded and judged; at which level is told of it, the rules decide. The down is folded for every
    /// migration, since how it runs is carried too.
    fn prove(&mut self, doubts: &mut Doubts, at: usize, (before, lints): (&Before, Option<&Lints>), down: Option<ParsedFile>) {
        let judged = self.compiled.findings.len();
        if lints.is_some() {
            check_bodies(&mut self.compiled, doubts, (at, self.migrations), before);
        }
        let migration = &self.migrations[at];
        if let Some(down) = down {
            check_rollback(&mut self.compiled, doubts, (migration, down), (before, lints.is_some()));
        }
        let mut proved = self.compiled.findings.split_off(judged);
        proved.retain_mut(|finding| lints.is_some_and(|lints| lints.judge_proof(&migration.directives, &mut finding.diagnostic)));
        self.compiled.findings.append(&mut proved);
    }
}

/// A migration that is gone through again.
struct Replay<'r, 'm> {
    at: usize,
    migration: &'m Migration,
    /// None where the rules are not asked.
    judge: Option<UnitJudge<'m>>,
    summary: Summary<'r>,
    compiled: &'r mut Compiled,
    doubts: &'r mut Doubts,
}

impl Replay<'_, '_> {
    fn take(&mut self, what: What) {
        match what {
            What::Folded(moment) => self.take_folded(*moment),
            What::Warned(warning, statement) => self.take_warning(warning, statement),
            What::Passed(statement) => {
                if let Some(judge) = self.judge.as_mut() {
                    judge.pass(statement);
                }
            }
            What::Ended => {
                if let Some(judge) = self.judge.take() {
                    let verdicts = judge.finish(&self.compiled.catalog);
                    self.report().verdicts(verdicts);
                }
            }
        }
    }

    fn take_folded(&mut self, FoldedMoment { span, effects, states }: FoldedMoment) {
        if let (Some(judge), Some(states)) = (self.judge.as_mut(), &states) {
            let verdicts = judge.statement((&states.before, &states.after), &effects, &states.session, span);
            self.report().verdicts(verdicts);
        }
        self.summary.add(self.migration.up.line_column(span.start).line, &effects);
        self.compiled.statements.push(FoldedStatement { migration: self.at, span, effects });
    }

    fn take_warning(&mut self, mut warning: Problem, statement: Span) {
        if self.judge.as_mut().is_none_or(|judge| judge.judge_of_other_layer(&mut warning, statement)) {
            self.report().push(*warning, statement);
        }
    }

    fn report(&mut self) -> Report<'_> {
        let Migration { label, up, up_sql, .. } = self.migration;
        Report::new(&mut self.compiled.findings, self.doubts, label, up, up_sql)
    }
}
