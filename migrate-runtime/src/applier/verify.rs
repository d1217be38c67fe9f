//! Is the history what was written: every event follows the one before it, and is what its hash says.

use super::Applier;
use super::conversation::Machine;
use super::error::ApplyError;
use super::facts::Facts;
use super::read_history::{no_table, read_verified};
use super::session::Session;
use migrate_model::HistoryEvent;

impl Applier {
    /// Reads the whole history and holds every event against its hash and the one before it. A hash of the last event that was kept elsewhere,
    /// as [`Event::HistoryHead`](super::Event::HistoryHead) gives it out, proves that it was not written anew either. It takes one
    /// round trip where there is a history.
    pub fn verify_history<S: Session>(&self, session: S) -> S::Answer<Vec<HistoryEvent>> {
        session.drive(self.verify_history_machine())
    }

    /// The decisions of [`Self::verify_history`].
    #[must_use]
    pub fn verify_history_machine(&self) -> Machine<Result<Vec<HistoryEvent>, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move {
            match read_verified(&talk, &applier).await {
                Ok(events) => Ok(events.into_iter().map(|(event, _)| event).collect()),
                // A transaction that was open has failed by that, which the facts tell.
                Err(error) if no_table(error.failure()) => Facts::read(&talk, &applier).await.map(|_| Vec::new()),
                Err(error) => Err(error),
            }
        })
    }
}
