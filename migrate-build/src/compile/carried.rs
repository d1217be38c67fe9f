//! What does a program, or the command, carry of a migration that was folded.

use super::{Execution, Migration, MigrationKind};
use crate::codegen::{CarriedDown, CarriedMigration, CarriedScript, Sql};
use crate::text::{Gather, sort};
use migrate_model::{LockFile, Version, text_hash, token_checksum};

/// A migration with its texts, as it is applied. The locks say under which other checksums a database may have it.
#[must_use]
pub fn carried_migration(migration: &Migration, execution: &Execution, locks: &[LockFile], first_free_id: u32) -> CarriedMigration {
    let checksum = token_checksum(&migration.up_sql).to_string();
    let script = |sql: &str, script: &super::Script| CarriedScript { sql: Sql::Text(script.sent(sql)), run: script.run.clone() };
    let (version, accepts) = match &migration.kind {
        MigrationKind::Versioned(version) => (Some(version.to_string()), accepted_checksums(version, &checksum, locks)),
        MigrationKind::Repeatable => (None, Vec::new()),
    };
    let down = match (migration.irreversible(), &migration.down) {
        (Some(reason), _) => CarriedDown::Irreversible(reason.to_owned()),
        (None, Some((_, sql))) => CarriedDown::Script(script(sql, &execution.down)),
        (None, None) => CarriedDown::Missing,
    };
    CarriedMigration {
        version,
        name: migration.name.clone(),
        label: migration.label.clone(),
        up: script(&migration.up_sql, &execution.up),
        down,
        checksum,
        text_hash: text_hash(migration.up.text()).to_string(),
        accepts,
        require: execution.require.clone(),
        verify: execution.verify.clone(),
        effects: execution.effects.clone(),
        undoing: execution.undoing.clone(),
        first_free_id,
    }
}

/// Under which other checksums a migration may have been applied: the one that was released, and those that its lock file accepts.
#[must_use]
pub fn accepted_checksums(version: &Version, checksum: &str, locks: &[LockFile]) -> Vec<String> {
    let entries = locks.iter().filter_map(|lock| lock.entry(version));
    let all = entries.flat_map(|entry| std::iter::once(&entry.checksum).chain(&entry.alternates));
    let mut accepted: Vec<String> = all.map(ToString::to_string).filter(|other| other != checksum).gather();
    sort(&mut accepted);
    accepted.dedup();
    accepted
}
