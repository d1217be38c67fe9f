//! How do the migrations stand in the program: their SQL and all that the applier must know of them.

use super::input::{CarriedDown, CarriedMigration, CarriedScript, Input, Sql};
use super::literal::literal;
use super::steps::write_steps;
use super::writer::Writer;
use crate::fold::step::Run;
use crate::fold::summary::{Effect, EffectKind};
use crate::text::Gather;
use migrate_model::HistoryTable;

/// `DIGEST` and `MIGRATIONS`.
pub(super) fn write_migrations(w: &mut Writer, input: &Input<'_>) {
    w.line("/// The digest of the migrations and the settings that this module was generated from.");
    w.assign("pub const DIGEST: &str", &literal(input.digest));
    w.line("");
    w.line("/// The migrations in their order, with their SQL.");
    let versions = input.catalog.versions();
    w.line("pub const MIGRATIONS: __rt::Migrations = __rt::Migrations::new(__MIGRATIONS)");
    w.line(&format!("    .server({}, {})", versions.lowest, versions.highest));
    let path: Vec<String> = input.catalog.search_path().names.iter().map(|name| literal(name)).gather();
    w.line("    .search_path(__SEARCH_PATH)");
    if input.settings.history != HistoryTable::default() {
        w.line(&format!("    .history({}, {})", literal(&input.settings.history.schema), literal(&input.settings.history.table)));
    }
    if input.repeated.is_empty() {
        w.line("    .making(__SCHEMA);");
    } else {
        w.line("    .making(__SCHEMA)");
        w.line("    .repeating(__REPEATED);");
    }
    w.line("");
    w.list("const __SEARCH_PATH: &[&str]", &path);
    w.line("");
    w.assign("const __SCHEMA: &str", &source(input.schema));
    w.line("");
    if !input.repeated.is_empty() {
        w.assign("const __REPEATED: &str", &literal(input.repeated));
        w.line("");
    }
    let names: Vec<String> = (1..=input.migrations.len()).map(|number| format!("__MIGRATION_{number}")).gather();
    w.list("const __MIGRATIONS: &[__rt::Migration]", &names);
    for (name, migration) in names.iter().zip(input.migrations) {
        w.line("");
        write_migration(w, name, migration);
    }
}

/// `SEEDS`, where there are any.
pub(super) fn write_seeds(w: &mut Writer, input: &Input<'_>) {
    if input.seeds.is_empty() {
        return;
    }
    let names: Vec<String> = (1..=input.seeds.len()).map(|number| format!("__SEED_{number}")).gather();
    w.line("");
    w.line("/// What environments begin with: the files of the folder `seeds`.");
    w.list("pub const SEEDS: &[__rt::Seed]", &names);
    for (name, seed) in names.iter().zip(input.seeds) {
        w.line("");
        w.assign(&format!("const {name}_SQL: &str"), &source(&seed.sql));
        w.open(&format!("const {name}: __rt::Seed = __rt::Seed::new("));
        w.line(&format!("__rt::Environment::{:?},", seed.environment));
        for text in [&seed.name, &seed.checksum, &seed.text_hash] {
            w.line(&format!("{},", literal(text)));
        }
        w.line(&format!("{name}_SQL,"));
        w.close(");");
    }
}

/// The texts have a name of their own, because only a short expression can stand within another one, and so have the lists. What a migration has
/// besides follows as calls, so that most take few lines.
fn write_migration(w: &mut Writer, name: &str, migration: &CarriedMigration) {
    let factory = if migration.version.is_some() { "versioned" } else { "repeatable" };
    let up = write_script(w, &format!("{name}_UP"), &migration.up);
    let calls = write_parts(w, name, migration);
    w.open(&format!("const {name}: __rt::Migration = __rt::Migration::{factory}("));
    let version = migration.version.as_ref();
    for text in version.into_iter().chain([&migration.name, &migration.checksum, &migration.text_hash]) {
        w.line(&format!("{},", literal(text)));
    }
    w.line(&format!("{up},"));
    let Some((last, calls)) = calls.split_last() else { return w.close(");") };
    w.close(")");
    calls.iter().for_each(|call| w.line(call));
    w.line(&format!("{last};"));
}

/// The constants of what a migration has besides, and the calls that add them.
fn write_parts(w: &mut Writer, name: &str, migration: &CarriedMigration) -> Vec<String> {
    let mut calls = Vec::new();
    match &migration.down {
        CarriedDown::Missing => {}
        CarriedDown::Script(script) => {
            let down = write_script(w, &format!("{name}_DOWN"), script);
            calls.push(format!(".down(__rt::Down::Script({down}))"));
            calls.push(write_effects(w, name, "undoing", &migration.undoing));
        }
        CarriedDown::Irreversible(reason) => {
            w.assign(&format!("const {name}_IRREVERSIBLE: &str"), &literal(reason));
            calls.push(format!(".down(__rt::Down::Irreversible({name}_IRREVERSIBLE))"));
        }
    }
    let texts = [("accepts", &migration.accepts), ("require", &migration.require), ("verify", &migration.verify)];
    for (what, texts) in texts.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        let list = format!("{name}_{}", what.to_uppercase());
        w.list(&format!("const {list}: &[&str]"), &texts.iter().map(|text| literal(text)).gather::<Vec<_>>());
        calls.push(format!(".{what}({list})"));
    }
    if !migration.effects.is_empty() {
        calls.push(write_effects(w, name, "effects", &migration.effects));
    }
    calls
}

/// The constant of a list of effects, and the call that adds it.
fn write_effects(w: &mut Writer, name: &str, what: &str, effects: &[Effect]) -> String {
    if effects.is_empty() {
        return format!(".{what}(&[])");
    }
    let list = format!("{name}_{}", what.to_uppercase());
    w.open(&format!("const {list}: &[__rt::Effect] = &["));
    for effect in effects {
        w.call("__rt::Effect::new", &effect_arguments(effect), ",");
    }
    w.close("];");
    format!(".{what}({list})")
}

/// The constants of a script, and the expression that it is.
fn write_script(w: &mut Writer, name: &str, script: &CarriedScript) -> String {
    w.assign(&format!("const {name}: &str"), &source(&script.sql));
    match &script.run {
        Run::Whole => format!("__rt::Script::whole({name})"),
        Run::Steps(steps) => {
            write_steps(w, &format!("{name}_STEPS"), steps);
            format!("__rt::Script::steps({name}, {name}_STEPS)")
        }
    }
}

fn source(sql: &Sql) -> String {
    match sql {
        Sql::Text(text) => literal(text),
        Sql::File(path) => format!("::core::include_str!({})", literal(path)),
    }
}

fn effect_arguments(effect: &Effect) -> [String; 3] {
    let kind = match &effect.kind {
        EffectKind::Lock(mode) => format!("Lock(__rt::LockMode::{mode:?})"),
        EffectKind::ColumnLost(column) => format!("ColumnLost({})", literal(column)),
        EffectKind::Rewrite | EffectKind::Scan | EffectKind::IndexBuild | EffectKind::IndexRebuild | EffectKind::RowsLost => {
            format!("{:?}", effect.kind)
        }
    };
    [effect.line.to_string(), literal(&effect.relation), format!("__rt::EffectKind::{kind}")]
}
