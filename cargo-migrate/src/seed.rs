//! `cargo migrate seed`: loads what an environment begins with.

use crate::carried::{failed, open};
use crate::kept::leaked;
use crate::options::Shared;
use crate::output::{Format, Status, counted, refuse, say};
use crate::progress::told_by;
use clap::Args;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_model::{text_hash, token_checksum};
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
            None => command.shared.locate()?.beside.join("seeds"),
        };
        let folder = folder.join(command.environment.to_string());
        let seeds = read(&folder, command.environment).map_err(|error| unreadable(&folder, &error, format))?;
        let mut session = open(command.shared.load()?, format)?;
        let ran = told_by(&session.applier, format).seed(&mut session.client, Vec::leak(seeds), command.environment);
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

/// The files of a folder in the order of their names.
fn read(folder: &Path, environment: Environment) -> std::io::Result<Vec<Seed>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "sql"));
    paths.sort();
    let seed = |path: &PathBuf| {
        let sql = std::fs::read_to_string(path)?;
        Ok(Seed {
            environment,
            name: leaked(&path.file_stem().unwrap_or_default().to_string_lossy()),
            checksum: leaked(&token_checksum(&sql).to_string()),
            text_hash: leaked(&text_hash(&sql).to_string()),
            sql: leaked(&sql),
        })
    };
    paths.iter().map(seed).collect()
}

fn unreadable(folder: &Path, error: &std::io::Error, format: Format) -> Status {
    let problem = Diagnostic::rule(Severity::Error, "unreadable_seeds", format!("{} cannot be read: {error}", folder.display()));
    refuse(*problem.help("write what an environment begins with to seeds/ENVIRONMENT/*.sql, or name the folder with --seeds"), format)
}
