//! How does somebody say what is applied and what is not, where the history does not know it: after the live schema was compared.

use super::Applier;
use super::apply::under_lock;
use super::conversation::{Conversation, Machine};
use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::facts::{Facts, check_writable};
use super::history::{EntryState, Head, ScriptKey};
use super::message;
use super::plan::Problem;
use super::progress::{Direction, ProgressRows};
use super::rollback_plan::RollbackProblem;
use super::run::{Running, Subject, locked_history};
use super::schema_check::Comparison;
use super::session::Session;
use super::whole::{self, Scripted};
use crate::carried::{Migration, MigrationKind};
use migrate_model::{EventKind, Version};

/// What is said of a migration, by its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// It is applied, as the program has it.
    Applied(String),
    /// It is not applied.
    RolledBack(String),
}

impl Applier {
    /// Says that a migration is applied, or that it is not: after somebody finished or undid by hand what failed half way, or to accept that an
    /// applied one was edited.
    pub fn resolve<S: Session>(&self, session: S, resolution: &Resolution, comparison: &Comparison) -> S::Answer<Option<Head>> {
        session.drive(self.resolve_machine(resolution, comparison))
    }

    /// The decisions of [`Self::resolve`].
    #[must_use]
    pub fn resolve_machine(&self, resolution: &Resolution, comparison: &Comparison) -> Machine<Result<Option<Head>, ApplyError>> {
        let (applier, resolution, comparison) = (self.clone(), resolution.clone(), comparison.clone());
        Machine::new(self.observer.clone(), move |talk| async move {
            by_hand(&talk, &applier, &comparison, async |run: &mut Running<'_>| resolve(run, &resolution).await).await
        })
    }

    /// Begins a history on a database that has what the migrations up to a version make.
    pub fn baseline<S: Session>(&self, session: S, version: &str, comparison: &Comparison) -> S::Answer<Option<Head>> {
        session.drive(self.baseline_machine(version, comparison))
    }

    /// The decisions of [`Self::baseline`].
    #[must_use]
    pub fn baseline_machine(&self, version: &str, comparison: &Comparison) -> Machine<Result<Option<Head>, ApplyError>> {
        let (applier, version, comparison) = (self.clone(), Version::new(version), comparison.clone());
        Machine::new(self.observer.clone(), move |talk| async move {
            by_hand(&talk, &applier, &comparison, async |run: &mut Running<'_>| baseline(run, &version).await).await
        })
    }

    /// A versioned migration of the program.
    fn versioned(&self, version: &Version) -> Result<&'static Migration, ApplyError> {
        let mut all = self.migrations.list().iter().filter(|migration| migration.kind == MigrationKind::Versioned);
        let found = all.find(|migration| Version::new(migration.version) == *version);
        found.ok_or_else(|| ApplyError::new(ApplyErrorKind::Refused(vec![Problem::NoSuchVersion(version.to_string())])))
    }
}

async fn by_hand(
    talk: &Conversation,
    applier: &Applier,
    comparison: &Comparison,
    write: impl AsyncFnOnce(&mut Running<'_>) -> Result<(), ApplyError>,
) -> Result<Option<Head>, ApplyError> {
    let facts = Facts::read(talk, applier).await?;
    check_writable(&facts)?;
    under_lock(talk, applier, &facts, async || {
        comparison.hold(talk).await?;
        let history = locked_history(talk, applier, &facts).await?;
        let mut run = Running { talk, applier, facts: &facts, history };
        write(&mut run).await?;
        Ok(run.history.head())
    })
    .await
}

async fn resolve(run: &mut Running<'_>, resolution: &Resolution) -> Result<(), ApplyError> {
    let (kind, subject) = match resolution {
        Resolution::Applied(version) => {
            let migration = run.applier.versioned(&Version::new(version))?;
            (EventKind::ResolvedApplied, Subject::carried(migration))
        }
        Resolution::RolledBack(version) => {
            let key = ScriptKey::Versioned(Version::new(version));
            let not_applied = || ApplyError::new(ApplyErrorKind::RollbackRefused(vec![RollbackProblem::NotApplied(version.clone())]));
            let entry = run.history.entry(&key).ok_or_else(not_applied)?;
            (EventKind::ResolvedRolledBack, Subject::recorded(&key, entry))
        }
    };
    // Steps that were done count no more, whatever is said.
    let clear = [Direction::Up, Direction::Down].map(|direction| ProgressRows::new(&run.applier.history, &subject, direction).clear());
    let name = super::plan::label(&subject.version, &subject.name);
    whole::attempt(run, &name, &Scripted::plain(&clear.concat()), |run| run.event(kind, &subject)).await
}

async fn baseline(run: &mut Running<'_>, version: &Version) -> Result<(), ApplyError> {
    run.applier.versioned(version)?;
    if run.history.entries().any(|(key, entry)| matches!(key, ScriptKey::Versioned(_)) && entry.state == EntryState::Applied) {
        return Err(ApplyError::new(ApplyErrorKind::HistoryNotEmpty));
    }
    let mut sql = message::begin(run.applier);
    let migrations = run.applier.migrations.list().iter();
    for migration in migrations.filter(|own| own.kind == MigrationKind::Versioned && Version::new(own.version) <= *version) {
        let event = run.event(EventKind::Baselined, &Subject::carried(migration));
        sql.push_str(&message::insert_event(&run.applier.history, &event));
        run.history.push(&event, event.hash());
    }
    sql.push_str("commit");
    run.talk.run(sql).await.map_err(ApplyError::script)?;
    if let Some(head) = run.history.head() {
        run.talk.tell(&Event::HistoryHead { id: head.id, hash: head.hash });
    }
    Ok(())
}
