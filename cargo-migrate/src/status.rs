//! `cargo migrate status`: what is applied, what is pending, and what is not as the folder has it.

use crate::apply::what_next;
use crate::carried::{Session, failed, history_of, open};
use crate::diff_database::as_json;
use crate::drift::{Cause, Origins, applied_of, drift, found_of, key_of};
use crate::header::{self, Known};
use crate::options::Shared;
use crate::output::{Format, Status, counted, nothing_in, say};
use clap::Args;
use migrate_build::docs::Remedy;
use migrate_build::project::Moment;
use migrate_build::text::Json;
use migrate_model::SchemaDifference;
use migrate_runtime::Migration;
use migrate_runtime::applier::{Entry, EntryState, History, Plan, Policies, Target, plan_migrations};

/// Say which migrations the database has, since when, which are pending, and which objects somebody changed by hand
#[derive(Args)]
#[command(
    name = "status",
    after_help = "Example:\n  DATABASE_URL=postgres://localhost/clinic cargo migrate status\n\nIt ends with 1 where the database is not as the folder has it."
)]
pub(crate) struct StatusCommand {
    #[command(flatten)]
    shared: Shared,
    /// Say also what the header of each migration says, and what of its check boxes the history knows
    #[arg(long, short)]
    verbose: bool,
}

/// How many there are of each.
#[derive(Default)]
struct Counts {
    applied: usize,
    begun: usize,
    undoing: usize,
    pending: usize,
}

impl Counts {
    fn add(&mut self, entry: Option<&Entry>) {
        match entry.map(|entry| entry.state) {
            Some(EntryState::Applied) => self.applied += 1,
            Some(EntryState::Begun) => self.begun += 1,
            Some(EntryState::Undoing) => self.undoing += 1,
            None => self.pending += 1,
        }
    }

    /// All of it in a line, and what to do next where something can be done.
    fn said(&self, may_apply: bool) -> String {
        let mut text = format!("{} applied", self.applied);
        for (count, word) in [(self.begun, "begun"), (self.undoing, "half undone")] {
            if count > 0 {
                text.push_str(&format!(", {count} {word}"));
            }
        }
        text.push_str(&format!(", {} pending", self.pending));
        text.push_str(match (self.undoing > 0, self.begun > 0, self.pending > 0) {
            (true, ..) => "; `cargo migrate rollback` goes on where it was interrupted",
            (_, true, _) if may_apply => "; `cargo migrate apply` goes on where it was interrupted",
            (_, _, true) if may_apply => "; `cargo migrate apply` applies what is pending",
            _ => "",
        });
        text
    }
}

/// What was changed by hand.
struct Changed {
    differences: Vec<SchemaDifference>,
    /// Of the applied migrations; none where nothing was changed.
    origins: Option<Origins>,
    /// The labels of the migrations whose objects were changed.
    drifted: Vec<String>,
}

pub(crate) fn run(command: &StatusCommand) -> Status {
    let format = command.shared.format;
    let shown = || -> Result<Status, Status> {
        let loaded = command.shared.load()?;
        let dir = loaded.dir.clone();
        let mut session = open(loaded, format)?;
        let events = session.events(format)?;
        let history = history_of(&events, format)?;
        let plan = match history.head() {
            Some(_) => plan_migrations(session.migrations.list(), &history, Policies::default(), &Target::Latest),
            // Where nothing is applied yet, the applier also looks for the history of another tool.
            None => session.applier.plan(&mut session.client).map_err(|error| failed(&error.to_string(), format))?,
        };
        let changed = changed(&mut session, &history, format)?;
        let mut counts = Counts::default();
        for (migration, source) in session.migrations.list().iter().zip(&session.folded.migrations) {
            let entry = history.entry(&key_of(migration));
            counts.add(entry);
            let when = entry.map(|entry| time(entry.at));
            let executed = when.as_deref().filter(|_| entry.is_some_and(|entry| entry.state == EntryState::Applied));
            let known = Known { executed, queries: migration.verify.len() };
            let header = source.header.as_ref().map(|header| header::as_json(header, &known));
            row(migration, (entry, when.as_deref()), changed.drifted.contains(&source.label), header, format);
            if let Some(header) = source.header.as_ref().filter(|_| command.verbose) {
                header::show(header, &known, format);
            }
        }
        if format != Format::Json && session.folded.migrations.is_empty() {
            say(&nothing_in(&dir));
        }
        tell_changes(&changed, format);
        Ok(summary(&plan, &counts, &changed.differences, format))
    };
    shown().unwrap_or_else(|status| status)
}

/// Where nothing was ever applied there is nothing that could have been changed, and what an unfinished migration makes is not known.
fn changed(session: &mut Session, history: &History, format: Format) -> Result<Changed, Status> {
    let applied = applied_of(session, history);
    let nothing = Changed { differences: Vec::new(), origins: None, drifted: Vec::new() };
    if applied.is_empty() {
        return Ok(nothing);
    }
    let found = drift(session, &applied, format)?;
    let mut differences: Vec<SchemaDifference> = found.by_hand.into_iter().chain(found.early).collect();
    if differences.is_empty() {
        return Ok(nothing);
    }
    let unsure = unsure(session, history);
    let origins = Origins::of(&found_of(session, history, |_| true), session.folded.versions);
    differences.retain(|difference| !origins.label(difference.object()).is_some_and(|label| unsure.iter().any(|known| known == label)));
    let drifted = differences.iter().filter_map(|difference| origins.label(difference.object()).map(str::to_owned)).collect();
    Ok(Changed { drifted, differences, origins: Some(origins) })
}

/// The migrations that are unfinished, and those whose file is another than was applied: what these make is not what is there, and that is told already.
fn unsure(session: &Session, history: &History) -> Vec<String> {
    let is_unsure = |migration: &Migration| {
        history.entry(&key_of(migration)).is_some_and(|entry| entry.state != EntryState::Applied || !is_same(migration, entry))
    };
    let both = session.migrations.list().iter().zip(&session.folded.migrations);
    both.filter(|(migration, _)| is_unsure(migration)).map(|(_, source)| source.label.clone()).collect()
}

fn row(migration: &Migration, (entry, when): (Option<&Entry>, Option<&str>), drifted: bool, header: Option<Json>, format: Format) {
    let state = match entry {
        None => "pending",
        Some(entry) if entry.state == EntryState::Begun => "begun",
        Some(entry) if entry.state == EntryState::Undoing => "undoing",
        Some(entry) if !is_same(migration, entry) => "edited",
        Some(_) if drifted => "drifted",
        Some(_) => "applied",
    };
    match format {
        Format::Json => say(&Json::Object(vec![
            ("version", Json::text(migration.version)),
            ("name", Json::text(migration.name)),
            ("state", Json::text(state)),
            ("at", Json::optional(when)),
            ("checksum", Json::text(migration.checksum)),
            ("drifted", Json::Bool(drifted)),
            ("header", header.unwrap_or(Json::Null)),
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

fn tell_changes(changed: &Changed, format: Format) {
    for difference in &changed.differences {
        let label = changed.origins.as_ref().and_then(|origins| origins.label(difference.object()));
        match format {
            Format::Json => say(&as_json(difference, Cause::ByHand, label, &Remedy::default())),
            Format::Text | Format::Sarif => {
                let made = label.map(|label| format!(" ({label})")).unwrap_or_default();
                say(&format!("error: changed by hand: {difference}{made}"));
            }
        }
    }
}

fn summary(plan: &Plan, counts: &Counts, changed: &[SchemaDifference], format: Format) -> Status {
    match format {
        Format::Json => plan.problems.iter().for_each(|problem| say(&Json::Object(vec![("problem", Json::text(problem.to_string()))]))),
        Format::Text | Format::Sarif => {
            plan.notes.iter().for_each(|note| say(&format!("note: {note}")));
            plan.problems.iter().for_each(|problem| say(&format!("error: {problem}")));
            let next = if plan.problems.is_empty() { String::new() } else { format!("; {}", what_next(&plan.problems)) };
            say(&format!("{}{next}", counts.said(plan.problems.is_empty())));
            if !changed.is_empty() {
                say(&format!(
                    "{} changed by hand; `cargo migrate diff --database` says how to take that back",
                    counted(changed.len(), "object")
                ));
            }
        }
    }
    if plan.problems.is_empty() && changed.is_empty() { Status::Good } else { Status::Errors }
}
