//! `cargo migrate dump`: the schema after the last migration.

use crate::options::Shared;
use crate::output::{Format, Status, report, say};
use clap::Args;
use migrate_build::docs::schema_json;

/// Print the schema that the migrations result in, as one JSON object
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate dump --dir migrations --format json > schema.json")]
pub(crate) struct Dump {
    #[command(flatten)]
    shared: Shared,
}

pub(crate) fn run(dump: &Dump) -> Status {
    let loaded = match dump.shared.load() {
        Ok(loaded) => loaded,
        Err(status) => return status,
    };
    let (compiled, findings) = loaded.compile();
    say(&schema_json(&compiled.catalog));
    // Standard output holds the schema alone; what was found goes to standard error in either format.
    report(&findings, Format::Text)
}
