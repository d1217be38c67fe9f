//! How do the migrations stand in the program: their SQL and all that the applier must know of them.

use super::input::{CarriedMigration, Input, Sql, Transaction};
use super::literal::literal;
use super::writer::Writer;

/// `DIGEST` and `MIGRATIONS`.
pub(super) fn write_migrations(w: &mut Writer, input: &Input<'_>) {
    w.line("/// The digest of the migrations and the settings that this module was generated from.");
    w.assign("pub const DIGEST: &str", &literal(input.digest));
    w.line("");
    w.line("/// The migrations in their order, with their SQL.");
    let versions = input.catalog.versions();
    w.line("pub const MIGRATIONS: __rt::Migrations = __rt::Migrations::new(__MIGRATIONS)");
    w.line(&format!("    .server({}, {})", versions.lowest, versions.highest));
    let path: Vec<String> = input.catalog.search_path().names.iter().map(|name| literal(name)).collect();
    w.line("    .search_path(__SEARCH_PATH);");
    w.line("");
    w.list("const __SEARCH_PATH: &[&str]", &path);
    w.line("");
    match input.migrations {
        [] => w.line("const __MIGRATIONS: &[__rt::Migration] = &[];"),
        [only] => {
            w.open("const __MIGRATIONS: &[__rt::Migration] = &[__rt::Migration {");
            write_migration(w, only);
            w.close("}];");
        }
        several => {
            w.open("const __MIGRATIONS: &[__rt::Migration] = &[");
            for migration in several {
                w.open("__rt::Migration {");
                write_migration(w, migration);
                w.close("},");
            }
            w.close("];");
        }
    }
}

fn write_migration(w: &mut Writer, migration: &CarriedMigration) {
    let kind = match &migration.version {
        Some(_) => "__rt::MigrationKind::Versioned",
        None => "__rt::MigrationKind::Repeatable",
    };
    let transaction = match migration.transaction {
        Transaction::Whole => "__rt::Transaction::Whole",
        Transaction::Statements => "__rt::Transaction::Statements",
    };
    w.line(&format!("version: {},", literal(migration.version.as_deref().unwrap_or_default())));
    w.line(&format!("name: {},", literal(&migration.name)));
    w.line(&format!("kind: {kind},"));
    w.line(&format!("transaction: {transaction},"));
    w.line(&format!("checksum: {},", literal(&migration.checksum)));
    w.line(&format!("text_hash: {},", literal(&migration.text_hash)));
    w.line(&format!("sql: {},", source(&migration.up)));
    w.line(&format!("down: {},", migration.down.as_ref().map_or_else(|| "None".to_owned(), |down| format!("Some({})", source(down)))));
}

fn source(sql: &Sql) -> String {
    match sql {
        Sql::Text(text) => literal(text),
        Sql::File(path) => format!("::core::include_str!({})", literal(path)),
    }
}
