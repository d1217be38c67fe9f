//! How does a test make a chain: of SQL that is known when it runs.

use migrate_model::{text_hash, token_checksum};
use migrate_runtime::{Migration, Migrations, Script};

/// Texts that live as long as the tests do.
pub(crate) fn leak(text: impl Into<String>) -> &'static str {
    Box::leak(text.into().into_boxed_str())
}

/// A migration that runs in one transaction.
pub(crate) fn whole(version: &str, name: &str, sql: &str) -> Migration {
    let (checksum, text_hash) = (leak(token_checksum(sql).to_string()), leak(text_hash(sql).to_string()));
    Migration::versioned(leak(version), leak(name), checksum, text_hash, Script::whole(leak(sql)))
}

/// A migration that runs whenever it changes.
pub(crate) fn repeatable(name: &str, sql: &str) -> Migration {
    let (checksum, text_hash) = (leak(token_checksum(sql).to_string()), leak(text_hash(sql).to_string()));
    Migration::repeatable(leak(name), checksum, text_hash, Script::whole(leak(sql)))
}

/// A chain.
pub(crate) fn chain(migrations: impl IntoIterator<Item = Migration>) -> Migrations {
    let migrations: Vec<Migration> = migrations.into_iter().collect();
    Migrations::new(Box::leak(migrations.into_boxed_slice()))
}
