//! What does a file say it does on purpose: `-- migrate: allow(rule): reason`.

use super::registry::{rule_at, rule_index};
use super::rule::Check;
use crate::diag::{Diagnostic, Problem, Severity};
use crate::text::{Gather, Span};
use migrate_model::{Directive, PlacedDirective, nearest};

/// An allowance.
#[derive(Clone, Debug)]
struct Allowance {
    /// The rule, by its place in the registry; none where there is no such rule.
    rule: Option<usize>,
    name: String,
    comment: Span,
    /// Whether it stands before the first statement, and holds for the whole file.
    whole_file: bool,
    used: bool,
}

/// The allowances of a file. One in the head of the file holds for all of it, any other for the statement that follows it.
#[derive(Clone, Debug, Default)]
pub(super) struct Allowances {
    all: Vec<Allowance>,
}

impl Allowances {
    pub(super) fn of(directives: &[PlacedDirective], first_statement: Option<u32>) -> Self {
        let read = |placed: &PlacedDirective| {
            let Directive::Allow { rule, .. } = &placed.directive else { return None };
            let comment = Span::new(placed.range.start as u32, placed.range.end as u32);
            let whole_file = first_statement.is_none_or(|first| comment.start < first);
            Some(Allowance { rule: rule_index(rule), name: rule.clone(), comment, whole_file, used: false })
        };
        Self { all: directives.iter().filter_map(read).gather() }
    }

    /// Whether a rule is allowed in a statement, which stands after the one that ends at `previous_end`.
    pub(super) fn allow(&mut self, rule: usize, statement: Span, previous_end: u32) -> bool {
        let mut allowed = false;
        for allowance in self.all.iter_mut().filter(|allowance| allowance.rule == Some(rule)) {
            let before_it = allowance.comment.start >= previous_end && allowance.comment.end <= statement.end;
            if allowance.whole_file || before_it {
                allowance.used = true;
                allowed = true;
            }
        }
        allowed
    }

    /// What is wrong with those that allow nothing.
    pub(super) fn unused(&self) -> Vec<(Problem, Span)> {
        // What a proof finds, it finds later.
        let is_of_proof = |allowance: &Allowance| allowance.rule.is_some_and(|rule| matches!(rule_at(rule).check, Check::Proof));
        let unused = self.all.iter().filter(|allowance| !allowance.used && !is_of_proof(allowance));
        unused.map(|allowance| (told(allowance), allowance.comment)).gather()
    }
}

fn told(allowance: &Allowance) -> Problem {
    let name = &allowance.name;
    match allowance.rule {
        Some(_) => Diagnostic::rule(Severity::Warning, "unused_allowance", format!("there is nothing here that \"{name}\" is against"))
            .help("take the allowance out"),
        None => {
            let near = nearest(name, super::registry::rules().map(|rule| rule.name));
            let help = near.map_or_else(|| "`cargo migrate explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
            Diagnostic::rule(Severity::Warning, "unused_allowance", format!("there is no rule \"{name}\"")).help(help)
        }
    }
}
