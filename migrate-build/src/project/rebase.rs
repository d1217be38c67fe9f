//! Which migrations that nobody has yet get new versions after a merge, and which files change their names.

use super::discover::{Listed, Listing};
use super::file_name::Scheme;
use super::new_errors;
use super::next_version::{Moment, next_version};
use crate::compile::MigrationKind;
use crate::diag::Result;
use crate::text::{Gather, Seek, SortedSet};
use migrate_model::{Directive, LockFile, Sections, Version, canonical_text};
use std::path::{Path, PathBuf};

/// A migration that gets a new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renumbered {
    /// What it is called.
    pub from: String,
    /// What it will be called.
    pub to: String,
    /// Its files or folders, before and after.
    pub files: Vec<(PathBuf, PathBuf)>,
}

/// Migrations that were released, or that others have, keep their versions; those of one's own follow after them, in their order.
///
/// # Errors
/// Two released migrations have the same version, or a new name is taken.
pub fn plan_rebase(listing: &Listing, lock: Option<&LockFile>, published: &SortedSet<String>, now: Moment) -> Result<Vec<Renumbered>> {
    let (mut last, mut own): (Option<Version>, Vec<(&Version, &Listed)>) = (None, Vec::new());
    for listed in &listing.migrations {
        let MigrationKind::Versioned(version) = &listed.kind else { continue };
        if !is_released(listed, version, lock) && !published.contains(&listed.label) {
            own.push((version, listed));
            continue;
        }
        if last.as_ref() == Some(version) {
            return Err(new_errors::released_twice(version.as_str()));
        }
        last = Some(version.clone());
    }
    let mut renumbered = Vec::new();
    for (version, listed) in own {
        if last.as_ref().is_none_or(|last| version > last) {
            last = Some(version.clone());
            continue;
        }
        let next = next_version(last.as_ref(), now);
        renumbered.push(renumber(listing.scheme, listed, version, &next)?);
        last = Some(Version::new(&next));
    }
    Ok(renumbered)
}

/// The files in which a directive names a migration that is called otherwise now, with their new texts.
#[must_use]
pub fn plan_mentions(paths: &[PathBuf], renumbered: &[Renumbered]) -> Vec<(PathBuf, String)> {
    let edit = |path: &PathBuf| {
        let text = canonical_text(&std::fs::read_to_string(path).ok()?).into_owned();
        let mut edited = text.clone();
        for placed in Sections::read(&text).directives.iter().rev() {
            let Directive::Depends(name) = &placed.directive else { continue };
            if let Some(found) = renumbered.iter().first_where(|renumbered| renumbered.from == *name) {
                edited.replace_range(placed.argument.clone(), &found.to);
            }
        }
        (edited != text).then(|| (path.clone(), edited))
    };
    paths.iter().filter_map(edit).gather()
}

fn is_released(listed: &Listed, version: &Version, lock: Option<&LockFile>) -> bool {
    let entry = lock.and_then(|lock| lock.entry(version));
    entry.is_some_and(|entry| entry.name == listed.label.replace(' ', "_"))
}

fn renumber(scheme: Option<Scheme>, listed: &Listed, version: &Version, next: &str) -> Result<Renumbered> {
    let renamed = |name: &str| name.replacen(version.as_str(), next, 1);
    let mut files = Vec::new();
    for path in files_of(scheme, listed, version) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let to = path.with_file_name(renamed(name));
        if to.exists() {
            return Err(new_errors::name_is_taken(&to));
        }
        files.push((path, to));
    }
    Ok(Renumbered { from: listed.label.clone(), to: renamed(&listed.label), files })
}

/// The files that are named after a migration: its folder, or the files that begin with its name.
fn files_of(scheme: Option<Scheme>, listed: &Listed, version: &Version) -> Vec<PathBuf> {
    let folder = listed.up.parent().unwrap_or(Path::new(""));
    match scheme {
        Some(Scheme::Folders | Scheme::Prisma) => vec![folder.to_owned()],
        _ => {
            let undo = [format!("{}.down.sql", listed.label), format!("U{}__{}.sql", version.as_str(), listed.name)];
            let mut conf = listed.up.clone().into_os_string();
            conf.push(".conf");
            let beside = undo.into_iter().map(|name| folder.join(name)).chain([PathBuf::from(conf)]).filter(|path| path.is_file());
            std::iter::once(listed.up.clone()).chain(beside).gather()
        }
    }
}
