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
    let names: Vec<String> = (1..=input.migrations.len()).map(|number| format!("__MIGRATION_{number}")).collect();
    w.list("const __MIGRATIONS: &[__rt::Migration]", &names);
    for (name, migration) in names.iter().zip(input.migrations) {
        w.line("");
        write_migration(w, name, migration);
    }
}

/// The texts have a name of their own, because only a short expression can stand within another one. What a migration has besides follows as
/// calls, so that most take few lines.
fn write_migration(w: &mut Writer, name: &str, migration: &CarriedMigration) {
    w.assign(&format!("const {name}_UP: &str"), &source(&migration.up));
    if let Some(down) = &migration.down {
        w.assign(&format!("const {name}_DOWN: &str"), &source(down));
    }
    let factory = if migration.version.is_some() { "versioned" } else { "repeatable" };
    w.open(&format!("const {name}: __rt::Migration = __rt::Migration::{factory}("));
    let version = migration.version.as_ref();
    for text in version.into_iter().chain([&migration.name, &migration.checksum, &migration.text_hash]) {
        w.line(&format!("{},", literal(text)));
    }
    w.line(&match migration.transaction {
        Transaction::Whole => format!("__rt::Script::whole({name}_UP),"),
        Transaction::Statements => format!("__rt::Script::steps({name}_UP, &[]),"),
    });
    if migration.down.is_none() {
        return w.close(");");
    }
    w.close(")");
    w.line(&format!(".down(__rt::Down::Script(__rt::Script::whole({name}_DOWN)));"));
}

fn source(sql: &Sql) -> String {
    match sql {
        Sql::Text(text) => literal(text),
        Sql::File(path) => format!("::core::include_str!({})", literal(path)),
    }
}
