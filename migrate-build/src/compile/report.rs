//! Which problems of a migration's text are told, and which only follow from others.

use super::Finding;
use super::consequence::Doubts;
use super::mark::mark;
use crate::diag::{Code, Diagnostic, Problem};
use crate::lint::Verdict;
use crate::text::{SourceText, Span};

/// Takes in what is found in one text of a migration.
pub(super) struct Report<'a> {
    findings: &'a mut Vec<Finding>,
    pub(super) doubts: &'a mut Doubts,
    label: &'a str,
    source: &'a SourceText,
    text: &'a str,
    /// Whether the file says what SQL will have done that cannot be followed: then nothing of that is left to be said.
    pub(super) is_answered: bool,
}

impl<'a> Report<'a> {
    /// Of a text that stands in a file, with the places of that file.
    pub(super) fn new(
        findings: &'a mut Vec<Finding>,
        doubts: &'a mut Doubts,
        label: &'a str,
        source: &'a SourceText,
        text: &'a str,
    ) -> Self {
        Self { findings, doubts, label, source, text, is_answered: false }
    }

    /// An error, unless it follows from one before.
    pub(super) fn problem(&mut self, problem: Problem, statement: Span) {
        let follows = self.doubts.explain(&problem);
        self.doubts.add(&problem, self.text.get(statement.range()).unwrap_or_default());
        if !follows {
            self.push(*problem, statement);
        }
    }

    /// What the rules say.
    pub(super) fn verdicts(&mut self, verdicts: Vec<Verdict>) {
        for verdict in verdicts {
            self.push(verdict.diagnostic, verdict.statement);
            if let Some(found) = self.findings.last_mut() {
                found.fix = verdict.fix.map(Box::new);
            }
        }
    }

    /// What could not be followed leaves names in doubt.
    pub(super) fn doubt(&mut self, warning: &Diagnostic, statement: Span) {
        if warning.code == Code::Rule("unmodelled") {
            self.doubts.add_words(self.text.get(statement.range()).unwrap_or_default());
        }
    }

    /// Whether a warning says something that the file does not answer.
    pub(super) fn is_left(&self, warning: &Diagnostic) -> bool {
        !self.is_answered || warning.code != Code::Rule("unmodelled")
    }

    /// How much was found so far.
    pub(super) fn found(&self) -> usize {
        self.findings.len()
    }

    /// Anything else.
    pub(super) fn push(&mut self, problem: Diagnostic, statement: Span) {
        let mark = mark(&problem, self.text, statement);
        let span = problem.span.unwrap_or_else(|| first_word(self.source, statement));
        self.findings.push(Finding {
            diagnostic: problem,
            source: self.source.clone(),
            migration: Some(self.label.to_owned()),
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
