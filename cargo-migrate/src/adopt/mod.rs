//! `cargo migrate adopt`: takes over the history that another tool keeps in the database.

mod checksum;
mod judge;
mod tool;

use crate::carried::{Session, failed, history_of, open};
use crate::drift::{drift, found_of};
use crate::options::Shared;
use crate::output::{Format, Status, counted, objects_are, refuse, say};
use clap::Args;
use judge::{Adopted, Adoption, Edits, judge};
use migrate_build::compile::Migration;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::text::Json;
use migrate_model::Version;
use migrate_runtime::applier::{Comparison, EntryState, History, Resolution, ScriptKey};
use tool::{Table, Tool, tables};

/// Take over the history of sqlx, diesel, refinery or Prisma
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cargo migrate adopt --dry-run\n  cargo migrate adopt --from prisma\n\nNo SQL of a migration runs, and the table of the other tool stays as it is. Nothing is taken over where that tool left something half done, or where a file is another than it applied."
)]
pub(crate) struct Adopt {
    #[command(flatten)]
    shared: Shared,
    /// The tool [default: the one whose table is there]
    #[arg(long, value_name = "TOOL")]
    from: Option<Tool>,
    /// The table of its history, where it is not called as usual or stands in several schemas
    #[arg(long, value_name = "SCHEMA.TABLE", requires = "from")]
    table: Option<String>,
    /// Show what would be taken over, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take migrations over that were edited after the tool applied them, as the folder has them now
    #[arg(long)]
    accept_edited: bool,
}

pub(crate) fn run(adopt: &Adopt) -> Status {
    let format = adopt.shared.format;
    let done = || -> Result<Status, Status> {
        let mut session = open(adopt.shared.load()?, format)?;
        let table = the_table(adopt, &mut session, format)?;
        let records = table.read(&mut session.client).map_err(|error| unreadable(&table, &error, format))?;
        let history = history_of(&session.events(format)?, format)?;
        let edits = if adopt.accept_edited { Edits::Accept } else { Edits::Refuse };
        let read = |migration: &Migration| std::fs::read_to_string(migration.up.path());
        let adoption = judge(&table, &records, &session.folded.migrations, edits, &read);
        if !adoption.problems.is_empty() {
            return Ok(refused(&table, &adoption, format));
        }
        let (known, new): (Vec<&Adopted>, Vec<&Adopted>) = adoption.applied.iter().partition(|one| is_known(&history, one));
        show(&table, &adoption, (&known, &new), adopt.dry_run, format);
        if adopt.dry_run {
            note("nothing was written; leave out --dry-run to do it", format);
            return Ok(Status::Good);
        }
        if new.is_empty() {
            note("the history has all of it already", format);
            return Ok(Status::Good);
        }
        take_over(&mut session, &table, &history, &new, format)?;
        compare(&mut session, format)?;
        finish(&session, &table, new.len(), adoption.applied.len(), format);
        Ok(Status::Good)
    };
    done().unwrap_or_else(|status| status)
}

/// The one table that is meant.
fn the_table(adopt: &Adopt, session: &mut Session, format: Format) -> Result<Table, Status> {
    let found = tables(&mut session.client, adopt.from, adopt.table.as_deref()).map_err(|error| failed(&error.to_string(), format))?;
    match found.as_slice() {
        [] => {
            let message = "there is no history of sqlx, diesel, refinery or Prisma in this database";
            let help =
                "check that DATABASE_URL names the right one; `cargo migrate baseline VERSION` begins a history without that of a tool";
            Err(refuse(*Diagnostic::rule(Severity::Error, "no_other_history", message).help(help), format))
        }
        [one] => Ok(one.clone()),
        several => {
            let names: Vec<String> =
                several.iter().map(|table| format!("{}.{} of {}", table.schema, table.name, table.tool.word())).collect();
            let help = format!("name one with --from and --table; there are {}", names.join(", "));
            let message = "there is more than one history of another tool in this database";
            Err(refuse(*Diagnostic::rule(Severity::Error, "several_histories", message).help(help), format))
        }
    }
}

fn unreadable(table: &Table, error: &postgres::Error, format: Format) -> Status {
    let said = error.as_db_error().map_or_else(|| error.to_string(), |error| error.message().to_owned());
    failed(&format!("{}.{} is not as {} makes it: {said}", table.schema, table.name, table.tool.word()), format)
}

fn is_known(history: &History, adopted: &Adopted) -> bool {
    let key = ScriptKey::Versioned(Version::new(&adopted.version));
    history.entry(&key).is_some_and(|entry| entry.state == EntryState::Applied)
}

fn refused(table: &Table, adoption: &Adoption, format: Format) -> Status {
    for problem in &adoption.problems {
        match format {
            Format::Json => say(&Json::Object(vec![("problem", Json::text(problem))])),
            Format::Text | Format::Sarif => say(&format!("error: {problem}")),
        }
    }
    note(&format!("nothing was taken over from {}.{}", table.schema, table.name), format);
    Status::Errors
}

fn show(table: &Table, adoption: &Adoption, (known, new): (&[&Adopted], &[&Adopted]), dry_run: bool, format: Format) {
    note(
        &format!("{}.{} of {} tells of {}", table.schema, table.name, table.tool.word(), counted(adoption.applied.len(), "migration")),
        format,
    );
    let line = |adopted: &Adopted, state: &str| match format {
        Format::Json => say(&Json::Object(vec![
            ("version", Json::text(&adopted.version)),
            ("name", Json::text(&adopted.label)),
            ("state", Json::text(state)),
            ("at", Json::optional(adopted.at.as_deref())),
            ("edited", Json::Bool(adopted.edited)),
        ])),
        Format::Text | Format::Sarif => {
            let when = adopted.at.as_deref().map(|at| format!("  {at}")).unwrap_or_default();
            say(&format!("{state:8} {}{when}{}", adopted.label, if adopted.edited { "  edited since" } else { "" }));
        }
    };
    known.iter().for_each(|adopted| line(adopted, "known"));
    new.iter().for_each(|adopted| line(adopted, if dry_run { "planned" } else { "adopted" }));
    for label in &adoption.rolled_back {
        note(&format!("note: {label} was rolled back, and is not taken over"), format);
    }
}

/// All that come first in the folder are one transaction; those after a gap follow one by one.
fn take_over(session: &mut Session, table: &Table, history: &History, new: &[&Adopted], format: Format) -> Result<(), Status> {
    let program = format!("cargo-migrate {}, from {}", env!("CARGO_PKG_VERSION"), table.tool.word());
    let applier = session.applier.clone().program(&program).comparison(Comparison::Unchecked);
    let versioned = session.migrations.list().iter().filter(|migration| migration.kind == migrate_runtime::MigrationKind::Versioned);
    let in_order = versioned.zip(new).take_while(|(migration, one)| Version::new(migration.version) == Version::new(&one.version)).count();
    let first = if history.head().is_none() { in_order } else { 0 };
    if let Some(last) = first.checked_sub(1).and_then(|last| new.get(last)) {
        let written = applier.baseline(&mut session.client, &last.version);
        written.map_err(|error| failed(&error.to_string(), format))?;
    }
    for one in new.iter().skip(first) {
        let said = Resolution::Applied(one.version.clone());
        applier.resolve(&mut session.client, &said).map_err(|error| failed(&error.to_string(), format))?;
    }
    Ok(())
}

/// Tells where the database is not what the migrations make that were taken over.
fn compare(session: &mut Session, format: Format) -> Result<(), Status> {
    let history = history_of(&session.events(format)?, format)?;
    let applied = found_of(session, &history, |entry| entry.state == EntryState::Applied);
    let found = drift(session, &applied, format)?;
    let count = found.by_hand.len() + found.early.len();
    if count > 0 {
        note(
            &format!("warning: {} not as these migrations make them; `cargo migrate diff --database` names them", objects_are(count)),
            format,
        );
    }
    Ok(())
}

fn finish(session: &Session, table: &Table, taken: usize, all: usize, format: Format) {
    let pending = session.folded.migrations.len() - all;
    let next = if pending > 0 { format!("; {pending} pending, which `cargo migrate apply` applies") } else { String::new() };
    note(&format!("{} taken over{next}", counted(taken, "migration")), format);
    note(
        &format!(
            "{}.{} stays as it is; drop it once nothing that uses {} is deployed any more",
            table.schema,
            table.name,
            table.tool.word()
        ),
        format,
    );
}

fn note(line: &str, format: Format) {
    if format != Format::Json {
        say(&line);
    }
}
