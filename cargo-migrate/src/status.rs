//! `cargo migrate status`: what is applied, what is pending, and what is not as the folder has it.

use crate::carried::{history_of, open};
use crate::options::Shared;
use crate::output::{Format, Status, say};
use clap::Args;
use migrate_build::project::Moment;
use migrate_build::text::Json;
use migrate_runtime::applier::{Entry, EntryState, Plan, ScriptKey, Target, plan_migrations};
use migrate_runtime::{Migration, MigrationKind};

/// Say which migrations the database has, since when, and which are pending
#[derive(Args)]
#[command(
    name = "status",
    after_help = "Example:\n  DATABASE_URL=postgres://localhost/clinic cargo migrate status\n\nIt ends with 1 where the database is not as the folder has it."
)]
pub(crate) struct StatusCommand {
    #[command(flatten)]
    shared: Shared,
}

pub(crate) fn run(command: &StatusCommand) -> Status {
    let format = command.shared.format;
    let shown = || -> Result<Status, Status> {
        let mut session = open(command.shared.load()?, format)?;
        let events = session.events(format)?;
        let history = history_of(&events, format)?;
        let plan = plan_migrations(session.migrations.list(), &history, migrate_runtime::applier::Policies::default(), &Target::Latest);
        let mut counts = (0, 0);
        for migration in session.migrations.list() {
            let entry = history.entry(&key_of(migration));
            match entry {
                Some(_) => counts.0 += 1,
                None => counts.1 += 1,
            }
            row(migration, entry, format);
        }
        Ok(summary(&plan, counts, format))
    };
    shown().unwrap_or_else(|status| status)
}

fn key_of(migration: &Migration) -> ScriptKey {
    match migration.kind {
        MigrationKind::Versioned => ScriptKey::Versioned(migrate_model::Version::new(migration.version)),
        MigrationKind::Repeatable => ScriptKey::Repeatable(migration.name.to_owned()),
    }
}

fn row(migration: &Migration, entry: Option<&Entry>, format: Format) {
    let state = match entry {
        None => "pending",
        Some(entry) if entry.state == EntryState::Begun => "begun",
        Some(entry) if !is_same(migration, entry) => "edited",
        Some(_) => "applied",
    };
    let when = entry.map(|entry| time(entry.at));
    match format {
        Format::Json => say(&Json::Object(vec![
            ("version", Json::text(migration.version)),
            ("name", Json::text(migration.name)),
            ("state", Json::text(state)),
            ("at", Json::optional(when)),
            ("checksum", Json::text(migration.checksum)),
        ])),
        Format::Text | Format::Sarif => {
            let label =
                if migration.version.is_empty() { migration.name.to_owned() } else { format!("{}_{}", migration.version, migration.name) };
            let when = when.map(|when| format!("  {when}")).unwrap_or_default();
            say(&format!("{state:8} {label}  {}{when}", &migration.checksum[..12.min(migration.checksum.len())]));
        }
    }
}

fn is_same(migration: &Migration, entry: &Entry) -> bool {
    entry.checksum == migration.checksum || migration.accepts.contains(&entry.checksum.as_str())
}

/// A moment by the server's clock, in UTC.
fn time(microseconds: i64) -> String {
    let moment = Moment::of_seconds(u64::try_from(microseconds / 1_000_000).unwrap_or_default());
    format!("{} {:02}:{:02}:{:02}", moment.date(), moment.second / 3600, moment.second / 60 % 60, moment.second % 60)
}

fn summary(plan: &Plan, (applied, pending): (usize, usize), format: Format) -> Status {
    let lines: Vec<String> = plan.problems.iter().map(|problem| format!("error: {problem}")).collect();
    match format {
        Format::Json => plan.problems.iter().for_each(|problem| say(&Json::Object(vec![("problem", Json::text(problem.to_string()))]))),
        Format::Text | Format::Sarif => {
            plan.notes.iter().for_each(|note| say(&format!("note: {note}")));
            lines.iter().for_each(|line| say(line));
            let next = if pending > 0 && plan.problems.is_empty() { "; `cargo migrate apply` applies what is pending" } else { "" };
            say(&format!("{applied} applied, {pending} pending{next}"));
        }
    }
    if plan.problems.is_empty() { Status::Good } else { Status::Errors }
}
