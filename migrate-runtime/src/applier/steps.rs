//! How does a script run that is not one transaction: step by step, from where an earlier run came to, each with what tells that it is done.

use super::alone;
use super::batches;
use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::history::{EntryState, ScriptKey};
use super::message;
use super::outcome::Failure;
use super::plan::{label_of, script_kind};
use super::progress::{Direction, ProgressRows, Reached, text_of};
use super::run::{Running, Subject};
use super::session_state::{Leavings, SessionState, set_for_steps};
use super::whole::{self, Scripted, all_of, refuted};
use crate::carried::{Migration, Script, Step, StepKind};
use migrate_model::{EventKind, TokenKind, tokens};

/// A script that runs step by step.
pub(super) struct Stepped<'a> {
    pub(super) name: &'a str,
    pub(super) script: &'a Script,
    pub(super) rows: ProgressRows,
}

/// Applies a migration step by step.
pub(super) async fn apply(run: &mut Running<'_>, migration: &Migration, steps: &[Step]) -> Result<(), ApplyError> {
    let (name, subject) = (label_of(migration), Subject::carried(migration));
    let key = ScriptKey::new(script_kind(migration), migration.version, migration.name);
    let begun = run.history.entry(&key).is_some_and(|entry| entry.state == EntryState::Begun);
    // What must hold before it begins need not hold when it is half done.
    if !begun {
        hold(run, migration.require, |query| ApplyErrorKind::RequirementFailed { query }).await?;
        whole::attempt(run, &name, &Scripted::plain(""), |run| run.event(EventKind::Started, &subject)).await?;
    }
    let rows = ProgressRows::new(&run.applier.history, &subject, Direction::Up);
    let stepped = Stepped { name: &name, script: &migration.up, rows };
    perform(run, &stepped, steps).await?;
    hold(run, migration.verify, |query| ApplyErrorKind::VerificationFailed { query }).await?;
    let clear = stepped.rows.clear();
    whole::attempt(run, &name, &Scripted::plain(&clear), |run| run.event(EventKind::Applied, &subject)).await
}

/// Runs the steps that are not done, and makes the session as it was before, whatever came of them.
pub(super) async fn perform(run: &Running<'_>, stepped: &Stepped<'_>, steps: &[Step]) -> Result<(), ApplyError> {
    if steps.is_empty() && !is_blank(stepped.script.sql) {
        return Err(ApplyError::new(ApplyErrorKind::StepsUnknown));
    }
    let before = SessionState::read(run.talk).await?;
    let done = in_session(run, stepped, steps).await;
    if done.as_ref().is_err_and(ApplyError::connection_is_lost) {
        return done;
    }
    // A transaction that failed would refuse this, too.
    run.talk.run("rollback".to_owned()).await.map_err(ApplyError::server)?;
    let cleared = Leavings::of(stepped.script.sql).with_settings().clear(run.talk, &before).await;
    done.and(cleared)
}

async fn in_session(run: &Running<'_>, stepped: &Stepped<'_>, steps: &[Step]) -> Result<(), ApplyError> {
    run.talk.run(set_for_steps(run.applier)).await.map_err(ApplyError::server)?;
    let progress = stepped.rows.read(run.talk, stepped.script, steps).await?;
    for (number, step) in steps.iter().enumerate() {
        let reached = progress.get(&number).map(|progress| &progress.reached);
        if reached == Some(&Reached::End) {
            run.talk.tell(&Event::StepSkipped { migration: stepped.name.to_owned(), step: number + 1 });
            continue;
        }
        run.talk.tell(&Event::StepStarted { migration: stepped.name.to_owned(), step: number + 1, steps: steps.len() });
        let at = At { stepped, steps, number, step };
        match step.kind {
            StepKind::InTransaction => in_transaction(run, &at).await,
            StepKind::Alone(probe) => alone::perform(run, &at, &probe).await,
            StepKind::Batches(walk) => batches::perform(run, &at, &walk, reached).await,
            StepKind::Session => run.talk.run(at.text().to_owned()).await.map_err(|failure| at.failed(failure, 0)),
        }?;
    }
    Ok(())
}

impl Stepped<'_> {
    /// Whether the script sets for its session how long it waits for locks.
    pub(super) fn waits_by_itself(&self, steps: &[Step]) -> bool {
        let mut sets = steps.iter().filter(|step| step.kind == StepKind::Session).map(|step| text_of(self.script, step));
        sets.any(|text| text.to_ascii_lowercase().contains("lock_timeout"))
    }
}

/// A step of a script.
pub(super) struct At<'a> {
    pub(super) stepped: &'a Stepped<'a>,
    pub(super) steps: &'a [Step],
    pub(super) number: usize,
    pub(super) step: &'a Step,
}

impl At<'_> {
    pub(super) fn text(&self) -> &'static str {
        text_of(self.stepped.script, self.step)
    }

    /// The line of the file that the step begins in.
    pub(super) fn first_line(&self) -> u32 {
        let start = usize::try_from(self.step.start).unwrap_or(usize::MAX);
        let before = self.stepped.script.sql.as_bytes().get(..start).unwrap_or_default();
        u32::try_from(before.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// A failure of the step's text, which stood behind so many characters.
    pub(super) fn failed(&self, failure: Failure, before: usize) -> ApplyError {
        let line = whole::line_of(&failure, before, self.text(), self.first_line());
        // Where the server points to no place, the step is the place.
        let line = line.or(Some(self.first_line()));
        ApplyError::script(failure).at_line(line)
    }

    pub(super) fn note(&self, reached: &Reached) -> String {
        self.stepped.rows.note(self.stepped.script, self.number, self.step, reached)
    }
}

async fn in_transaction(run: &Running<'_>, at: &At<'_>) -> Result<(), ApplyError> {
    let begin = message::begin_asserted(run.applier);
    let before = begin.chars().count();
    let sql = format!("{begin}{}\n;\n{}commit", at.text(), at.note(&Reached::End));
    let sql = &sql;
    let send = || async move { run.talk.run(sql.clone()).await.map_err(|failure| at.failed(failure, before)) };
    whole::persist(run, at.stepped.name, send).await
}

/// Asks queries that must return no row, or a single true, on the session that holds the lock.
async fn hold(run: &Running<'_>, queries: &[&str], refuse: impl Fn(usize) -> ApplyErrorKind) -> Result<(), ApplyError> {
    if queries.is_empty() {
        return Ok(());
    }
    let sql = format!("{}{}rollback", message::begin(run.applier), all_of(queries));
    let answer = run.talk.read(sql).await.map_err(ApplyError::server)?;
    // The transaction and its settings come first, and its end last; neither returns what would refute anything.
    match refuted(&answer, message::BEGIN_RESULTS) {
        Some(query) => Err(ApplyError::new(refuse(query))),
        None => Ok(()),
    }
}

fn is_blank(sql: &str) -> bool {
    tokens(sql).iter().all(|token| {
        matches!(token.kind, TokenKind::Blank | TokenKind::LineComment | TokenKind::BlockComment)
            || (token.kind == TokenKind::Symbol && &sql[token.range.clone()] == ";")
    })
}
