//! When must cargo run the build script again: a migration, the list of files, the configuration or the lock file changed.

use crate::project::{LOCK_FILE, Listed};
use crate::proof::release::RELEASE_FILE;
use std::path::{Path, PathBuf};

/// The lines that say so. Folders are watched for their lists of files.
pub(super) fn lines(configuration: &Path, folders: &[PathBuf], listed: &[Listed], beside: &[PathBuf], out: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    let mut watch = |path: &Path| lines.push(format!("cargo::rerun-if-changed={}", path.display()));
    if configuration.exists() {
        watch(configuration);
    } else if let Some(stand_in) = stand_in(configuration, out) {
        watch(&stand_in);
    }
    for folder in folders {
        watch(folder);
        for file in [LOCK_FILE, RELEASE_FILE].map(|name| folder.join(name)) {
            if file.exists() {
                watch(&file);
            }
        }
    }
    for migration in listed {
        watch(&migration.up);
        if let Some(down) = &migration.down {
            watch(down);
        }
    }
    for folder in beside {
        if folder.exists() {
            watch(folder);
        } else if let Some(stand_in) = stand_in(folder, out) {
            watch(&stand_in);
        }
    }
    lines
}

/// A file that is not there cannot be watched: cargo takes it for changed at every build, and compiles the package again each time. What can be
/// watched is a folder with a link to it, which leads nowhere until the file is made. None where links cannot be made.
fn stand_in(missing: &Path, out: &Path) -> Option<PathBuf> {
    let folder = out.join("awaited").join(missing.file_name()?);
    let link = folder.join("link");
    let target = std::path::absolute(missing).ok()?;
    if std::fs::read_link(&link).is_ok_and(|found| found == target) {
        return Some(folder);
    }
    std::fs::create_dir_all(&folder).ok()?;
    let _ = std::fs::remove_file(&link);
    make_link(&target, &link).ok()?;
    // Cargo compares with the time at which this run began, which the new folder must not be younger than.
    std::fs::File::open(&folder).and_then(|folder| folder.set_modified(std::time::UNIX_EPOCH)).ok()?;
    Some(folder)
}

#[cfg(unix)]
fn make_link(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn make_link(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_file(target, link)
}

#[cfg(not(any(unix, windows)))]
fn make_link(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
