//! How does a migration run that fits into one transaction: one message with the lock check, its script and its event.

use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::message;
use super::outcome::{Answer, Failure};
use super::plan::label_of;
use super::prepared::Prepared;
use super::run::{Running, Subject};
use super::session_state::{Leavings, SessionState};
use crate::carried::Migration;
use crate::sqlstate::SqlState;
use migrate_model::{EventKind, HistoryEvent};

/// Applies a migration, again where it could not get its locks in time, and makes the session as it was before.
pub(super) async fn apply(run: &mut Running<'_>, migration: &Migration) -> Result<(), ApplyError> {
    let script = Scripted { sql: migration.up.sql, require: migration.require, verify: migration.verify };
    let subject = Subject::carried(migration);
    in_clean_session(run, &label_of(migration), &script, |run| run.event(EventKind::Applied, &subject)).await
}

/// A script that runs in one transaction.
pub(super) struct Scripted<'a> {
    pub(super) sql: &'a str,
    pub(super) require: &'a [&'a str],
    pub(super) verify: &'a [&'a str],
}

impl<'a> Scripted<'a> {
    /// A script that asks for nothing.
    pub(super) fn plain(sql: &'a str) -> Self {
        Self { sql, require: &[], verify: &[] }
    }
}

/// Runs a script, writes its event, and makes the session as it was before.
pub(super) async fn in_clean_session(
    run: &mut Running<'_>,
    name: &str,
    script: &Scripted<'_>,
    event: impl Fn(&Running<'_>) -> HistoryEvent + Sync,
) -> Result<(), ApplyError> {
    let leavings = Leavings::of(script.sql);
    let before = if leavings.has_settings() { SessionState::read(run.talk).await? } else { SessionState::default() };
    let given_up = run.prepared.take_if(|_| leavings.has_deallocated());
    let again = given_up.is_some();
    if let Some(prepared) = given_up {
        prepared.give_up(run.talk).await;
    }
    attempt(run, name, script, event).await?;
    leavings.clear(run.talk, &before).await?;
    if again {
        run.prepared = Some(Prepared::new(run).await?);
    }
    Ok(())
}

/// Runs a script and writes its event, as often as it takes to get its locks.
pub(super) async fn attempt(
    run: &mut Running<'_>,
    name: &str,
    script: &Scripted<'_>,
    event: impl Fn(&Running<'_>) -> HistoryEvent + Sync,
) -> Result<(), ApplyError> {
    let mut done = write(run, name, script, &event).await;
    if done.as_ref().is_err_and(|error| run.prepared.as_ref().is_some_and(|prepared| prepared.is_missing(error))) {
        // A script gave up what was prepared, or this is another backend. The whole texts tell which, and nothing is done so far.
        run.talk.run("rollback".to_owned()).await.map_err(ApplyError::server)?;
        run.prepared = None;
        done = write(run, name, script, &event).await;
    }
    run.committed(&done?);
    Ok(())
}

/// Runs a script and writes its event: which one.
async fn write(
    run: &Running<'_>,
    name: &str,
    script: &Scripted<'_>,
    event: &(impl Fn(&Running<'_>) -> HistoryEvent + Sync),
) -> Result<HistoryEvent, ApplyError> {
    let once = || async move {
        let event = event(run);
        once(run, script, &event).await.map(|()| event)
    };
    persist(run, name, once).await
}

/// Does something again, as often as it takes to get its locks.
pub(super) async fn persist<T, F: Future<Output = Result<T, ApplyError>>>(
    run: &Running<'_>,
    name: &str,
    work: impl Fn() -> F,
) -> Result<T, ApplyError> {
    let mut attempt = 1;
    loop {
        let error = match work().await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let Some(reason) = error.failure().filter(|failure| is_about_locks(failure)).map(Failure::to_string) else { return Err(error) };
        if attempt >= run.applier.limits.attempts {
            return Err(error.after_attempts(attempt));
        }
        run.talk.run("rollback".to_owned()).await.map_err(ApplyError::server)?;
        let wait = run.talk.jittered(run.applier.limits.backoff_after(attempt));
        run.talk.tell(&Event::Retrying { migration: name.to_owned(), attempt, reason, wait });
        run.talk.wait(wait).await;
        attempt += 1;
    }
}

/// Whether a failure may be gone when somebody else is done.
fn is_about_locks(failure: &Failure) -> bool {
    !failure.is_lost() && [SqlState::LockNotAvailable, SqlState::TRDeadlockDetected].into_iter().any(|state| failure.is(state))
}

async fn once(run: &Running<'_>, script: &Scripted<'_>, event: &HistoryEvent) -> Result<(), ApplyError> {
    let talk = run.talk;
    let end = format!("{}commit", run.insert(event));
    let mut sql = run.begin();
    if !script.require.is_empty() {
        let answer = talk.read(format!("{sql}{}", all_of(script.require))).await.map_err(ApplyError::script)?;
        if let Some(query) = refuted(&answer, message::BEGIN_RESULTS) {
            return Err(ApplyError::new(ApplyErrorKind::RequirementFailed { query }));
        }
        sql.clear();
    }
    let before = sql.chars().count();
    sql.reserve(script.sql.len() + end.len() + 8);
    sql.push_str(script.sql);
    // On a line of its own, because the script may end with a comment, or without a semicolon.
    sql.push_str("\n;\n");
    if script.verify.is_empty() {
        sql.push_str(&end);
    }
    talk.run(sql).await.map_err(|failure| {
        let line = line_of(&failure, before, script.sql, 1);
        ApplyError::script(failure).at_line(line)
    })?;
    if !script.verify.is_empty() {
        // The script may have looked for its names elsewhere.
        let path = message::set_search_path(run.applier);
        let answer = talk.read(format!("{path}{}", all_of(script.verify))).await.map_err(ApplyError::script)?;
        if let Some(query) = refuted(&answer, usize::from(!path.is_empty())) {
            return Err(ApplyError::new(ApplyErrorKind::VerificationFailed { query }));
        }
        talk.run(end).await.map_err(ApplyError::script)?;
    }
    Ok(())
}

pub(super) fn all_of(queries: &[&str]) -> String {
    queries.iter().flat_map(|query| [*query, "\n;\n"]).collect()
}

/// The first query that neither returns no row nor a single true: which, from 1.
pub(super) fn refuted(answer: &Answer, skipped: usize) -> Option<usize> {
    let holds = |rows: &[Vec<Option<String>>]| match rows {
        [] => true,
        [row] => matches!(row.as_slice(), [Some(value)] if value == "t"),
        _ => false,
    };
    answer.results.iter().skip(skipped).position(|result| !holds(&result.rows)).map(|at| at + 1)
}

/// The line of the file that the server points to, of a text that begins in a line and stood behind so many characters.
pub(super) fn line_of(failure: &Failure, before: usize, text: &str, first_line: u32) -> Option<u32> {
    let character = usize::try_from(failure.position?).ok()?.checked_sub(before + 1)?;
    let (at, _) = text.char_indices().nth(character)?;
    let lines = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
    u32::try_from(lines).ok().map(|lines| first_line + lines)
}
