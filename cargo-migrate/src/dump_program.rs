//! Which pg_dump can back a server up: one that is there, and not older than the server.

use migrate_build::diag::{Diagnostic, Problem, Severity};
use migrate_runtime::__private::version_folders;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A pg_dump.
#[derive(Debug)]
pub(crate) struct DumpProgram {
    pub(crate) path: PathBuf,
    /// Its major version.
    version: u32,
}

/// The one that is named, or the first that is new enough.
pub(crate) fn find(named: Option<&Path>, server: u32) -> Result<DumpProgram, Problem> {
    if let Some(path) = named {
        let program = asked(path).ok_or_else(|| {
            let message = format!("{} cannot be run, or says no version", path.display());
            Diagnostic::rule(Severity::Error, "no_pg_dump", message).help("name a pg_dump with --pg-dump")
        })?;
        return if program.version >= server { Ok(program) } else { Err(too_old(&program, server)) };
    }
    let first = asked(Path::new("pg_dump"));
    let candidates = first.into_iter().chain(installed());
    let mut oldest = None;
    for program in candidates {
        if program.version >= server {
            return Ok(program);
        }
        oldest.get_or_insert(program);
    }
    Err(oldest.map_or_else(|| absent(server), |program| too_old(&program, server)))
}

/// The programs of the versions that are installed.
fn installed() -> impl Iterator<Item = DumpProgram> {
    let programs = version_folders().into_iter().map(|folder| folder.join("pg_dump")).filter(|path| path.is_file());
    programs.filter_map(|path| asked(&path))
}

/// What it says of itself: `pg_dump (PostgreSQL) 15.18 (Debian 15.18-1)`.
fn asked(path: &Path) -> Option<DumpProgram> {
    let output = Command::new(path).arg("--version").output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8(output.stdout).ok()?;
    let mut numbers = said.split_whitespace().filter_map(|word| word.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok());
    Some(DumpProgram { path: path.to_owned(), version: numbers.next()? })
}

fn absent(server: u32) -> Problem {
    let help = format!(
        "install the client programs of PostgreSQL {server} or newer (Debian: apt-get install postgresql-client-{server}), or name one with --pg-dump"
    );
    Diagnostic::rule(Severity::Error, "no_pg_dump", "there is no pg_dump on this machine").help(help)
}

fn too_old(program: &DumpProgram, server: u32) -> Problem {
    let message = format!("{} is of PostgreSQL {}, and the server of {server}", program.path.display(), program.version);
    let help = format!(
        "a pg_dump cannot read a newer server: install the client programs of PostgreSQL {server} or newer (Debian: apt-get install postgresql-client-{server}), or name one with --pg-dump"
    );
    Diagnostic::rule(Severity::Error, "old_pg_dump", message).help(help)
}
