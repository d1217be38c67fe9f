//! Which queries of the program that is running does each new migration break.

use super::consequence::name_of_token;
use super::{Compiled, Finding, Migration, MigrationKind};
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, Subject};
use crate::fold::effect::Effects;
use crate::lint::Lints;
use crate::proof::errors::release_problems;
use crate::proof::release::{Broken, Release, check_release, check_revoked};
use crate::text::{Gather, Seek, Span};
use migrate_model::{TokenKind, tokens};

/// Watches a chain while it is folded.
pub struct ReleaseCheck<'r> {
    release: &'r Release,
    lints: &'r Lints,
    before: Catalog,
    /// What was found, in the order of the migrations.
    pub findings: Vec<Finding>,
}

impl<'r> ReleaseCheck<'r> {
    /// Begins at the schema before the first migration.
    #[must_use]
    pub fn new(release: &'r Release, lints: &'r Lints, before: Catalog) -> Self {
        Self { release, lints, before, findings: Vec::new() }
    }

    /// Looks at a migration that was folded. One that the release knows breaks nothing of it.
    pub fn after(&mut self, migration: &Migration, catalog: &Catalog) {
        if !self.is_known(migration) {
            let broken = check_release(&self.before, catalog, self.release);
            self.tell(migration, &broken);
        }
        self.before = catalog.clone();
    }

    /// Looks at what the schemas do not tell: privileges that are taken back.
    pub fn finish(&mut self, migrations: &[Migration], compiled: &Compiled) {
        for (at, migration) in migrations.iter().enumerate() {
            let own = compiled.statements.iter().filter(|statement| statement.migration == at && !self.is_known(migration));
            let effects: Vec<&Effects> = own.map(|statement| &statement.effects).gather();
            let broken = check_revoked(&compiled.catalog, &effects, self.release);
            self.tell(migration, &broken);
        }
    }

    fn is_known(&self, migration: &Migration) -> bool {
        matches!(&migration.kind, MigrationKind::Versioned(version) if self.release.knows(version.as_str()))
    }

    fn tell(&mut self, migration: &Migration, broken: &[Broken<'_>]) {
        for problem in broken.iter().flat_map(release_problems) {
            let mut found = finding(migration, *problem);
            if self.lints.judge_proof(&migration.directives, &mut found.diagnostic) {
                self.findings.push(found);
            }
        }
    }
}

/// The finding stands where the migration says what is missing, or where it begins.
fn finding(migration: &Migration, diagnostic: Diagnostic) -> Finding {
    let span = place_of(&migration.up_sql, diagnostic.subject.as_ref());
    Finding { diagnostic, source: migration.up.clone(), migration: Some(migration.label.clone()), span, mark: None, other: None, fix: None }
}

fn place_of(sql: &str, subject: Option<&Subject>) -> Span {
    let is_code = |kind: TokenKind| !matches!(kind, TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment);
    let tokens: Vec<_> = tokens(sql).into_iter().filter(|token| is_code(token.kind)).gather();
    let named = subject.and_then(|subject| tokens.iter().first_where(|token| name_of_token(sql, token).as_ref() == Some(&subject.name)));
    let token = named.or(tokens.first());
    token.map_or(Span::default(), |token| Span::new(token.range.start as u32, token.range.end as u32))
}
