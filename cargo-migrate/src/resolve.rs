//! `cargo migrate resolve` and `cargo migrate baseline`: what somebody says of a database, where its history does not know it.

use crate::carried::{Session, failed, open};
use crate::options::Shared;
use crate::output::{Format, Status, say};
use clap::Args;
use migrate_build::text::Json;
use migrate_runtime::applier::{Applier, ApplyError, Comparison, Head, Resolution};
use std::sync::Arc;

/// Say that a migration is applied, or that it is not, after it was finished or undone by hand
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate resolve --applied 007\n  cargo migrate resolve --rolled-back 007\n\nThe live schema is compared before with what is applied then. No SQL of the migration runs."
)]
pub(crate) struct Resolve {
    #[command(flatten)]
    shared: Shared,
    #[command(flatten)]
    said: Said,
    /// Do not compare the live schema: whoever says it knows it
    #[arg(long)]
    unchecked: bool,
}

/// What is said, which is one of two things.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Said {
    /// It is applied, as the folder has it
    #[arg(long, value_name = "VERSION")]
    applied: Option<String>,
    /// It is not applied
    #[arg(long, value_name = "VERSION")]
    rolled_back: Option<String>,
}

/// Begin the history of a database that has what the migrations up to a version make
#[derive(Args)]
#[command(
    after_help = "Example:\n  cargo migrate baseline 007\n\nThe live schema is compared before with what these migrations make. No SQL of a migration runs."
)]
pub(crate) struct Baseline {
    #[command(flatten)]
    shared: Shared,
    /// The last version that the database has
    version: String,
    /// Do not compare the live schema: whoever says it knows it
    #[arg(long)]
    unchecked: bool,
}

/// The applier, which compares the live schema before it writes anything.
fn comparing(session: &Session, unchecked: bool) -> Applier {
    let comparison = if unchecked { Comparison::Unchecked } else { Comparison::By(Arc::new(session.folded.clone())) };
    session.applier.clone().comparison(comparison)
}

pub(crate) fn run(resolve: &Resolve) -> Status {
    let format = resolve.shared.format;
    let written = || -> Result<Status, Status> {
        let (resolution, now) = match (&resolve.said.applied, &resolve.said.rolled_back) {
            (Some(version), _) => (Resolution::Applied(version.clone()), format!("{version} is applied")),
            (None, Some(version)) => (Resolution::RolledBack(version.clone()), format!("{version} is not applied")),
            (None, None) => return Ok(Status::Unusable),
        };
        let mut session = open(resolve.shared.load()?, format)?;
        let applier = comparing(&session, resolve.unchecked);
        Ok(told(applier.resolve(&mut session.client, &resolution), &now, format))
    };
    written().unwrap_or_else(|status| status)
}

pub(crate) fn run_baseline(baseline: &Baseline) -> Status {
    let format = baseline.shared.format;
    let written = || -> Result<Status, Status> {
        let mut session = open(baseline.shared.load()?, format)?;
        let now = format!("all up to {} are applied", baseline.version);
        let applier = comparing(&session, baseline.unchecked);
        Ok(told(applier.baseline(&mut session.client, &baseline.version), &now, format))
    };
    written().unwrap_or_else(|status| status)
}

fn told(written: Result<Option<Head>, ApplyError>, now: &str, format: Format) -> Status {
    let head = match written {
        Ok(head) => head,
        Err(error) => return failed(&error.to_string(), format),
    };
    match format {
        Format::Json => {
            say(&Json::Object(vec![("said", Json::text(now)), ("head", Json::optional(head.map(|head| head.hash.to_string())))]))
        }
        Format::Text | Format::Sarif => say(&format!("the history says now: {now}")),
    }
    Status::Good
}
