//! Which schema do some of the folder's migrations make: what a database is held against of which somebody says that it has them.

use migrate_build::catalog::version::VersionRange;
use migrate_build::compile::{Migration, MigrationKind, Options, compile};
use migrate_build::docs::comparable_schema;
use migrate_model::{ComparableSchema, Version};
use migrate_runtime::applier::{ExpectedSchema, SchemaOf};
use std::collections::BTreeSet;

/// The migrations of the folder, to be folded as far as is asked.
#[derive(Clone)]
pub(crate) struct Folded {
    pub(crate) migrations: Vec<Migration>,
    pub(crate) versions: VersionRange,
}

impl SchemaOf for Folded {
    fn schema_of(&self, applied: &[&'static migrate_runtime::Migration]) -> Option<ExpectedSchema> {
        let applied: BTreeSet<Version> = applied.iter().map(|own| Version::new(own.version)).collect();
        let is_applied = |migration: &&Migration| matches!(&migration.kind, MigrationKind::Versioned(own) if applied.contains(own));
        let versioned: Vec<Migration> = self.migrations.iter().filter(is_applied).cloned().collect();
        let repeatable = self.migrations.iter().filter(|migration| migration.kind == MigrationKind::Repeatable).cloned();
        let all: Vec<Migration> = versioned.iter().cloned().chain(repeatable).collect();
        Some(ExpectedSchema::between(self.fold(&versioned), &self.fold(&all)))
    }
}

impl Folded {
    /// What cannot be folded on this part of the chain changes nothing there.
    pub(crate) fn fold(&self, migrations: &[Migration]) -> ComparableSchema {
        let options = Options { versions: self.versions, lints: None };
        comparable_schema(&compile(migrations, &options).catalog)
    }
}
