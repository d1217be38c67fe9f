//! What do subcommands say that are not there yet, so that nobody takes an unknown word for a mistake of spelling.

use crate::output::{Format, Status, refuse};
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};

/// Take over the history of another tool (not there yet)
#[derive(Args)]
pub(crate) struct Adopt {}

/// Back the database up before it is migrated (not there yet)
#[derive(Args)]
pub(crate) struct Backup {}

pub(crate) fn adopt(_: &Adopt) -> Status {
    waits(
        "the history of another tool cannot be taken over yet",
        "`cargo migrate baseline VERSION` begins a history on a database that has what the migrations make",
    )
}

pub(crate) fn backup(_: &Backup) -> Status {
    waits("databases cannot be backed up with this command yet", "`pg_dump --format=custom` does, and `pg_restore` brings it back")
}

pub(crate) fn database_difference() -> Status {
    waits(
        "the schema of a live database cannot be compared yet",
        "`cargo migrate status` says what its history has, and `cargo migrate diff --from` compares commits and folders",
    )
}

fn waits(message: &str, help: &str) -> Status {
    refuse(*Diagnostic::rule(Severity::Error, "not_there_yet", message).help(help), Format::Text)
}
