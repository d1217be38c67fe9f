//! How does a rule say what it found.

use super::fix::{Part, Place};
use super::rule::Rule;
use super::sql::{constraint_sql, has_word};
use super::step::Step;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::Constraint;
use crate::diag::{Diagnostic, Problem, Severity, Subject, SubjectKind};
use crate::text::{Name, Span};

/// What a rule finds, one after the other.
pub(crate) struct Report<'a> {
    pub(super) rule: &'a Rule,
    pub(super) said: Vec<Said>,
}

/// One thing that was found.
pub(crate) struct Said {
    pub(super) problem: Problem,
    pub(super) table: Option<RelationId>,
    pub(super) parts: Vec<Part>,
    pub(super) at: Option<Span>,
}

impl Report<'_> {
    /// Says what is wrong.
    pub(crate) fn say(&mut self, message: impl Into<String>) -> &mut Said {
        let (severity, name) = (Severity::Warning, self.rule.name);
        let problem = Diagnostic::rule(severity, name, message);
        self.said.push(Said { problem, table: None, parts: Vec::new(), at: None });
        let last = self.said.len() - 1;
        &mut self.said[last]
    }
}

impl Said {
    /// Says which table it is about.
    pub(crate) fn table(&mut self, id: RelationId, name: &Name) -> &mut Self {
        self.table = Some(id);
        self.about(SubjectKind::Relation, name)
    }

    /// Says which table makes it better or worse, without pointing at it.
    pub(crate) fn sized_by(&mut self, id: RelationId) -> &mut Self {
        self.table = Some(id);
        self
    }

    /// Says which name it is about.
    pub(crate) fn about(&mut self, kind: SubjectKind, name: &Name) -> &mut Self {
        self.problem.subject = Some(Subject { kind, name: name.clone(), within: None });
        self
    }

    /// Says which column or part of which table it is about.
    pub(crate) fn about_part(&mut self, kind: SubjectKind, name: &Name, (id, table): (RelationId, &Name)) -> &mut Self {
        self.table = Some(id);
        self.problem.subject = Some(Subject { kind, name: name.clone(), within: Some(table.clone()) });
        self
    }

    /// Says where it stands, other than where the statement does.
    pub(crate) fn at(&mut self, span: Span) -> &mut Self {
        self.at = Some(span);
        self
    }

    /// Adds a fact.
    pub(crate) fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.problem.notes.push(note.into());
        self
    }

    /// Says what to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.problem.help.push(help.into());
        self
    }

    /// Shows SQL that does the same safely.
    pub(crate) fn shown(&mut self, step: &Step<'_>, parts: &[Part]) -> &mut Self {
        let mut shown = String::from(if parts.len() > 1 { "in steps:" } else { "write instead:" });
        for (at, part) in parts.iter().enumerate() {
            match part.place {
                Place::Alone if step.in_transaction => shown.push_str("\n-- in a migration of its own, without a transaction"),
                Place::After if at > 0 => shown.push_str("\n-- in the migration after that"),
                _ => {}
            }
            shown.push('\n');
            shown.push_str(part.sql.trim_end());
            shown.push(';');
        }
        self.problem.help.push(shown);
        self
    }

    /// Shows SQL that does the same safely, and that can be put in the place of the statement.
    pub(crate) fn instead(&mut self, step: &Step<'_>, parts: Vec<Part>) -> &mut Self {
        self.shown(step, &parts);
        self.parts = parts;
        self
    }

    /// Shows how a constraint is added without reading the rows, and validated afterwards.
    pub(crate) fn not_valid_first(&mut self, step: &Step<'_>, constraint: &Constraint, table: &str) -> &mut Self {
        let validate = format!("ALTER TABLE {table} VALIDATE CONSTRAINT {}", quote_identifier(&constraint.name));
        let later = Part::after(format!("validate_{}", constraint.name), validate);
        // One action ends with its statement, so that is where NOT VALID goes; its name must be written, for the next step to use it.
        if step.effects.actions == 1 && has_word(step.sql, "constraint") {
            let words = if step.sql.contains("constraint") { "not valid" } else { "NOT VALID" };
            return self.instead(step, vec![Part::here(format!("{} {words}", step.sql.trim_end())), later]);
        }
        let added = format!("ALTER TABLE {table} ADD {} NOT VALID", constraint_sql(step.after, constraint));
        let parts = vec![Part::here(added), later];
        match step.effects.actions {
            1 => self.instead(step, parts),
            _ => self.shown(step, &parts),
        }
    }
}
