//! What do the rules say of a migration, statement by statement as it is folded.

use super::allowance::Allowances;
use super::fix::{Cut, Fix, Part, Place, fix};
use super::level::Level;
use super::registry::{rule_at, rule_index, rules_of_statements, rules_of_units};
use super::report::{Report, Said};
use super::sizes::Size;
use super::step::Step;
use super::unit::{Earlier, Unit, UnitEnd};
use super::{Enforcement, Lints, Told};
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::diag::{Code, Diagnostic, Severity};
use crate::fold::effect::Effects;
use crate::fold::session::{Session, TransactionMode};
use crate::text::{Collection, Gather, Seek, Span};
use migrate_model::{Directive, PlacedDirective};

/// The file of a migration.
#[derive(Clone, Copy, Debug)]
pub struct UnitText<'a> {
    /// Its name without version.
    pub name: &'a str,
    /// The whole file.
    pub text: &'a str,
    /// Its SQL, with the places of the file.
    pub sql: &'a str,
    /// What it says of itself.
    pub directives: &'a [PlacedDirective],
    /// From the first statement to the end of the last; none where there is none.
    pub statements: Option<Span>,
    /// How many statements there are.
    pub count: usize,
    /// Whether `BEGIN` and `COMMIT` stand around all of them.
    pub has_block: bool,
    /// What undoes it.
    pub down: Option<&'a str>,
    /// What must hold before it runs.
    pub require: Option<&'a str>,
    /// What tells whether it worked.
    pub verify: Option<&'a str>,
}

/// What a rule says of a place.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// What it says.
    pub diagnostic: Diagnostic,
    /// The statement or comment that it is about.
    pub statement: Span,
    /// How the files should be.
    pub fix: Option<Fix>,
}

/// The judge of one migration.
pub struct UnitJudge<'a> {
    lints: &'a Lints,
    text: UnitText<'a>,
    before: Catalog,
    unit: Unit,
    allowances: Allowances,
    previous_end: u32,
}

impl<'a> UnitJudge<'a> {
    /// Before the first statement of a migration.
    #[must_use]
    pub fn new(lints: &'a Lints, text: UnitText<'a>, before: &Catalog, mode: TransactionMode) -> Self {
        let allowances = Allowances::of(text.directives, text.statements.map(|span| span.start));
        let unit = Unit { first_new: before.first_free_id(), mode, has_down: text.down.is_some(), earlier: Vec::new() };
        Self { lints, text, before: before.clone(), unit, allowances, previous_end: 0 }
    }

    /// What the rules say of a statement that was folded.
    pub fn statement(&mut self, (before, after): (&Catalog, &Catalog), effects: &Effects, session: &Session, span: Span) -> Vec<Verdict> {
        let sql = self.text.sql.get(span.range()).unwrap_or_default();
        let backfill = self.text.directives.iter().first_some(|placed| match &placed.directive {
            Directive::Backfill { key, .. } if (self.previous_end..span.end).contains(&(placed.range.start as u32)) => Some(key.as_str()),
            _ => None,
        });
        let step = Step::new((before, after), effects, session, (span, sql), (&self.unit, backfill));
        let mut found = Vec::new();
        for (index, rule, check) in rules_of_statements() {
            if self.lints.levels.of(*index) != Level::Allow {
                let mut report = Report { rule, said: Vec::new() };
                check(&step, &mut report);
                // Nearly always nothing is said.
                if !report.said.is_empty() {
                    found.put_all(report.said.into_iter().map(|said| (*index, said)));
                }
            }
        }
        let earlier = Earlier::of(&step);
        let decided = found.into_iter().filter_map(|(index, said)| self.decide(index, said, before, span)).gather();
        self.unit.earlier.push(earlier);
        decided
    }

    /// Goes on behind a statement.
    pub fn pass(&mut self, span: Span) {
        self.previous_end = span.end;
    }

    /// Sets the level of what another layer reports under the name of a rule; false where it is to be left out.
    pub fn judge_of_other_layer(&mut self, diagnostic: &mut Diagnostic, statement: Span) -> bool {
        let Code::Rule(name) = diagnostic.code else { return true };
        let Some(index) = rule_index(name).filter(|_| diagnostic.severity != Severity::Error) else { return true };
        let level = self.lints.levels.of(index);
        if level == Level::Allow || self.allowances.allow(index, statement, self.previous_end) {
            return false;
        }
        diagnostic.severity = self.severity(level);
        true
    }

    /// What the rules say of the migration as a whole.
    #[must_use]
    pub fn finish(mut self, after: &Catalog) -> Vec<Verdict> {
        let UnitText { directives, down, require, verify, .. } = self.text;
        let unit =
            std::mem::replace(&mut self.unit, Unit { first_new: 0, mode: TransactionMode::Whole, has_down: false, earlier: Vec::new() });
        let before = self.before.clone();
        let end = UnitEnd { before: &before, after, unit: &unit, directives, down, require, verify };
        let whole = self.text.statements.unwrap_or_default();
        let mut found = Vec::new();
        for (index, rule, check) in rules_of_units() {
            if self.lints.levels.of(*index) != Level::Allow {
                let mut report = Report { rule, said: Vec::new() };
                check(&end, &mut report);
                found.put_all(report.said.into_iter().map(|said| (*index, said)));
            }
        }
        self.previous_end = 0;
        let mut decided: Vec<Verdict> = found.into_iter().filter_map(|(index, said)| self.decide(index, said, &before, whole)).gather();
        decided.put_all(self.unused_allowances());
        decided
    }

    fn unused_allowances(&self) -> Vec<Verdict> {
        let level = self.lints.levels.of_named("unused_allowance").unwrap_or(Level::Warn);
        if level == Level::Allow || self.lints.told == Told::Denied {
            return Vec::new();
        }
        let verdict = |(problem, statement): (Box<Diagnostic>, Span)| {
            let diagnostic = Diagnostic { severity: self.severity(level), span: Some(statement), ..*problem };
            Verdict { diagnostic, statement, fix: None }
        };
        self.allowances.unused().into_iter().map(verdict).gather()
    }

    fn decide(&mut self, index: usize, said: Said, catalog: &Catalog, statement: Span) -> Option<Verdict> {
        let level = self.level_for(index, said.table, catalog);
        let at = said.at.unwrap_or(statement);
        if level == Level::Allow || self.allowances.allow(index, at, self.previous_end) {
            return None;
        }
        if level == Level::Warn && self.lints.told == Told::Denied {
            return None;
        }
        let mut diagnostic = *said.problem;
        diagnostic.severity = self.severity(level);
        let fix = self.fix(&said.parts, statement).filter(|_| said.at.is_none());
        Some(Verdict { diagnostic, statement: at, fix })
    }

    fn fix(&self, parts: &[Part], statement: Span) -> Option<Fix> {
        let end = self.text.statements.map_or(statement.end, |all| all.end);
        let cut = Cut {
            text: self.text.text,
            statement,
            end,
            name: self.text.name,
            only: self.text.count == 1,
            by_statement: self.unit.mode == TransactionMode::Statements,
        };
        let cannot_leave = self.text.has_block && parts.iter().exists(|part| part.place == Place::Alone);
        if parts.is_empty() || cannot_leave { None } else { fix(&cut, parts) }
    }

    fn level_for(&self, index: usize, table: Option<RelationId>, catalog: &Catalog) -> Level {
        let level = self.lints.levels.of(index);
        let size = table.filter(|_| rule_at(index).group.depends_on_size()).and_then(|id| {
            let relation = catalog.relation(id)?;
            Some(self.lints.sizes.of(&catalog.schema(relation.schema)?.name, &relation.name))
        });
        match size {
            Some(Size::Small) => level.lowered(),
            Some(Size::Large) => level.raised(),
            _ => level,
        }
    }

    fn severity(&self, level: Level) -> Severity {
        match (level, self.lints.enforcement) {
            (Level::Deny, Enforcement::Deny) => Severity::Error,
            _ => Severity::Warning,
        }
    }
}
