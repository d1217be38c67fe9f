//! What is told to those who look on while migrations are applied.

use super::lock::LockHolder;
use super::watch::{IndexProgress, OtherSession};
use migrate_model::Checksum;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Something that happened. No event holds a value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// Everything is applied already.
    NothingPending,
    /// Something about the database that is not as the program would have it, and is allowed.
    Noticed(super::plan::Note),
    /// Somebody else is at work.
    WaitingForLock {
        /// Who, where the server tells.
        holder: Option<LockHolder>,
        /// For how long already.
        waited: Duration,
    },
    /// The lock is held by this session.
    Locked,
    /// The tables of the history were made.
    HistoryCreated,
    /// So many scripts are going to run.
    Planned {
        /// How many.
        count: usize,
    },
    /// A script begins.
    Started {
        /// Which.
        migration: String,
    },
    /// A step of a script begins.
    StepStarted {
        /// Which script.
        migration: String,
        /// Which step, from 1.
        step: usize,
        /// How many there are.
        steps: usize,
    },
    /// A step was done before, by a run that did not come to its end.
    StepSkipped {
        /// Which script.
        migration: String,
        /// Which step, from 1.
        step: usize,
    },
    /// What an interrupted statement left behind was cleared away.
    LeftoverCleared {
        /// Which script.
        migration: String,
        /// What it was: an index, a partition.
        name: String,
    },
    /// A batch is done.
    BatchDone {
        /// Which script.
        migration: String,
        /// Which step, from 1.
        step: usize,
        /// How many rows were touched by all batches up to now.
        rows: u64,
    },
    /// It could not get a lock in time, and is tried again.
    Retrying {
        /// Which script.
        migration: String,
        /// The attempt that failed, from 1.
        attempt: u32,
        /// What the server said.
        reason: String,
        /// How long is waited before.
        wait: Duration,
    },
    /// What runs waits for other sessions, as a second connection saw: for a lock, or for old transactions to end.
    Blocked {
        /// Whom it waits for.
        by: Vec<OtherSession>,
    },
    /// Other sessions wait for what runs.
    Blocking {
        /// Who waits.
        sessions: Vec<OtherSession>,
    },
    /// An index is being built.
    Building(IndexProgress),
    /// The second connection could not be opened, or is lost: nobody watches.
    NotWatched {
        /// Why.
        reason: String,
    },
    /// A script was applied.
    Applied {
        /// Which.
        migration: String,
        /// How long it took.
        took: Duration,
    },
    /// A migration was undone.
    RolledBack {
        /// Which.
        migration: String,
        /// How long it took.
        took: Duration,
    },
    /// The history grew: whoever keeps the hash somewhere else can prove later that nothing before it was changed.
    HistoryHead {
        /// The number of the event.
        id: i64,
        /// Its hash.
        hash: Checksum,
    },
    /// The lock is free again.
    Unlocked,
}

/// Who looks on.
#[derive(Clone)]
pub(super) struct Observer(Arc<dyn Fn(&Event) + Send + Sync>);

impl Observer {
    pub(super) fn new(look: impl Fn(&Event) + Send + Sync + 'static) -> Self {
        Self(Arc::new(look))
    }

    pub(super) fn see(&self, event: &Event) {
        (self.0)(event);
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

fn listed(sessions: &[OtherSession]) -> String {
    sessions.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingPending => f.write_str("nothing is pending"),
            Self::Noticed(note) => write!(f, "{note}"),
            Self::WaitingForLock { holder: Some(holder), waited } => write!(f, "waiting for {holder}, {waited:.0?} so far"),
            Self::WaitingForLock { holder: None, waited } => write!(f, "waiting for another session, {waited:.0?} so far"),
            Self::Locked => f.write_str("the lock is held"),
            Self::HistoryCreated => f.write_str("the history was made"),
            Self::Planned { count } => write!(f, "{count} to run"),
            Self::Started { migration } => write!(f, "{migration} begins"),
            Self::StepStarted { migration, step, steps } => write!(f, "{migration}: step {step} of {steps}"),
            Self::StepSkipped { migration, step } => write!(f, "{migration}: step {step} was done before"),
            Self::LeftoverCleared { migration, name } => write!(f, "{migration}: {name}, left behind half done, was cleared away"),
            Self::BatchDone { migration, step, rows } => write!(f, "{migration}: step {step}, {rows} rows so far"),
            Self::Retrying { migration, attempt, reason, wait } => {
                write!(f, "{migration}: attempt {attempt} failed: {reason}; the next one is in {wait:.1?}")
            }
            Self::Blocked { by } => write!(f, "waiting for {}", listed(by)),
            Self::Blocking { sessions } => write!(f, "in the way of {}", listed(sessions)),
            Self::Building(progress) => write!(f, "building {progress}"),
            Self::NotWatched { reason } => write!(f, "nobody watches: {reason}"),
            Self::Applied { migration, took } => write!(f, "{migration} applied in {took:.1?}"),
            Self::RolledBack { migration, took } => write!(f, "{migration} rolled back in {took:.1?}"),
            Self::HistoryHead { id, hash } => write!(f, "the history ends with event {id}, {hash}"),
            Self::Unlocked => f.write_str("the lock is free"),
        }
    }
}
