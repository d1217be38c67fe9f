//! How does a test make a chain: of SQL that is known when it runs.

use migrate_model::{text_hash, token_checksum};
use migrate_runtime::{Migration, Migrations, Probe, Script, Step, StepKind};

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

/// A migration that runs step by step.
pub(crate) fn stepped(version: &str, name: &str, steps: &[(&str, StepKind)]) -> Migration {
    let script = script_of(steps);
    let (checksum, text_hash) = (leak(token_checksum(script.sql).to_string()), leak(text_hash(script.sql).to_string()));
    Migration::versioned(leak(version), leak(name), checksum, text_hash, script)
}

/// A script of steps.
pub(crate) fn script_of(steps: &[(&str, StepKind)]) -> Script {
    let (mut sql, mut list) = (String::new(), Vec::new());
    for (text, kind) in steps {
        let start = u32::try_from(sql.len()).expect("a test's script is short");
        sql.push_str(text);
        let end = u32::try_from(sql.len()).expect("a test's script is short");
        sql.push_str(";\n");
        list.push(Step { start, end, kind: *kind });
    }
    Script::steps(leak(sql), Box::leak(list.into_boxed_slice()))
}

/// What tells that an index of a table in `public` is built.
pub(crate) fn built(index: &'static str, table: &'static str) -> StepKind {
    StepKind::Alone(Probe::IndexBuilt { schema: "public", index, table })
}
