//! How are migrations undone: the last first, each with its event, and nothing where anything stands against one of them.

use super::Applier;
use super::apply::under_lock;
use super::conversation::{Conversation, Machine};
use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::expressions;
use super::facts::{Facts, HistoryEnd, check_writable};
use super::history::{EntryState, Head, History};
use super::progress::{Direction, ProgressRows};
use super::read_history::read_verified;
use super::rollback_plan::{RollbackPlan, RollbackTarget, Undo, UndoScript, plan_rollback};
use super::run::Running;
use super::session::Session;
use super::steps::{self, Stepped};
use super::whole::{self, Scripted};
use crate::carried::{Run, Script, Step};
use migrate_model::EventKind;

/// What was undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RolledBack {
    /// The migrations that were undone, in this order.
    pub migrations: Vec<String>,
    /// The end of the history.
    pub head: Option<Head>,
}

impl Applier {
    /// Undoes migrations: by the program's scripts, or by those that the history kept where the program is older than the migration. Nothing is
    /// undone where one of them cannot be, or where data would be lost and [`data_loss`](Self::data_loss) does not allow it.
    ///
    /// ```no_run
    /// use migrate_runtime::Migrations;
    /// use migrate_runtime::applier::{DataLoss, RollbackTarget};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # static MIGRATIONS: Migrations = Migrations::new(&[]);
    /// let mut client = postgres::Client::connect("host=localhost user=postgres", postgres::NoTls)?;
    /// MIGRATIONS.applier().data_loss(DataLoss::Allow).roll_back(&mut client, &RollbackTarget::After("003".to_owned()))?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn roll_back<S: Session>(&self, session: S, target: &RollbackTarget) -> S::Answer<RolledBack> {
        session.drive(self.roll_back_machine(target))
    }

    /// The decisions of [`Self::roll_back`].
    #[must_use]
    pub fn roll_back_machine(&self, target: &RollbackTarget) -> Machine<Result<RolledBack, ApplyError>> {
        let (applier, target) = (self.clone(), target.clone());
        Machine::new(self.observer.clone(), move |talk| async move { roll_back(&talk, &applier, &target).await })
    }

    /// What would be undone.
    pub fn plan_rollback<S: Session>(&self, session: S, target: &RollbackTarget) -> S::Answer<RollbackPlan> {
        session.drive(self.plan_rollback_machine(target))
    }

    /// The decisions of [`Self::plan_rollback`].
    #[must_use]
    pub fn plan_rollback_machine(&self, target: &RollbackTarget) -> Machine<Result<RollbackPlan, ApplyError>> {
        let (applier, target) = (self.clone(), target.clone());
        Machine::new(self.observer.clone(), move |talk| async move {
            let facts = Facts::read(&talk, &applier).await?;
            let history = match facts.history {
                HistoryEnd::NoTable => History::default(),
                HistoryEnd::Empty | HistoryEnd::Event { .. } => whole_history(&talk, &applier).await?,
            };
            Ok(applier.rollback_on(&history, &target))
        })
    }

    fn rollback_on(&self, history: &History, target: &RollbackTarget) -> RollbackPlan {
        plan_rollback(self.migrations.list(), history, self.policies, target)
    }
}

/// The history with the scripts that it kept: nothing is run out of it that was changed.
async fn whole_history(talk: &Conversation, applier: &Applier) -> Result<History, ApplyError> {
    let events = read_verified(talk, applier).await?;
    History::from_events(events).map_err(super::read_history::broken)
}

async fn roll_back(talk: &Conversation, applier: &Applier, target: &RollbackTarget) -> Result<RolledBack, ApplyError> {
    let facts = Facts::read(talk, applier).await?;
    if facts.history == HistoryEnd::NoTable {
        return accepted(applier.rollback_on(&History::default(), target)).map(|_| RolledBack::default());
    }
    check_writable(&facts)?;
    under_lock(talk, applier, &facts, async || roll_back_locked(talk, applier, &facts, target).await).await
}

async fn roll_back_locked(
    talk: &Conversation,
    applier: &Applier,
    facts: &Facts,
    target: &RollbackTarget,
) -> Result<RolledBack, ApplyError> {
    let history = whole_history(talk, applier).await?;
    let plan = accepted(applier.rollback_on(&history, target))?;
    talk.tell(&Event::Planned { count: plan.work.len() });
    let mut run = Running::new(talk, applier, facts, history);
    let mut done = RolledBack::default();
    for undo in plan.work {
        talk.tell(&Event::Started { migration: undo.migration.clone() });
        let begun = talk.elapsed();
        perform(&mut run, &undo).await.map_err(|error| error.of(&undo.migration))?;
        talk.tell(&Event::RolledBack { migration: undo.migration.clone(), took: talk.elapsed().saturating_sub(begun) });
        done.migrations.push(undo.migration);
    }
    if !done.migrations.is_empty() {
        expressions::record(&mut run).await?;
    }
    done.head = run.history.head();
    Ok(done)
}

async fn perform(run: &mut Running<'_>, undo: &Undo) -> Result<(), ApplyError> {
    match &undo.script {
        UndoScript::Carried(Script { run: Run::Steps(list), .. }) => by_steps(run, undo, list).await,
        script => {
            let plain = Scripted::plain(script.sql());
            whole::in_clean_session(run, &undo.migration, &plain, |run| run.event(EventKind::RolledBack, &undo.subject)).await
        }
    }
}

async fn by_steps(run: &mut Running<'_>, undo: &Undo, list: &[Step]) -> Result<(), ApplyError> {
    let UndoScript::Carried(script) = &undo.script else { return Err(ApplyError::new(ApplyErrorKind::StepsUnknown)) };
    if undo.state != EntryState::Undoing {
        let nothing = Scripted::plain("");
        whole::attempt(run, &undo.migration, &nothing, |run| run.event(EventKind::RollbackStarted, &undo.subject)).await?;
    }
    let rows = ProgressRows::new(&run.applier.history, &undo.subject, Direction::Down);
    let stepped = Stepped { name: &undo.migration, script, rows };
    steps::perform(run, &stepped, list).await?;
    let clear = stepped.rows.clear();
    whole::attempt(run, &undo.migration, &Scripted::plain(&clear), |run| run.event(EventKind::RolledBack, &undo.subject)).await
}

fn accepted(plan: RollbackPlan) -> Result<RollbackPlan, ApplyError> {
    if plan.problems.is_empty() { Ok(plan) } else { Err(ApplyError::new(ApplyErrorKind::RollbackRefused(plan.problems))) }
}
