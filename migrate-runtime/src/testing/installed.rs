//! Which PostgreSQL is installed on this machine, and as whom can it run.

use crate::version_folders::version_folders;
use std::path::PathBuf;
use std::process::Command;

/// The folder with the programs of the newest PostgreSQL. With `MIGRATE_SERVER=embedded` none is looked for.
pub(super) fn newest_programs() -> Option<PathBuf> {
    if std::env::var("MIGRATE_SERVER").is_ok_and(|server| server == "embedded") {
        return None;
    }
    let mut found = version_folders();
    found.retain(|programs| programs.join("initdb").exists());
    let of_path = || {
        let output = Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success())?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim())).filter(|programs| programs.join("initdb").exists())
    };
    found.pop().or_else(of_path)
}

/// The user under which a server runs, where this process is root: a server refuses to be root.
pub(super) fn other_user() -> Option<&'static str> {
    let output = Command::new("id").arg("-u").output().ok()?;
    let root = String::from_utf8_lossy(&output.stdout).trim() == "0";
    let exists = |user: &&&str| Command::new("id").arg(user).output().is_ok_and(|output| output.status.success());
    if root { ["postgres", "nobody"].iter().find(exists).copied() } else { None }
}
