//! `cargo migrate lock`: writes down what is released.

use crate::options::Shared;
use crate::output::{Format, Status, counted, report, say};
use clap::Args;
use migrate_build::compile::{Finding, Migration, MigrationKind, Options, compile_observed};
use migrate_build::docs::comparable_schema;
use migrate_build::project::{LOCK_FILE, chain_of, read_lock, write_lock};
use migrate_build::text::Json;
use migrate_model::{LockEntry, LockFile};

/// Write down in migrate.lock what is released, so that it can no longer change unnoticed
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate lock --dir migrations")]
pub(crate) struct Lock {
    #[command(flatten)]
    shared: Shared,
}

pub(crate) fn run(lock: &Lock) -> Status {
    let loaded = match lock.shared.load() {
        Ok(loaded) => loaded,
        Err(status) => return status,
    };
    let (dir, migrations, options) = (loaded.dir.clone(), loaded.migrations.clone(), loaded.options.clone());
    let (_, findings) = loaded.compile();
    if report(&findings, lock.shared.format) != Status::Good {
        return Status::Errors;
    }
    let mut file = match read_lock(&dir) {
        Ok(file) => file.unwrap_or_default(),
        Err(finding) => return unusable(&[*finding], lock),
    };
    let added = add_entries(&mut file, &migrations, &options);
    if let Err(finding) = write_lock(&dir, &file) {
        return unusable(&[*finding], lock);
    }
    let all = file.entries.len();
    match lock.shared.format {
        Format::Json => say(&Json::Object(vec![
            ("file", Json::text(LOCK_FILE)),
            ("added", Json::Number(added as i64)),
            ("migrations", Json::Number(all as i64)),
        ])),
        Format::Text | Format::Sarif => say(&format!("{} added to {LOCK_FILE}, {all} in all", counted(added, "migration"))),
    }
    Status::Good
}

fn unusable(findings: &[Finding], lock: &Lock) -> Status {
    report(findings, lock.shared.format);
    Status::Unusable
}

/// Each entry holds the fingerprint of the schema after it, which one fold of the chain gives for all of them.
fn add_entries(file: &mut LockFile, migrations: &[Migration], options: &Options) -> usize {
    let mut fingerprints = Vec::with_capacity(migrations.len());
    let compiled = compile_observed(migrations, options, &mut |at, catalog| {
        let known = matches!(&migrations[at].kind, MigrationKind::Versioned(version) if file.entry(version).is_some());
        fingerprints.push((!known).then(|| comparable_schema(catalog).fingerprint()));
    });
    debug_assert!(!compiled.has_errors());
    let before = file.entries.len();
    // Repeatables stand after all versioned migrations, so links and fingerprints go in step.
    for (link, fingerprint) in chain_of(migrations).links.into_iter().zip(fingerprints) {
        match (file.entries.iter_mut().find(|entry| entry.version == link.version), fingerprint) {
            (Some(entry), _) => entry.text_hash = link.text_hash,
            (None, Some(fingerprint)) => file.entries.push(LockEntry {
                version: link.version,
                name: link.name,
                checksum: link.checksum,
                text_hash: link.text_hash,
                fingerprint,
                alternates: Vec::new(),
                removed: false,
            }),
            (None, None) => {}
        }
    }
    file.entries.sort_by(|a, b| a.version.cmp(&b.version));
    file.entries.len() - before
}
