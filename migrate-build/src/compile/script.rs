//! How is a script folded, and how will it be run.

use super::folded::{FoldedMoment, Moment, States, What};
use super::report::Report;
use crate::diag::{Problem, Result};
use crate::fold::batches::plan_batches;
use crate::fold::cx::Cx;
use crate::fold::fold_statement;
use crate::fold::probe::probe_of;
use crate::fold::session::{Session, TransactionMode};
use crate::fold::step::{Run, Step, StepKind};
use crate::fold::summary::Effect;
use crate::fold::unit::{Plan, Unit, Way};
use crate::syntax::ParsedFile;
use crate::syntax::statement::Statement;
use crate::text::{Collection, Span};

/// How a migration is run, and what it does to what is there.
#[derive(Clone, Debug, Default)]
pub struct Execution {
    /// How it is applied.
    pub up: Script,
    /// How it is undone, where a script does that.
    pub down: Script,
    /// The queries that must hold before.
    pub require: Vec<String>,
    /// The queries that must hold afterwards.
    pub verify: Vec<String>,
    /// What it does to what was there before it.
    pub effects: Vec<Effect>,
    /// What undoing it does to what was there after it.
    pub undoing: Vec<Effect>,
}

/// How a script is run.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// In one transaction, or step by step.
    pub run: Run,
    /// The words that begin and end the transaction around all of it, which is not sent: the applier does that.
    pub elided: Vec<Span>,
}

impl Script {
    /// The text that is sent: the words that are left out are blank, which leaves all else in its place.
    #[must_use]
    pub fn sent(&self, sql: &str) -> String {
        let mut text = sql.to_owned();
        for part in &self.elided {
            if text.get(part.range()).is_some() {
                text.replace_range(part.range(), &" ".repeat(part.range().len()));
            }
        }
        text
    }
}

/// Folds the statements of a script one after the other, and notes what happened. The states around each are kept where the rules are asked.
pub(super) fn fold_script(
    cx: &mut Cx<'_>,
    report: &mut Report<'_>,
    parsed: &ParsedFile,
    plan: Plan<'_>,
    (moments, keeps_states): (&mut Vec<Moment>, bool),
) -> Script {
    let whole = plan.mode == TransactionMode::Whole;
    for problem in plan.problems {
        report.push(*problem, Span::default());
    }
    let problems = parsed.problems.iter().peekable();
    let mut script = Folding { cx, report, problems, end: 0, shares_transaction: whole, moments, keeps_states };
    let mut steps = Vec::new();
    for unit in &plan.units {
        if whole {
            script.fold_all(unit);
        } else {
            steps.put_all(script.fold_step(unit));
        }
    }
    script.refuse_rest();
    Script { run: if whole { Run::Whole } else { Run::Steps(steps) }, elided: plan.elided }
}

/// A script on its way.
struct Folding<'f, 'c, 'r, 'p> {
    cx: &'f mut Cx<'c>,
    report: &'f mut Report<'r>,
    problems: std::iter::Peekable<std::slice::Iter<'p, Problem>>,
    end: u32,
    shares_transaction: bool,
    moments: &'f mut Vec<Moment>,
    keeps_states: bool,
}

impl Folding<'_, '_, '_, '_> {
    /// Folds what runs at once, in a step of its own.
    fn fold_step(&mut self, unit: &Unit<'_>) -> Option<Step> {
        let [first, ..] = unit.statements else { return None };
        let alone = unit.way == Way::Alone || (unit.way == Way::InTransaction && self.cx.must_stand_alone(first));
        let before = alone.then(|| self.cx.clone());
        self.cx.begin_step(!alone);
        self.shares_transaction = unit.statements.len() > 1;
        let is_folded = self.fold_all(unit);
        let kind = match before {
            // What failed is told already, and never runs.
            _ if !is_folded => Ok(StepKind::InTransaction),
            Some(before) => probe_of(&before, self.cx, first).map(StepKind::Alone),
            None => self.kind_of(unit, first),
        };
        self.cx.end_step();
        let span = unit.statements.iter().fold(first.span, |span, statement| span.to(statement.span));
        match kind {
            Ok(kind) => Some(Step { start: span.start, end: span.end, kind }),
            Err(problem) => {
                self.report.problem(problem, first.span);
                None
            }
        }
    }

    fn kind_of(&self, unit: &Unit<'_>, first: &Statement) -> Result<StepKind> {
        match unit.way {
            Way::Batches(backfill) => plan_batches(self.cx, first, backfill).map(StepKind::Batches),
            Way::Session => Ok(StepKind::Session),
            Way::InTransaction | Way::Alone => Ok(StepKind::InTransaction),
        }
    }

    /// Folds statements one after the other: whether all could be.
    fn fold_all(&mut self, unit: &Unit<'_>) -> bool {
        let mut all = true;
        for statement in unit.statements {
            all &= self.fold(statement);
        }
        all
    }

    fn fold(&mut self, statement: &Statement) -> bool {
        let gap = Span::new(self.end, statement.span.start);
        self.end = statement.span.end;
        while let Some(problem) = self.problems.next_if(|problem| place_of(problem) < statement.span.start) {
            self.report.problem(problem.clone(), gap);
        }
        let before = self.keeps_states.then(|| self.cx.catalog.clone());
        let result = fold_statement(self.cx, statement);
        // What could not be followed came before what failed, in a block that does both.
        self.cx.warnings.iter().for_each(|warning| self.report.doubt(warning, statement.span));
        self.cx.left_open.drain(..).for_each(|left| self.report.doubts.add_left_open(&left));
        let is_folded = result.is_ok();
        match result {
            Ok(()) => {
                let states = before.map(|before| States {
                    before,
                    after: self.cx.catalog.clone(),
                    // The rules ask whether locks are held on to, which a statement's own transaction does not do.
                    session: Session { in_transaction: self.shares_transaction, ..self.cx.session.clone() },
                });
                // The effects stay in place, too: what they made tells which index is waited for.
                let effects = self.cx.effects.clone();
                self.note(What::Folded(Box::new(FoldedMoment { span: statement.span, effects, states })));
            }
            Err(problem) => self.report.problem(problem, statement.span),
        }
        let mut warnings = std::mem::take(&mut self.cx.warnings);
        warnings.retain(|warning| self.report.is_left(warning));
        warnings.into_iter().for_each(|warning| self.note(What::Warned(warning, statement.span)));
        self.note(What::Passed(statement.span));
        is_folded
    }

    fn note(&mut self, what: What) {
        self.moments.push(Moment { found: self.report.found(), what });
    }

    /// What is wrong after the last statement that could be read.
    fn refuse_rest(&mut self) {
        let rest = Span::new(self.end, self.cx.text.len() as u32);
        for problem in self.problems.by_ref() {
            self.report.problem(problem.clone(), rest);
        }
    }
}

/// Where a statement that could not be read stands; its problem always says so.
fn place_of(problem: &Problem) -> u32 {
    problem.span.map_or(0, |span| span.start)
}
