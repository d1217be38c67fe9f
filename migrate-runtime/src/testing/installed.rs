//! Which PostgreSQL is installed on this machine, and as whom can it run.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Folders in which each version has one of its own: Debian, Red Hat, Homebrew, the installer for macOS.
const FOLDERS: [&str; 5] = ["/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local/opt", "/Library/PostgreSQL"];

/// The folder with the programs of the newest PostgreSQL. With `MIGRATE_SERVER=embedded` none is looked for.
pub(super) fn newest_programs() -> Option<PathBuf> {
    if std::env::var("MIGRATE_SERVER").is_ok_and(|server| server == "embedded") {
        return None;
    }
    let versions = FOLDERS.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = versions.filter(|path| version_of(path).is_some()).map(|path| path.join("bin")).collect();
    found.retain(|programs| programs.join("initdb").exists());
    found.sort_by_key(|programs| programs.parent().and_then(version_of));
    let of_path = || {
        let output = Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success())?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim())).filter(|programs| programs.join("initdb").exists())
    };
    found.pop().or_else(of_path)
}

/// The number at the end of `15`, `pgsql-15` or `postgresql@15`.
fn version_of(folder: &Path) -> Option<u32> {
    let name = folder.file_name()?.to_str()?;
    let digits = name.rsplit(|character: char| !character.is_ascii_digit()).next()?;
    let known = ["", "pgsql-", "postgresql@"].contains(&&name[..name.len() - digits.len()]);
    digits.parse().ok().filter(|_| known)
}

/// The user under which a server runs, where this process is root: a server refuses to be root.
pub(super) fn other_user() -> Option<&'static str> {
    let output = Command::new("id").arg("-u").output().ok()?;
    let root = String::from_utf8_lossy(&output.stdout).trim() == "0";
    let exists = |user: &&&str| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success());
    if root { ["postgres", "nobody"].iter().find(exists).copied() } else { None }
}
