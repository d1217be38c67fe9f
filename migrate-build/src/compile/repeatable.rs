//! In which order do repeatable migrations run, and does each of them run again once it ran?

use super::consequence::{Doubts, is_missing, name_of_token};
use super::run::{Compiled, compile_from};
use super::{Finding, Migration, MigrationKind};
use crate::diag::{Diagnostic, Problem, Severity};
use crate::lint::Lints;
use crate::text::{Collection, Gather, Name, Seek, SortedSet};
use migrate_model::{Token, TokenKind, tokens};

/// How many texts within texts are looked into.
const DEEPEST_TEXT: usize = 2;
/// What makes something that others may name.
const KINDS: [&str; 10] = ["view", "function", "procedure", "aggregate", "table", "type", "domain", "sequence", "schema", "operator"];

/// The order of some scripts, by their places: each after those that make what it names, and else as they stand. Where some name each other, the
/// first of them comes first, and PostgreSQL's error says what it lacks.
#[must_use]
pub fn order_scripts(texts: &[String]) -> Vec<usize> {
    let scripts: Vec<Named> = texts.iter().map(|text| Named::of(text)).gather();
    let mut left: Vec<usize> = (0..scripts.len()).gather();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_ready = |at: &usize| left.iter().for_all(|other| other == at || !scripts[*at].needs(&scripts[*other]));
        let next = left.iter().place_where(is_ready).unwrap_or(0);
        order.push(left.remove(next));
    }
    order
}

/// The names of a script.
struct Named {
    makes: SortedSet<Name>,
    names: SortedSet<Name>,
}

impl Named {
    fn of(text: &str) -> Self {
        let mut names = SortedSet::new();
        add_names(text, 0, &mut names);
        Self { makes: made_by(text), names }
    }

    fn needs(&self, other: &Self) -> bool {
        other.makes.iter().exists(|made| self.names.contains(made) && !self.makes.contains(made))
    }
}

/// The names in a text, and in the bodies in it.
fn add_names(text: &str, depth: usize, names: &mut SortedSet<Name>) {
    for token in tokens(text) {
        names.put_all(name_of_token(text, &token));
        let body = text.get(token.range.clone()).filter(|_| token.kind == TokenKind::Text && depth < DEEPEST_TEXT);
        if let Some(inner) = body.and_then(|body| body.get(1..body.len().saturating_sub(1))) {
            add_names(inner.trim_matches('$'), depth + 1, names);
        }
    }
}

/// The names of what `CREATE` makes, without their schemas.
fn made_by(text: &str) -> SortedSet<Name> {
    let said = |token: &Token| !matches!(token.kind, TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment);
    let tokens: Vec<Token> = tokens(text).into_iter().filter(said).gather();
    let word = |token: &Token| text.get(token.range.clone()).unwrap_or_default().to_ascii_lowercase();
    let mut made = SortedSet::new();
    for statement in tokens.split(|token| word(token) == ";") {
        let [first, rest @ ..] = statement else { continue };
        // `create or replace recursive view`, `create unlogged table`
        let kind = rest.iter().take(4).place_where(|token| KINDS.contains(&word(token).as_str()));
        let Some(kind) = kind.filter(|_| word(first) == "create") else { continue };
        let name = rest[kind + 1..].iter().skip_while(|token| ["if", "not", "exists"].contains(&word(token).as_str()));
        // The last part of what dots hold together.
        let mut parts = name.take_while(|token| word(token) == "." || name_of_token(text, token).is_some());
        let mut last = parts.next();
        while let (Some(dot), Some(part)) = (parts.next(), parts.next()) {
            if word(dot) != "." {
                break;
            }
            last = Some(part);
        }
        made.put_all(last.and_then(|token| name_of_token(text, token)));
    }
    made
}

/// What is wrong with the repeatable migrations of a chain that was folded from a place on: those that lack what a later one makes, and those that
/// could not run again. Findings of the former are told more of.
pub(super) fn check_repeatables(compiled: &mut Compiled, doubts: &Doubts, migrations: &[Migration], lints: &Lints) {
    let repeatable: Vec<&Migration> = migrations.iter().filter(|own| own.kind == MigrationKind::Repeatable).gather();
    for (at, migration) in repeatable.iter().enumerate() {
        let later = &repeatable[at + 1..];
        let own = compiled.findings.iter_mut().filter(|finding| finding.migration.as_ref() == Some(&migration.label));
        let mut has_errors = false;
        for finding in own.filter(|finding| finding.diagnostic.is_error()) {
            has_errors = true;
            explain(&mut finding.diagnostic, later);
        }
        if !has_errors && let Some(mut finding) = again(compiled, doubts, migration) {
            let is_told = lints.judge_proof(&migration.directives, &mut finding.diagnostic);
            compiled.findings.put_all(is_told.then_some(finding));
        }
    }
}

/// Says which later migration makes what is missing.
fn explain(problem: &mut Diagnostic, later: &[&Migration]) {
    let Some(subject) = problem.subject.as_ref().filter(|_| is_missing(problem)) else { return };
    if let Some(maker) = later.iter().first_where(|later| made_by(&later.up_sql).contains(&subject.name)) {
        let help = format!("{} makes it and runs later, because the two name each other: put both into one file", maker.label);
        problem.help.push(help);
    }
}

/// Whether a migration that ran can run again, as it does when its text changes.
fn again(compiled: &Compiled, doubts: &Doubts, migration: &Migration) -> Option<Finding> {
    let once = Migration { down: None, require: None, verify: None, header: None, ..migration.clone() };
    let more = compile_from((compiled.catalog.clone(), doubts.clone()), &[once], None, &mut |_, _, _| {});
    let failed = more.findings.into_iter().first_where(|finding| finding.diagnostic.is_error())?;
    let problem = not_repeatable(&migration.label, &failed.diagnostic.message);
    Some(Finding { diagnostic: *problem, ..failed })
}

fn not_repeatable(label: &str, message: &str) -> Problem {
    Diagnostic::rule(Severity::Warning, "not_repeatable", format!("{label} could not run again: {message}"))
        .help("it runs again when its text changes: write CREATE OR REPLACE, or DROP ... IF EXISTS before it")
}
