//! How is the generated module made out of the chain.

use crate::catalog::Catalog;
use crate::codegen::{CarriedDown, CarriedMigration, CarriedScript, CarriedSeed, Input, Output, Settings, Sql, generate};
use crate::compile::accepted_checksums;
use crate::fold::step::Run;
use crate::project::{Kept, Origin, Record, SeedFile, together};
use crate::text::Gather;
use migrate_model::{LockFile, Version};
use std::path::Path;

/// The file of the generated module.
pub(super) const FILE: &str = "schema.rs";
/// The file of the schema that a program compares a server with.
pub(super) const SCHEMA: &str = "schema.txt";
/// The folder of the SQL that a program carries.
pub(super) const CARRIED: &str = "sql";

pub(super) fn generate_module(
    catalog: &Catalog,
    settings: &Settings,
    (kept, locks): (&Kept, &[LockFile]),
    origin: &Origin,
    out: &Path,
    (queries, seeds): (&[String], &[SeedFile]),
) -> Output {
    let seeds: Vec<CarriedSeed> = seeds.iter().map(carried_seed).gather();
    let migrations: Vec<CarriedMigration> =
        kept.records.iter().filter(|record| !record.up_carried.is_empty()).map(|record| carried(record, locks)).gather();
    generate(&Input {
        catalog,
        settings,
        migrations: &migrations,
        schema: &Sql::File(SCHEMA.to_owned()),
        repeated: &together(kept.records.iter().map(|record| record.repeated.as_str())),
        seeds: &seeds,
        module: &origin.module,
        directory: &out.display().to_string(),
        digest: &origin.digest,
        version: &origin.version,
        queries,
    })
}

/// The name of the file below the folder of the SQL that a program carries.
pub(super) fn file_of(seed: &SeedFile) -> String {
    format!("{}.{}.sql", &seed.text_hash[..32.min(seed.text_hash.len())], seed.environment)
}

fn carried_seed(seed: &SeedFile) -> CarriedSeed {
    CarriedSeed {
        environment: seed.environment,
        name: seed.name.clone(),
        checksum: seed.checksum.clone(),
        text_hash: seed.text_hash.clone(),
        sql: Sql::File(format!("{CARRIED}/{}", file_of(seed))),
    }
}

fn carried(record: &Record, locks: &[LockFile]) -> CarriedMigration {
    let script = |name: &String, run: &Run| CarriedScript { sql: Sql::File(format!("{CARRIED}/{name}")), run: run.clone() };
    let down = match (&record.irreversible, &record.down_carried) {
        (Some(reason), _) => CarriedDown::Irreversible(reason.clone()),
        (None, Some(name)) => CarriedDown::Script(script(name, &record.down_run)),
        (None, None) => CarriedDown::Missing,
    };
    CarriedMigration {
        version: record.version.clone(),
        name: record.name.clone(),
        label: record.label.clone(),
        up: script(&record.up_carried, &record.up_run),
        down,
        checksum: record.checksum.clone(),
        text_hash: record.text_hash.clone(),
        accepts: record
            .version
            .as_deref()
            .map_or_else(Vec::new, |version| accepted_checksums(&Version::new(version), &record.checksum, locks)),
        require: record.require.clone(),
        verify: record.verify.clone(),
        effects: record.effects.clone(),
        undoing: record.undoing.clone(),
        first_free_id: record.first_free_id,
    }
}
