//! What does the applier know of the server and the session before it decides anything: read in one round trip.

use super::Applier;
use super::conversation::Conversation;
use super::error::{ApplyError, ApplyErrorKind};
use super::message::{self, HistoryPart};
use super::outcome::{Answer, Failure};
use crate::sqlstate::SqlState;
use migrate_model::Checksum;
use std::time::Duration;

/// What is known.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// As in server_version_num.
    pub(super) server: i32,
    writable: Writable,
    /// The server's clock, in microseconds since 1970, and when that was.
    clock: (i64, Duration),
    pub(super) role: String,
    pub(super) application: String,
    /// The session's settings that are changed while the lock is held.
    pub(super) check_interval: Option<String>,
    pub(super) conforming_strings: String,
    pub(super) has_schema: bool,
    pub(super) history: HistoryEnd,
    /// The table of another tool's history, where there is none of this one.
    pub(super) other_history: Option<String>,
}

/// Whether the session can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writable {
    Yes,
    Standby,
    ReadOnly,
}

/// How the history ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HistoryEnd {
    /// There is no table.
    NoTable,
    /// The table is empty.
    Empty,
    /// With this event.
    Event {
        /// How many events there are.
        count: i64,
        id: i64,
        hash: Checksum,
        /// What is applied after it.
        state: Checksum,
    },
}

impl Facts {
    /// Reads the facts, in one round trip where there is a history.
    pub(super) async fn read(talk: &Conversation, applier: &Applier) -> Result<Self, ApplyError> {
        let facts = Self::ask(talk, applier).await?;
        match facts {
            Asked::Facts(facts) => Ok(*facts),
            Asked::InTransaction => {
                // A future of this applier that was dropped leaves its transaction, and its lock with it; nobody else's may be ended.
                let answer = talk.read(message::has_lock(&applier.history)).await.map_err(ApplyError::server)?;
                if boolean(answer.row(0), 0) != Some(true) {
                    return Err(ApplyError::new(ApplyErrorKind::InTransaction));
                }
                talk.run("rollback".to_owned()).await.map_err(ApplyError::server)?;
                match Self::ask(talk, applier).await? {
                    Asked::Facts(facts) => Ok(*facts),
                    Asked::InTransaction => Err(ApplyError::new(ApplyErrorKind::InTransaction)),
                }
            }
        }
    }

    async fn ask(talk: &Conversation, applier: &Applier) -> Result<Asked, ApplyError> {
        let mut part = HistoryPart::Head;
        let mut answer = talk.read(message::read_facts(applier, part)).await;
        if answer.as_ref().is_err_and(|failure| failure.is(SqlState::InFailedSqlTransaction)) {
            // Of a transaction that has failed nothing can be lost any more.
            talk.run("rollback".to_owned()).await.map_err(ApplyError::server)?;
            answer = talk.read(message::read_facts(applier, part)).await;
        }
        if answer.as_ref().is_err_and(is_missing_table) {
            part = HistoryPart::None;
            answer = talk.read(message::read_facts(applier, part)).await;
            if answer.as_ref().is_err_and(|failure| failure.is(SqlState::InFailedSqlTransaction)) {
                // The transaction was open, and the question about the table has failed it.
                return Ok(Asked::InTransaction);
            }
        }
        let answer = answer.map_err(ApplyError::server)?;
        Self::parse(&answer, part, talk.elapsed()).ok_or_else(|| ApplyError::unreadable("itself"))
    }

    fn parse(answer: &Answer, part: HistoryPart, now: Duration) -> Option<Asked> {
        let last = answer.results.len().checked_sub(1)?;
        let row = answer.row(last)?;
        let text = |column: usize| row.get(column)?.as_deref();
        if boolean(Some(row), 3)? {
            return Some(Asked::InTransaction);
        }
        let history = match part {
            HistoryPart::None => HistoryEnd::NoTable,
            HistoryPart::Head => match text(11) {
                None => HistoryEnd::Empty,
                Some(id) => HistoryEnd::Event {
                    count: text(10)?.parse().ok()?,
                    id: id.parse().ok()?,
                    hash: Checksum::parse(text(12)?)?,
                    state: Checksum::parse(text(13)?)?,
                },
            },
        };
        Some(Asked::Facts(Box::new(Self {
            server: text(0)?.parse().ok()?,
            writable: match (boolean(Some(row), 1)?, text(2)?) {
                (true, _) => Writable::Standby,
                (false, "on") => Writable::ReadOnly,
                _ => Writable::Yes,
            },
            clock: (micros(text(4)?)?, now),
            role: text(5)?.to_owned(),
            application: text(6)?.to_owned(),
            check_interval: text(7).map(str::to_owned),
            conforming_strings: text(8)?.to_owned(),
            has_schema: boolean(Some(row), 9)?,
            other_history: text(10).filter(|_| part == HistoryPart::None).map(str::to_owned),
            history,
        })))
    }

    /// The server's clock now.
    pub(super) fn now(&self, elapsed: Duration) -> i64 {
        let (then, read) = self.clock;
        let since = i64::try_from(elapsed.saturating_sub(read).as_micros()).unwrap_or(i64::MAX);
        then.saturating_add(since)
    }

    /// The server's major version.
    pub(super) fn major(&self) -> u16 {
        u16::try_from(self.server / 10_000).unwrap_or(u16::MAX)
    }
}

/// Refuses a session that cannot write.
pub(super) fn check_writable(facts: &Facts) -> Result<(), ApplyError> {
    match facts.writable {
        Writable::Yes => Ok(()),
        Writable::Standby => Err(ApplyError::new(ApplyErrorKind::Standby)),
        Writable::ReadOnly => Err(ApplyError::new(ApplyErrorKind::ReadOnly)),
    }
}

enum Asked {
    Facts(Box<Facts>),
    InTransaction,
}

pub(super) fn is_missing_table(failure: &Failure) -> bool {
    failure.is(SqlState::UndefinedTable)
}

pub(super) fn boolean(row: Option<&[Option<String>]>, column: usize) -> Option<bool> {
    match row?.get(column)?.as_deref()? {
        "t" => Some(true),
        "f" => Some(false),
        _ => None,
    }
}

/// Microseconds since 1970, from seconds with a fraction.
pub(super) fn micros(seconds: &str) -> Option<i64> {
    let seconds: f64 = seconds.parse().ok()?;
    let micros = (seconds * 1e6).round();
    // Beyond this a double does not hold every microsecond; it is the year 2255.
    (micros.abs() < 9.007e15).then_some(micros as i64)
}
