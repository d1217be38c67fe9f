//! `cargo migrate verify`: is the history what was written, and does what migrations promised still hold.

use crate::carried::{Session, failed, history_of, open};
use crate::options::Shared;
use crate::output::{Format, Status, counted, say};
use clap::Args;
use migrate_build::text::Json;
use migrate_runtime::applier::ScriptKey;
use postgres::SimpleQueryMessage;

/// Hold the history against its hashes, and run the verification queries of what is applied
#[derive(Args)]
#[command(after_help = "Example:\n  cargo migrate verify\n\nIt ends with 1 where the history was changed or a query does not hold.")]
pub(crate) struct Verify {
    #[command(flatten)]
    shared: Shared,
}

pub(crate) fn run(verify: &Verify) -> Status {
    let format = verify.shared.format;
    let verified = || -> Result<Status, Status> {
        let mut session = open(verify.shared.load()?, format)?;
        let events = session.events(format)?;
        let history = history_of(&events, format)?;
        let (mut held, mut broken) = (0, 0);
        for migration in session.migrations.list() {
            let is_applied = history.entry(&ScriptKey::Versioned(migrate_model::Version::new(migration.version))).is_some();
            for (at, query) in migration.verify.iter().enumerate().filter(|_| is_applied) {
                let holds = holds(&mut session, query, format)?;
                if holds {
                    held += 1
                } else {
                    broken += 1
                }
                told(&format!("{}_{}", migration.version, migration.name), at + 1, holds, format);
            }
        }
        let head = history.head().map(|head| head.hash.to_string());
        if format == Format::Json {
            say(&Json::Object(vec![("events", Json::Number(events.len() as i64)), ("head", Json::optional(head))]));
        } else {
            let head = head.map(|head| format!(", the last of them {head}")).unwrap_or_default();
            say(&format!("{} of the history, each as it was written{head}", counted(events.len(), "event")));
            say(&format!("verification queries: {held} held, {broken} did not"));
        }
        Ok(if broken == 0 { Status::Good } else { Status::Errors })
    };
    verified().unwrap_or_else(|status| status)
}

/// No row, or a single true.
fn holds(session: &mut Session, query: &str, format: Format) -> Result<bool, Status> {
    let messages = session.client.simple_query(query).map_err(|error| failed(&error.to_string(), format))?;
    let mut rows = messages.iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    });
    Ok(match (rows.next(), rows.next()) {
        (None, _) => true,
        (Some(row), None) => row.len() == 1 && row.try_get(0).ok().flatten() == Some("t"),
        _ => false,
    })
}

fn told(migration: &str, number: usize, holds: bool, format: Format) {
    match format {
        Format::Json => say(&Json::Object(vec![
            ("migration", Json::text(migration)),
            ("query", Json::Number(number as i64)),
            ("holds", Json::Bool(holds)),
        ])),
        Format::Text | Format::Sarif if holds => {}
        Format::Text | Format::Sarif => say(&format!("{migration}: verification query {number} does not hold")),
    }
}
