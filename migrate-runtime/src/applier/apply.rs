//! In which order does a run ask and decide: nothing pending costs one question, and what is pending is looked at again under the lock.

use super::Applier;
use super::conversation::{Conversation, Machine};
use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::facts::{Facts, HistoryEnd, check_writable};
use super::history::{Head, History};
use super::plan::{Note, Plan, Problem, Target, label_of, plan_migrations, script_kind};
use super::policy::OtherHistory;
use super::prepared::Prepared;
use super::run::{Running, history_of, locked_history};
use super::session::Session;
use super::{expressions, lock, steps, whole};
use crate::carried::{MigrationKind, Run};
use crate::migrations::Migrations;
use migrate_model::{AppliedDigest, Checksum};

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The migrations that were applied, in their order.
    pub migrations: Vec<String>,
    /// What is not as it should be, and is allowed.
    pub notes: Vec<Note>,
    /// The end of the history, where it was read.
    pub head: Option<Head>,
}

impl Migrations {
    /// Applies what is pending: exactly once, however many programs start at the same time. Where nothing is, that costs one round trip.
    ///
    /// ```no_run
    /// use migrate_runtime::Migrations;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// static MIGRATIONS: Migrations = Migrations::new(&[]); // in a program: schema::MIGRATIONS
    /// let mut client = postgres::Client::connect("host=localhost user=postgres", postgres::NoTls)?;
    /// MIGRATIONS.apply(&mut client)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn apply<S: Session>(&self, session: S) -> S::Answer<Applied> {
        self.applier().apply(session)
    }
}

impl Applier {
    /// Applies what is pending.
    pub fn apply<S: Session>(&self, session: S) -> S::Answer<Applied> {
        session.drive(self.apply_machine())
    }

    /// The decisions of [`Self::apply`], for a client that is no [`Session`].
    #[must_use]
    pub fn apply_machine(&self) -> Machine<Result<Applied, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move { apply(&talk, &applier).await })
    }

    /// What would be done: a dry run, when it is printed.
    pub fn plan<S: Session>(&self, session: S) -> S::Answer<Plan> {
        session.drive(self.plan_machine())
    }

    /// The decisions of [`Self::plan`].
    #[must_use]
    pub fn plan_machine(&self) -> Machine<Result<Plan, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move {
            let facts = Facts::read(&talk, &applier).await?;
            let history = history_of(&talk, &applier, &facts).await?;
            Ok(applier.plan_on(&facts, &history))
        })
    }

    fn plan_on(&self, facts: &Facts, history: &History) -> Plan {
        let mut plan = plan_migrations(self.migrations.list(), history, self.policies, &self.target);
        let other = facts.other_history.as_ref().filter(|_| self.policies.other_history == OtherHistory::Refuse);
        // Another program may have begun a history meanwhile.
        if let Some(table) = other.filter(|_| !plan.work.is_empty() && history.head().is_none()) {
            plan.problems.push(Problem::OtherHistory(table.clone()));
        }
        plan
    }
}

async fn apply(talk: &Conversation, applier: &Applier) -> Result<Applied, ApplyError> {
    let facts = Facts::read(talk, applier).await?;
    if let Some(head) = nothing_pending(applier, &facts) {
        talk.tell(&Event::NothingPending);
        return Ok(Applied { head: Some(head), ..Applied::default() });
    }
    check_server(applier, &facts)?;
    let history = history_of(talk, applier, &facts).await?;
    let plan = accepted(applier.plan_on(&facts, &history))?;
    if plan.work.is_empty() {
        plan.notes.iter().for_each(|note| talk.tell(&Event::Noticed(note.clone())));
        talk.tell(&Event::NothingPending);
        return Ok(Applied { notes: plan.notes, head: history.head(), ..Applied::default() });
    }
    check_writable(&facts)?;
    under_lock(talk, applier, &facts, async || apply_locked(talk, applier, &facts).await).await
}

/// Does something while this session holds the lock, and gives it back whatever came of it.
pub(super) async fn under_lock<T>(
    talk: &Conversation,
    applier: &Applier,
    facts: &Facts,
    work: impl AsyncFnOnce() -> Result<T, ApplyError>,
) -> Result<T, ApplyError> {
    let held = lock::acquire(talk, applier).await?;
    applier.watched.begin(held.pid);
    let done = match lock::prepare(talk, facts).await {
        Ok(()) => work().await,
        Err(error) => Err(error),
    };
    applier.watched.end();
    match done {
        // With the connection the server has let the lock go.
        Err(error) if error.connection_is_lost() => Err(error),
        Err(error) if matches!(error.kind(), ApplyErrorKind::LockLost { .. }) => {
            Err(lock::search_and_release(talk, applier, held, error).await)
        }
        Err(error) => {
            // The first error is the one that tells why.
            let _ = lock::release(talk, applier, facts).await;
            Err(error)
        }
        Ok(done) => lock::release(talk, applier, facts).await.map(|()| done),
    }
}

async fn apply_locked(talk: &Conversation, applier: &Applier, facts: &Facts) -> Result<Applied, ApplyError> {
    let history = locked_history(talk, applier, facts).await?;
    let plan = accepted(applier.plan_on(facts, &history))?;
    plan.notes.iter().for_each(|note| talk.tell(&Event::Noticed(note.clone())));
    talk.tell(&Event::Planned { count: plan.work.len() });
    let mut run = Running::new(talk, applier, facts, history);
    run.prepared = Prepared::for_scripts(&run, plan.work.len()).await?;
    let done = apply_planned(&mut run, plan).await;
    if let Some(prepared) = run.prepared
        && !done.as_ref().is_err_and(ApplyError::connection_is_lost)
    {
        prepared.give_up(talk).await;
    }
    done
}

async fn apply_planned(run: &mut Running<'_>, plan: Plan) -> Result<Applied, ApplyError> {
    let talk = run.talk;
    let mut applied = Applied { notes: plan.notes, ..Applied::default() };
    for work in &plan.work {
        let name = label_of(work.migration);
        talk.tell(&Event::Started { migration: name.clone() });
        let begun = talk.elapsed();
        let done = match work.migration.up.run {
            Run::Whole => whole::apply(run, work.migration).await,
            Run::Steps(list) => steps::apply(run, work.migration, list).await,
        };
        done.map_err(|error| error.of(&name))?;
        talk.tell(&Event::Applied { migration: name.clone(), took: talk.elapsed().saturating_sub(begun) });
        applied.migrations.push(name);
    }
    if !applied.migrations.is_empty() {
        expressions::record(run).await?;
    }
    applied.head = run.history.head();
    Ok(applied)
}

/// The end of the history, where it says that exactly the program's migrations are applied.
fn nothing_pending(applier: &Applier, facts: &Facts) -> Option<Head> {
    let HistoryEnd::Event { count, id, hash, state } = facts.history else { return None };
    (applier.target == Target::Latest && count == id && state == digest_of_all(applier)).then_some(Head { id, hash })
}

/// What the history says where all of the program's migrations are applied, and nothing else.
fn digest_of_all(applier: &Applier) -> Checksum {
    let mut digest = AppliedDigest::default();
    let mut names: Vec<(&str, &str)> = Vec::new();
    for migration in applier.migrations.list() {
        match migration.kind {
            MigrationKind::Versioned => digest.add(script_kind(migration), migration.version, migration.checksum),
            MigrationKind::Repeatable => names.push((migration.name, migration.checksum)),
        }
    }
    names.sort_unstable();
    names.into_iter().for_each(|(name, checksum)| digest.add(migrate_model::ScriptKind::Repeatable, name, checksum));
    digest.finish()
}

fn accepted(plan: Plan) -> Result<Plan, ApplyError> {
    if plan.problems.is_empty() { Ok(plan) } else { Err(ApplyError::new(ApplyErrorKind::Refused(plan.problems))) }
}

fn check_server(applier: &Applier, facts: &Facts) -> Result<(), ApplyError> {
    let (lowest, _) = applier.migrations.server_versions();
    let found = facts.major();
    if found < lowest { Err(ApplyError::new(ApplyErrorKind::ServerTooOld { found, lowest })) } else { Ok(()) }
}

impl Applied {
    /// Whether nothing had to be done.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.migrations.is_empty()
    }
}
