//! What is told of while migrations are applied and undone.

use crate::output::{Format, say};
use migrate_build::text::Json;
use migrate_runtime::applier::{Applier, Event};
use std::io::IsTerminal;

/// The applier, which tells of what it does from then on.
pub(crate) fn told_by(applier: &Applier, format: Format) -> Applier {
    let timed = std::io::stdout().is_terminal();
    applier.clone().observe(move |event| told(event, timed, format))
}

/// Times are for those who sit before it; in a log they would only make runs differ.
fn told(event: &Event, timed: bool, format: Format) {
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
        (_, Event::StepStarted { .. } | Event::StepSkipped { .. } | Event::BatchDone { .. } | Event::LeftoverCleared { .. }, None) => {
            say(event)
        }
        _ => {}
    }
}
