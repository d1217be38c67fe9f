//! `cargo migrate resolve` and `cargo migrate baseline`: what somebody says of a database, where its history does not know it.

use crate::carried::{failed, open};
use crate::options::Shared;
use crate::output::{Format, Status, say};
use clap::Args;
use migrate_build::text::Json;
use migrate_runtime::applier::{ApplyError, Comparison, Head, Resolution};

/// Say that a migration is applied, or that it is not, after it was finished or undone by hand
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate resolve --applied 007\n  cargo migrate resolve --rolled-back 007\n\nThe live schema is not compared: whoever says it knows it. No SQL of the migration runs."
)]
pub(crate) struct Resolve {
    #[command(flatten)]
    shared: Shared,
    #[command(flatten)]
    said: Said,
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
    after_help = "Example:\n  cargo migrate baseline 007\n\nThe live schema is not compared: whoever says it knows it. No SQL of a migration runs."
)]
pub(crate) struct Baseline {
    #[command(flatten)]
    shared: Shared,
    /// The last version that the database has
    version: String,
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
        Ok(told(session.applier.resolve(&mut session.client, &resolution, &Comparison::Unchecked), &now, format))
    };
    written().unwrap_or_else(|status| status)
}

pub(crate) fn run_baseline(baseline: &Baseline) -> Status {
    let format = baseline.shared.format;
    let written = || -> Result<Status, Status> {
        let mut session = open(baseline.shared.load()?, format)?;
        let now = format!("all up to {} are applied", baseline.version);
        Ok(told(session.applier.baseline(&mut session.client, &baseline.version, &Comparison::Unchecked), &now, format))
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
