//! Where do packages put the programs of each version of PostgreSQL.

use std::path::{Path, PathBuf};

/// Folders in which each version has one of its own: Debian, Red Hat, Homebrew, the installer for macOS.
const FOLDERS: [&str; 5] = ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL"];

/// The folders with the programs of those that are installed, the newest last.
#[must_use]
pub fn version_folders() -> Vec<PathBuf> {
    let entries = FOLDERS.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| version_of(path).is_some()).collect();
    found.sort_by_key(|path| version_of(path));
    found.into_iter().map(|path| path.join("bin")).collect()
}

/// The number at the end of `15`, `pgsql-15` or `postgresql@15`.
fn version_of(folder: &Path) -> Option<u32> {
    let name = folder.file_name()?.to_str()?;
    let digits = name.rsplit(|character: char| !character.is_ascii_digit()).next()?;
    let known = ["", "pgsql-", "postgresql@"].contains(&&name[..name.len() - digits.len()]);
    digits.parse().ok().filter(|_| known)
}
