//! `cargo migrate docs`: the files for others, written or held against the schema.

use crate::options::Shared;
use crate::output::{Format, Status, counted, refuse, report, say};
use clap::Args;
use migrate_build::compile::compile_history;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::docs::{DocFile, DocsSettings, doc_files, is_own_page};
use migrate_build::text::Json;
use std::path::{Path, PathBuf};

/// Write the schema as SQL, pages, JSON, TypeScript and a diagram, as [docs] of migrate.toml says
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate docs\n  cargo migrate docs --check    # in CI: says which files are out of date, and ends with 1"
)]
pub(crate) struct Docs {
    #[command(flatten)]
    shared: Shared,
    /// Write nothing, and end with 1 where a file is not what it would be
    #[arg(long)]
    check: bool,
}

/// What becomes of a file.
enum Change {
    Written(PathBuf),
    Removed(PathBuf),
}

pub(crate) fn run(docs: &Docs) -> Status {
    let format = docs.shared.format;
    let (located, loaded) = match docs.shared.locate().and_then(|located| Ok((located, docs.shared.load()?))) {
        Ok(both) => both,
        Err(status) => return status,
    };
    let mut settings = located.configuration.docs.clone();
    if settings == (DocsSettings { areas: settings.areas.clone(), ..DocsSettings::default() }) {
        settings = DocsSettings { areas: settings.areas, ..DocsSettings::below("docs/schema") };
    }
    let (compiled, history) = compile_history(&loaded.migrations, &loaded.options);
    if compiled.has_errors() {
        report(&compiled.findings, format);
        return Status::Errors;
    }
    let files = doc_files(&compiled.catalog, &history, &settings);
    let changes = match changes(&located.beside, &files, &settings, docs.check) {
        Ok(changes) => changes,
        Err((path, reason)) => {
            let message = format!("{} cannot be written: {reason}", path.display());
            return refuse(
                *Diagnostic::rule(Severity::Error, "unwritable_file", message).help("check that the folder can be written to"),
                format,
            );
        }
    };
    told(&changes, files.len(), docs.check, format);
    if docs.check && !changes.is_empty() { Status::Errors } else { Status::Good }
}

/// The files that are not what they should be; they are made so unless they are only checked.
fn changes(beside: &Path, files: &[DocFile], settings: &DocsSettings, check: bool) -> Result<Vec<Change>, (PathBuf, std::io::Error)> {
    let mut changes = Vec::new();
    for file in files {
        let path = beside.join(&file.path);
        if std::fs::read(&path).is_ok_and(|found| found == file.text.as_bytes()) {
            continue;
        }
        if !check {
            std::fs::create_dir_all(path.parent().unwrap_or(beside))
                .and_then(|()| std::fs::write(&path, &file.text))
                .map_err(|reason| (path.clone(), reason))?;
        }
        changes.push(Change::Written(path));
    }
    for path in left_over(beside, files, settings) {
        if !check {
            std::fs::remove_file(&path).map_err(|reason| (path.clone(), reason))?;
        }
        changes.push(Change::Removed(path));
    }
    Ok(changes)
}

/// Pages of tables that are gone; what somebody else wrote into the folder stays.
fn left_over(beside: &Path, files: &[DocFile], settings: &DocsSettings) -> Vec<PathBuf> {
    let Some(folder) = settings.markdown.as_ref().map(|folder| beside.join(folder)) else { return Vec::new() };
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| !files.iter().any(|file| beside.join(&file.path) == *path));
    paths.retain(|path| std::fs::read_to_string(path).is_ok_and(|text| is_own_page(&text)));
    paths.sort();
    paths
}

fn told(changes: &[Change], count: usize, check: bool, format: Format) {
    for change in changes {
        let (path, word, state) = match change {
            Change::Written(path) if check => (path, "out of date", "stale"),
            Change::Removed(path) if check => (path, "of a table that is gone", "left_over"),
            Change::Written(path) => (path, "written", "written"),
            Change::Removed(path) => (path, "removed", "removed"),
        };
        match format {
            Format::Json => say(&Json::Object(vec![("file", Json::text(path.to_string_lossy())), ("state", Json::text(state))])),
            Format::Text | Format::Sarif => say(&format!("{}: {word}", path.display())),
        }
    }
    match (format, changes.is_empty(), check) {
        (Format::Json, ..) => {}
        (_, true, _) => say(&format!("{} up to date", counted(count, "file"))),
        (_, false, true) => say(&"`cargo migrate docs` writes them anew; commit what it writes"),
        (_, false, false) => say(&format!("{} in all; `cargo migrate docs --check` holds them against the schema", counted(count, "file"))),
    }
}
