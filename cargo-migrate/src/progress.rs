//! What is told of while migrations are applied and undone.

use crate::output::{Format, say};
use migrate_build::text::Json;
use migrate_runtime::applier::{Applier, Event, IndexProgress};
use std::io::{IsTerminal, Write};

/// The applier, which tells of what it does from then on.
pub(crate) fn told_by(applier: &Applier, format: Format) -> Applier {
    let timed = std::io::stdout().is_terminal();
    applier.clone().observe(move |event| told(event, timed, format))
}

/// Times are for those who sit before it; in a log they would only make runs differ.
fn told(event: &Event, timed: bool, format: Format) {
    if timed && format != Format::Json {
        if let Event::Building(progress) = event {
            return draw(&bar(progress));
        }
        draw("");
    }
    let done = match event {
        Event::Applied { migration, .. } => Some((migration, "applied")),
        Event::RolledBack { migration, .. } => Some((migration, "rolled back")),
        _ => None,
    };
    match (format, event, done) {
        (Format::Json, _, Some((name, state))) => say(&Json::Object(vec![("name", Json::text(name)), ("state", Json::text(state))])),
        (Format::Json, _, None) => {}
        (_, _, Some((name, state))) if !timed => say(&format!("{name} {state}")),
        (_, _, Some(_)) | (_, Event::WaitingForLock { .. } | Event::Retrying { .. } | Event::HistoryCreated, None) => say(event),
        (_, Event::Blocked { .. } | Event::Blocking { .. } | Event::Building(_) | Event::NotWatched { .. }, None) => say(event),
        (_, Event::StepStarted { .. } | Event::StepSkipped { .. } | Event::BatchDone { .. } | Event::LeftoverCleared { .. }, None) => {
            say(event)
        }
        _ => {}
    }
}

/// Writes a line over the one that the terminal shows, without ending it; a terminal that has gone away is no error.
fn draw(line: &str) {
    let mut terminal = std::io::stdout().lock();
    let _ = write!(terminal, "\r\x1b[K{line}");
    let _ = terminal.flush();
}

/// How much of a phase is done, as far as the server says it.
fn bar(progress: &IndexProgress) -> String {
    const WIDTH: usize = 30;
    let done = progress.percent().map_or(0, |percent| WIDTH * usize::try_from(percent).unwrap_or(0) / 100);
    format!("[{}{}] {progress}", "#".repeat(done), "-".repeat(WIDTH.saturating_sub(done)))
}
