//! How is the generated module made out of the chain.

use crate::catalog::Catalog;
use crate::codegen::{CarriedMigration, Input, Output, Settings, Sql, Transaction, generate};
use crate::project::{Kept, Origin, Record};
use std::path::Path;

/// The file of the generated module.
pub(super) const FILE: &str = "schema.rs";
/// The folder of the SQL that a program carries.
pub(super) const CARRIED: &str = "sql";

pub(super) fn generate_module(
    catalog: &Catalog,
    settings: &Settings,
    kept: &Kept,
    origin: &Origin,
    out: &Path,
    queries: &[String],
) -> Output {
    let migrations: Vec<CarriedMigration> = kept.records.iter().filter(|record| !record.up_carried.is_empty()).map(carried).collect();
    generate(&Input {
        catalog,
        settings,
        migrations: &migrations,
        module: &origin.module,
        directory: &out.display().to_string(),
        digest: &origin.digest,
        version: &origin.version,
        queries,
    })
}

fn carried(record: &Record) -> CarriedMigration {
    let file = |name: &String| Sql::File(format!("{CARRIED}/{name}"));
    CarriedMigration {
        version: record.version.clone(),
        name: record.name.clone(),
        label: record.label.clone(),
        up: file(&record.up_carried),
        down: record.down_carried.as_ref().map(file),
        checksum: record.checksum.clone(),
        text_hash: record.text_hash.clone(),
        transaction: if record.by_statement { Transaction::Statements } else { Transaction::Whole },
        first_free_id: record.first_free_id,
    }
}
