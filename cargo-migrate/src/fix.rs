//! How are fixes written into the files: one after the other, each on what the one before left.

use crate::output::{Status, refuse};
use migrate_build::compile::{Finding, MigrationKind};
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::lint::Fix;
use migrate_build::project::{HeaderStyle, Moment, NewMigration, Scheme, list_folder, plan_new};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// More fixes than any folder needs: a guard against one that leads to itself.
const MOST: usize = 1000;

/// Writes all fixes that can be written; how many there were.
pub(crate) fn write_fixes(findings_of: impl Fn() -> Result<Vec<Finding>, Status>) -> Result<usize, Status> {
    let mut made = BTreeSet::new();
    for count in 0..MOST {
        let findings = findings_of()?;
        let fix_of = |finding: &Finding| finding.fix.clone().filter(|fix| can_be_written(finding, fix, &made));
        let Some((finding, fix)) = findings.iter().find_map(|finding| Some((finding, fix_of(finding)?))) else { return Ok(count) };
        if let Err(reason) = write(Path::new(finding.source.path()), &fix, &mut made) {
            let message = format!("{} cannot be fixed: {reason}", finding.source.path());
            let problem = Diagnostic::rule(Severity::Error, "unwritable_file", message);
            return Err(refuse(*problem.help("check that the folder can be written to"), crate::output::Format::Text));
        }
    }
    Ok(MOST)
}

/// New files come last, so the file that they follow must be the last one, but for those made here, or the order in which things happen would change.
fn can_be_written(finding: &Finding, fix: &Fix, made: &BTreeSet<PathBuf>) -> bool {
    let path = Path::new(finding.source.path());
    fix.files.is_empty() || folder_of(path).is_some_and(|folder| is_last(&folder, path, made))
}

/// The folder of migrations: that of the file, or the one around it where each migration has its own.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let parent = path.parent()?;
    let own_folder = matches!(path.file_name()?.to_str()?, "up.sql" | "migration.sql");
    Some(if own_folder { parent.parent()?.to_owned() } else { parent.to_owned() })
}

fn is_last(folder: &Path, path: &Path, made: &BTreeSet<PathBuf>) -> bool {
    let Ok(listing) = list_folder(folder) else { return false };
    let versioned =
        listing.migrations.iter().rfind(|listed| matches!(listed.kind, MigrationKind::Versioned(_)) && !made.contains(&listed.up));
    made.contains(path) || versioned.is_some_and(|listed| listed.up == path)
}

fn write(path: &Path, fix: &Fix, made: &mut BTreeSet<PathBuf>) -> std::io::Result<()> {
    for file in &fix.files {
        let folder = folder_of(path).unwrap_or_default();
        let listing = list_folder(&folder).map_err(|finding| std::io::Error::other(finding.diagnostic.message))?;
        let name: String = file.name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
        let wanted = NewMigration { name: &name, scheme: Scheme::Plain, headers: HeaderStyle::Free, now: Moment::now() };
        if let Some(planned) = plan_new(&folder, &listing, &wanted).into_iter().next() {
            std::fs::create_dir_all(planned.path.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(&planned.path, &file.sql)?;
            made.insert(planned.path);
        }
    }
    std::fs::write(path, &fix.text)
}
