//! How does `tracing` see a run: an event for everything that is told, in a span for each migration.

use super::event::Event;
use std::sync::{Mutex, PoisonError};
use tracing::Span;

/// The span of the migration that runs.
#[derive(Default)]
pub(super) struct Trace(Mutex<Option<Span>>);

impl Trace {
    pub(super) fn see(&self, event: &Event) {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Event::Started { migration } = event {
            *current = Some(tracing::info_span!("migration", name = migration.as_str()));
        }
        match current.as_ref() {
            Some(span) => span.in_scope(|| emit(event)),
            None => emit(event),
        }
        if matches!(event, Event::Applied { .. } | Event::RolledBack { .. } | Event::Unlocked) {
            *current = None;
        }
    }
}

fn emit(event: &Event) {
    match event {
        Event::Blocked { .. }
        | Event::Blocking { .. }
        | Event::NotWatched { .. }
        | Event::Retrying { .. }
        | Event::Noticed(_)
        | Event::LeftoverCleared { .. } => tracing::warn!("{event}"),
        Event::NothingPending | Event::Applied { .. } | Event::RolledBack { .. } | Event::WaitingForLock { .. } => {
            tracing::info!("{event}")
        }
        _ => tracing::debug!("{event}"),
    }
}
