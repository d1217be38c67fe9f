//! What does the session know by name while it applies many migrations, so that the server reads and plans it once and not for each of them.

use super::conversation::Conversation;
use super::error::ApplyError;
use super::message;
use super::run::Running;
use crate::sqlstate::SqlState;
use migrate_model::HistoryEvent;

/// The names of what begins the transaction of a script, and of what writes its event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Prepared {
    begin: String,
    event: String,
}

/// For so many migrations it is worth the two messages that it costs.
const WORTHWHILE: usize = 20;

impl Prepared {
    /// Prepares, where so many scripts follow.
    pub(super) async fn for_scripts(run: &Running<'_>, count: usize) -> Result<Option<Self>, ApplyError> {
        if count < WORTHWHILE { Ok(None) } else { Self::new(run).await.map(Some) }
    }

    /// Prepares under what scripts run under: the role that may see the history, and where names are looked up.
    pub(super) async fn new(run: &Running<'_>) -> Result<Self, ApplyError> {
        // What an interrupted run prepared stays with its session, so the names are other ones each time.
        let number = run.talk.draw();
        let prepared = Self { begin: format!("migrate_begin_{number:016x}"), event: format!("migrate_event_{number:016x}") };
        let sql = format!(
            "{}{}{}commit",
            message::begin(run.applier),
            message::prepare_begin(run.applier, &prepared.begin),
            message::prepare_event(&run.applier.history, &prepared.event)
        );
        run.talk.run(sql).await.map_err(ApplyError::server)?;
        Ok(prepared)
    }

    /// Begins the transaction of a script.
    pub(super) fn begin(&self) -> String {
        message::execute_begin(&self.begin)
    }

    /// Writes an event.
    pub(super) fn insert(&self, event: &HistoryEvent) -> String {
        message::execute_event(&self.event, event)
    }

    /// Whether it failed because the session does not know the names: a function that a script calls made it forget them, or it is another
    /// session, to which a pooler led.
    pub(super) fn is_missing(&self, error: &ApplyError) -> bool {
        error.failure().is_some_and(|failure| {
            let named = [&self.begin, &self.event].into_iter().any(|name| failure.message.contains(name.as_str()));
            failure.is(SqlState::InvalidSqlStatementName) && named
        })
    }

    /// Makes the session forget the names, whatever became of the last script. Where it knows them no more nothing is left to do, and where it is
    /// gone the next message tells.
    pub(super) async fn give_up(self, talk: &Conversation) {
        let _ = talk.run(format!("rollback;\ndeallocate {};\ndeallocate {}", self.begin, self.event)).await;
    }
}
