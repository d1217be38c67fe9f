//! Is the history what was written: every event follows the one before it, and is what its hash says.

use super::Applier;
use super::conversation::Machine;
use super::error::ApplyError;
use super::facts::{Facts, HistoryEnd};
use super::history::HistoryFault;
use super::read_history::{broken, read_verified};
use super::session::Session;
use migrate_model::HistoryEvent;

impl Applier {
    /// Reads the whole history and holds every event against its hash and the one before it. A hash of the last event that was kept elsewhere,
    /// as [`Event::HistoryHead`](super::Event::HistoryHead) gives it out, proves that it was not written anew either.
    pub fn verify_history<S: Session>(&self, session: S) -> S::Answer<Vec<HistoryEvent>> {
        session.drive(self.verify_history_machine())
    }

    /// The decisions of [`Self::verify_history`].
    #[must_use]
    pub fn verify_history_machine(&self) -> Machine<Result<Vec<HistoryEvent>, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move {
            let facts = Facts::read(&talk, &applier).await?;
            match facts.history {
                HistoryEnd::NoTable | HistoryEnd::Empty => Ok(Vec::new()),
                HistoryEnd::Event { count, id, .. } => {
                    let events: Vec<HistoryEvent> = read_verified(&talk, &applier).await?.into_iter().map(|(event, _)| event).collect();
                    let whole = count == id && events.last().is_some_and(|last| last.id >= id);
                    if whole { Ok(events) } else { Err(broken(HistoryFault::Gap(events.last().map_or(1, |last| last.id + 1)))) }
                }
            }
        })
    }
}
