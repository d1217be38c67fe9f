//! A program with thirty migrations of every kind, which may be killed at any time.

use migrate_runtime::Migrations;
use migrate_runtime::applier::{Applier, Limit, Limits};
use std::time::Duration;

migrate_runtime::schema!();

/// The program as it was when it had so many migrations, and as it is with more than there are. What the former made was computed by nobody.
#[must_use]
pub fn version(count: usize) -> Migrations {
    let (lowest, highest) = schema::MIGRATIONS.server_versions();
    let list = schema::MIGRATIONS.list();
    if count >= list.len() {
        return schema::MIGRATIONS;
    }
    Migrations::new(&list[..count]).server(lowest, highest).search_path(schema::MIGRATIONS.schemas())
}

/// How the tests apply them: with less patience than a program has, so that a test does not take as long.
pub fn applier(migrations: Migrations) -> Applier {
    migrations.applier().program("faults").limits(Limits {
        session_lock: Limit::After(Duration::from_secs(60)),
        session_lock_poll: Duration::from_millis(10),
        lock: Limit::After(Duration::from_millis(500)),
        backoff: Duration::from_millis(20),
        ..Limits::default()
    })
}
