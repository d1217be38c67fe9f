//! Who applies migrations: the session that holds the lock, and nobody waits for it inside of a statement.

use super::Applier;
use super::conversation::Conversation;
use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::facts::{Facts, boolean};
use super::message::{self, Scope};
use crate::sqlstate::SqlState;
use std::fmt;

/// Who holds the lock, as far as the server tells this role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockHolder {
    /// Its process on the server.
    pub pid: i32,
    /// Its role.
    pub role: Option<String>,
    /// How it calls itself.
    pub application: Option<String>,
    /// Since when it is connected, in UTC.
    pub since: Option<String>,
    /// What it does: `active`, `idle in transaction`.
    pub state: Option<String>,
    /// The beginning of what it runs, or ran last.
    pub query: Option<String>,
}

/// The lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// By this process of the server.
    pub(super) pid: i32,
}

/// How often a lock is given back that an earlier run on the same session took and did not give back.
const LEFT_OVER: usize = 64;

/// Takes the lock. A session that waits for it in one statement would hold a snapshot, for which CREATE INDEX CONCURRENTLY of the session
/// that has it would wait in turn; so it is asked for again and again.
pub(super) async fn acquire(talk: &Conversation, applier: &Applier) -> Result<Held, ApplyError> {
    let begun = talk.elapsed();
    let mut told: Option<Option<LockHolder>> = None;
    loop {
        let answer = talk.read(message::take_lock(&applier.history)).await.map_err(ApplyError::server)?;
        match boolean(answer.row(0), 0) {
            Some(true) => {
                talk.tell(&Event::Locked);
                let pid = answer.row(0).and_then(|row| row.get(1)?.as_deref()?.parse().ok());
                return pid.map(|pid| Held { pid }).ok_or_else(|| ApplyError::unreadable("the lock"));
            }
            Some(false) => {}
            None => return Err(ApplyError::unreadable("the lock")),
        }
        let holder = answer.rows(1).first().and_then(|row| LockHolder::parse(row));
        let waited = talk.elapsed().saturating_sub(begun);
        if applier.limits.session_lock.is_reached(waited) {
            return Err(ApplyError::new(ApplyErrorKind::Locked(holder)));
        }
        if told.as_ref() != Some(&holder) {
            talk.tell(&Event::WaitingForLock { holder: holder.clone(), waited });
            told = Some(holder);
        }
        talk.wait(talk.jittered(applier.limits.session_lock_poll)).await;
    }
}

/// What of the session is set while the lock is held: a client that is gone is noticed while a statement runs, and strings are read as they
/// were when the program was compiled.
pub(super) async fn prepare(talk: &Conversation, facts: &Facts) -> Result<(), ApplyError> {
    let strings = message::set_config("standard_conforming_strings", "on", Scope::Session);
    if facts.check_interval.is_some() {
        let check = message::set_config("client_connection_check_interval", "2000", Scope::Session);
        match talk.run(format!("select {check}, {strings}")).await {
            Ok(()) => return Ok(()),
            // The server has the setting, and its operating system cannot do it.
            Err(failure) if failure.is(SqlState::InvalidParameterValue) => {}
            Err(failure) => return Err(ApplyError::server(failure)),
        }
    }
    if facts.conforming_strings == "on" {
        return Ok(());
    }
    talk.run(format!("select {strings}")).await.map_err(ApplyError::server)
}

/// Ends what is under way, sets back what was set, and gives the lock back, however often it was taken.
pub(super) async fn release(talk: &Conversation, applier: &Applier, facts: &Facts) -> Result<(), ApplyError> {
    let strings = message::set_config("standard_conforming_strings", &facts.conforming_strings, Scope::Session);
    let mut sql = format!("rollback;\nselect {strings}");
    if let Some(interval) = &facts.check_interval {
        sql.push_str(", ");
        sql.push_str(&message::set_config("client_connection_check_interval", interval, Scope::Session));
    }
    sql.push_str(";\n");
    sql.push_str(&message::give_lock(&applier.history));
    let mut answer = talk.read(sql).await.map_err(ApplyError::server)?;
    for _ in 0..LEFT_OVER {
        // Whether it still has it is the last thing that the message asks.
        let has = answer.results.len().checked_sub(1).and_then(|last| boolean(answer.row(last), 0));
        if has == Some(false) {
            talk.tell(&Event::Unlocked);
            return Ok(());
        }
        answer = talk.read(message::give_lock_once(&applier.history)).await.map_err(ApplyError::server)?;
    }
    Err(ApplyError::unreadable("the lock that was given back"))
}

/// How often the session is looked for that holds the lock, behind a pooler.
const SEARCHES: usize = 8;

/// Gives the lock back behind a pooler that shares sessions: as often as it takes to come to the one that has it. An error that says with whom
/// it is left, where it is not found.
pub(super) async fn search_and_release(talk: &Conversation, applier: &Applier, held: Held, error: ApplyError) -> ApplyError {
    // The pooler keeps a session for as long as it has a transaction open, be it one that failed.
    let mut reached = talk.run("rollback".to_owned()).await.is_ok();
    for _ in 0..SEARCHES {
        if !reached {
            break;
        }
        let answer = talk.read(message::give_lock(&applier.history)).await;
        if answer.as_ref().is_ok_and(|answer| boolean(answer.row(0), 0) == Some(true)) {
            talk.tell(&Event::Unlocked);
            return error;
        }
        reached = answer.is_ok();
        talk.wait(talk.jittered(applier.limits.session_lock_poll)).await;
    }
    error.lock_left_with(held.pid)
}

impl LockHolder {
    fn parse(row: &[Option<String>]) -> Option<Self> {
        let text = |column: usize| row.get(column).cloned().flatten().filter(|text| !text.is_empty());
        Some(Self { pid: text(0)?.parse().ok()?, role: text(1), application: text(2), since: text(3), state: text(4), query: text(5) })
    }
}

impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_who(f, self.pid, self.role.as_deref(), self.application.as_deref())?;
        if let Some(since) = &self.since {
            write!(f, ", connected since {since} UTC")?;
        }
        if let Some(state) = &self.state {
            write!(f, ", {state}")?;
        }
        write_query(f, self.query.as_deref())
    }
}

/// Which session of the server it is.
pub(super) fn write_who(f: &mut fmt::Formatter<'_>, pid: i32, role: Option<&str>, application: Option<&str>) -> fmt::Result {
    write!(f, "process {pid}")?;
    if let Some(role) = role {
        write!(f, " of role \"{role}\"")?;
    }
    application.map_or(Ok(()), |application| write!(f, " (\"{application}\")"))
}

/// What a session runs, in one line.
pub(super) fn write_query(f: &mut fmt::Formatter<'_>, query: Option<&str>) -> fmt::Result {
    query.map_or(Ok(()), |query| write!(f, ": {}", query.split_whitespace().collect::<Vec<_>>().join(" ")))
}
