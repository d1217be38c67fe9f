//! What was released, and does the folder still say the same.

use super::errors;
use super::read::read_source;
use crate::compile::{Finding, Migration, MigrationKind};
use crate::diag::{Diagnostic, Severity};
use crate::text::{Gather, Seek, SourceText, Span};
use migrate_model::{Chain, Link, LockDrift, LockEntry, LockFile, text_hash, token_checksum};
use std::path::Path;

/// The name of the lock file, which stands beside the migrations.
pub const LOCK_FILE: &str = "migrate.lock";

/// Reads the lock file of a folder; none where there is none.
///
/// # Errors
/// It is there and cannot be read.
pub fn read_lock(dir: &Path) -> Result<Option<LockFile>, Box<Finding>> {
    let path = dir.join(LOCK_FILE);
    if !path.exists() {
        return Ok(None);
    }
    let source = read_source(&path)?;
    LockFile::parse(source.text()).map(Some).map_err(|problem| {
        let at = source.text().split_inclusive('\n').take(problem.line - 1).map(str::len).sum::<usize>() as u32;
        let diagnostic = *Diagnostic::rule(Severity::Error, "lock_file", problem.to_string());
        Box::new(Finding { diagnostic, source, migration: None, span: Span::empty(at), mark: None, other: None, fix: None })
    })
}

/// Writes the lock file of a folder.
///
/// # Errors
/// It cannot be written.
pub fn write_lock(dir: &Path, lock: &LockFile) -> Result<(), Box<Finding>> {
    let path = dir.join(LOCK_FILE);
    std::fs::write(&path, lock.to_string()).map_err(|reason| Box::new(errors::unreadable(&path, &reason)))
}

/// The chain of a folder's versioned migrations.
#[must_use]
pub fn chain_of(migrations: &[Migration]) -> Chain {
    let links = migrations.iter().filter_map(|migration| match &migration.kind {
        MigrationKind::Versioned(version) => Some(Link {
            version: version.clone(),
            name: migration.label.replace(' ', "_"),
            checksum: token_checksum(&migration.up_sql),
            text_hash: text_hash(migration.up.text()),
        }),
        MigrationKind::Repeatable => None,
    });
    Chain { links: links.gather() }
}

/// Holds the folder against what was released.
#[must_use]
pub fn check_lock(dir: &Path, lock: &LockFile, migrations: &[Migration]) -> Vec<Finding> {
    let drift = lock.drift(&chain_of(migrations));
    drift.iter().map(|drift| finding_of(dir, migrations, drift)).gather()
}

fn finding_of(dir: &Path, migrations: &[Migration], drift: &LockDrift) -> Finding {
    let here = |entry: &LockEntry| migrations.iter().first_where(|m| matches!(&m.kind, MigrationKind::Versioned(v) if *v == entry.version));
    let refused = |rule, message: String, help: &str| Diagnostic::rule(Severity::Error, rule, message).help(help);
    let (diagnostic, migration) = match drift {
        LockDrift::Edited(entry) => {
            let message = format!("migration {} was released and its SQL has changed since", entry.name);
            let now = here(entry).map(|m| token_checksum(&m.up_sql).to_string()).unwrap_or_default();
            let problem =
                refused("edited_migration", message, "take the edit back (`git log -p` shows it) and put the change into a new migration");
            let accept = format!("if every database has the new text, add `accept {} {now}` to {LOCK_FILE}", entry.version);
            (problem.note(format!("released {}, now {now}", entry.checksum)).help(accept), here(entry))
        }
        LockDrift::CommentsEdited(entry) => {
            let message = format!("comments or blanks of the released migration {} have changed", entry.name);
            (Diagnostic::rule(Severity::Note, "edited_comment", message).help("`cargo migrate lock` takes the new text over"), here(entry))
        }
        LockDrift::Renamed(entry, now) => {
            let message = format!("migration {} was released and is now called {now}", entry.name);
            (refused("renamed_migration", message, "give it its old name back"), here(entry))
        }
        LockDrift::Removed(entry) => {
            let message = format!("migration {} was released and its file is gone", entry.name);
            let help = format!("bring it back, or add `removed {}` to {LOCK_FILE} if no database will ever need it", entry.version);
            (refused("removed_migration", message, &help), None)
        }
        LockDrift::OutOfOrder(version, last) => {
            let message = format!("migration {version} is new and stands before {last}, which was released");
            let found = migrations.iter().first_where(|m| matches!(&m.kind, MigrationKind::Versioned(v) if v == version));
            (refused("out_of_order", message, "give it a version after the last released one"), found)
        }
    };
    let source = migration.map_or_else(|| SourceText::new(&dir.join(LOCK_FILE).display().to_string(), ""), |m| m.up.clone());
    Finding {
        diagnostic: *diagnostic,
        source,
        migration: migration.map(|m| m.label.clone()),
        span: Span::default(),
        mark: None,
        other: None,
        fix: None,
    }
}
