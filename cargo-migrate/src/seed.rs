//! `cargo migrate seed`: loads what an environment begins with.

use crate::carried::{failed, open};
use crate::kept::leaked;
use crate::options::Shared;
use crate::output::{Format, Status, counted, refuse, report, say};
use crate::progress::told_by;
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::project::{SEEDS_FOLDER, SeedFile, read_seeds};
use migrate_runtime::applier::{Environment, Seed};
use std::path::{Path, PathBuf};

/// Load what an environment begins with: the files that never ran there, and those that changed
#[derive(Args)]
#[command(
    name = "seed",
    after_help = "Example:\n  cargo migrate seed development\n\nThe files are seeds/ENVIRONMENT/*.sql, beside migrate.toml, in the order of their names. Each runs in one transaction, and again when it changes: so it says ON CONFLICT."
)]
pub(crate) struct SeedCommand {
    #[command(flatten)]
    shared: Shared,
    /// development, staging or production
    #[arg(value_parser = environment)]
    environment: Environment,
    /// The folder of the environments [default: seeds, beside migrate.toml]
    #[arg(long, value_name = "DIR")]
    seeds: Option<PathBuf>,
}

fn environment(name: &str) -> Result<Environment, String> {
    Environment::parse(name).ok_or_else(|| Environment::ALL.map(|known| known.to_string()).join(", "))
}

pub(crate) fn run(command: &SeedCommand) -> Status {
    let format = command.shared.format;
    let seeded = || -> Result<Status, Status> {
        let folder = match &command.seeds {
            Some(folder) => folder.clone(),
            None => command.shared.locate()?.beside.join(SEEDS_FOLDER),
        };
        let own = folder.join(command.environment.to_string());
        std::fs::read_dir(&own).map_err(|error| unreadable(&own, &error, format))?;
        let mut session = open(command.shared.load()?, format)?;
        let (files, findings) = read_seeds(&folder, &[command.environment], &session.catalog);
        if report(&findings, format) == Status::Errors {
            return Err(Status::Errors);
        }
        let seeds = Vec::leak(files.iter().map(carried).collect());
        let ran = told_by(&session.applier, format).seed(&mut session.client, seeds, command.environment);
        let ran = ran.map_err(|error| failed(&error.to_string(), format))?;
        if format != Format::Json {
            say(&if ran.is_empty() {
                "nothing is new and nothing changed".to_owned()
            } else {
                format!("{} loaded", counted(ran.len(), "file"))
            });
        }
        Ok(Status::Good)
    };
    seeded().unwrap_or_else(|status| status)
}

/// A file for as long as the process lives.
fn carried(file: &SeedFile) -> Seed {
    let SeedFile { environment, name, sql, checksum, text_hash } = file;
    Seed::new(*environment, leaked(name), leaked(checksum), leaked(text_hash), leaked(sql))
}

fn unreadable(folder: &Path, error: &std::io::Error, format: Format) -> Status {
    let problem = Diagnostic::rule(Severity::Error, "unreadable_seeds", format!("{} cannot be read: {error}", folder.display()));
    refuse(*problem.help("write what an environment begins with to seeds/ENVIRONMENT/*.sql, or name the folder with --seeds"), format)
}
