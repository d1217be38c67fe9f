//! How does somebody say what is applied and what is not, where the history does not know it: after the live schema was compared.

use super::Applier;
use super::apply::under_lock;
use super::conversation::{Conversation, Machine};
use super::error::{ApplyError, ApplyErrorKind};
use super::event::Event;
use super::expressions;
use super::facts::{Facts, check_writable};
use super::history::{EntryState, Head, History, ScriptKey};
use super::message;
use super::plan::Problem;
use super::progress::{Direction, ProgressRows};
use super::rollback_plan::RollbackProblem;
use super::run::{Running, Subject, make_history, recorded_history};
use super::session::Session;
use super::whole::{self, Scripted};
use crate::carried::{Migration, MigrationKind};
use migrate_model::{EventKind, Version};
use std::collections::BTreeSet;

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
    /// applied one was edited. The live schema is compared before with what is applied then, as [`comparison`](Self::comparison) says.
    pub fn resolve<S: Session>(&self, session: S, resolution: &Resolution) -> S::Answer<Option<Head>> {
        session.drive(self.resolve_machine(resolution))
    }

    /// The decisions of [`Self::resolve`].
    #[must_use]
    pub fn resolve_machine(&self, resolution: &Resolution) -> Machine<Result<Option<Head>, ApplyError>> {
        self.by_hand_machine(Said::Resolved(resolution.clone()))
    }

    /// Begins a history on a database that has what the migrations up to a version make, which is compared before, as
    /// [`comparison`](Self::comparison) says.
    pub fn baseline<S: Session>(&self, session: S, version: &str) -> S::Answer<Option<Head>> {
        session.drive(self.baseline_machine(version))
    }

    /// The decisions of [`Self::baseline`].
    #[must_use]
    pub fn baseline_machine(&self, version: &str) -> Machine<Result<Option<Head>, ApplyError>> {
        self.by_hand_machine(Said::Baseline(Version::new(version)))
    }

    fn by_hand_machine(&self, said: Said) -> Machine<Result<Option<Head>, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move { by_hand(&talk, &applier, &said).await })
    }

    /// The versioned migrations of the program.
    fn versioned(&self) -> impl Iterator<Item = &'static Migration> + use<> {
        self.migrations.list().iter().filter(|migration| migration.kind == MigrationKind::Versioned)
    }

    /// The versioned migration of the program that has a version.
    fn of_version(&self, version: &Version) -> Result<&'static Migration, ApplyError> {
        let found = self.versioned().find(|migration| Version::new(migration.version) == *version);
        found.ok_or_else(|| ApplyError::new(ApplyErrorKind::Refused(vec![Problem::NoSuchVersion(version.to_string())])))
    }
}

async fn by_hand(talk: &Conversation, applier: &Applier, said: &Said) -> Result<Option<Head>, ApplyError> {
    let facts = Facts::read(talk, applier).await?;
    check_writable(&facts)?;
    under_lock(talk, applier, &facts, async || {
        let recorded = recorded_history(talk, applier).await?;
        let words = said.decide(applier, recorded.as_ref().unwrap_or(&History::default()))?;
        applier.comparison.hold(talk, applier, words.applied.as_deref()).await?;
        let history = match recorded {
            Some(history) => history,
            None => make_history(talk, applier, &facts).await?,
        };
        let mut run = Running::new(talk, applier, &facts, history);
        words.write(&mut run).await?;
        expressions::record(&mut run).await?;
        Ok(run.history.head())
    })
    .await
}

/// What somebody says.
enum Said {
    Resolved(Resolution),
    Baseline(Version),
}

/// What is written then.
struct Words {
    events: Vec<(EventKind, Subject)>,
    /// The versioned migrations that are applied by then; none where the history has others.
    applied: Option<Vec<&'static Migration>>,
}

impl Said {
    /// What is written, and what is applied by then.
    fn decide(&self, applier: &Applier, history: &History) -> Result<Words, ApplyError> {
        let mut applied: BTreeSet<Version> = history.entries().filter_map(applied_version).collect();
        let events = match self {
            Self::Resolved(Resolution::Applied(version)) => {
                let migration = applier.of_version(&Version::new(version))?;
                applied.insert(Version::new(version));
                vec![(EventKind::ResolvedApplied, Subject::carried(migration))]
            }
            Self::Resolved(Resolution::RolledBack(version)) => {
                let key = ScriptKey::Versioned(Version::new(version));
                let not_applied = || ApplyError::new(ApplyErrorKind::RollbackRefused(vec![RollbackProblem::NotApplied(version.clone())]));
                let entry = history.entry(&key).ok_or_else(not_applied)?;
                applied.remove(&Version::new(version));
                vec![(EventKind::ResolvedRolledBack, Subject::recorded(&key, entry))]
            }
            Self::Baseline(version) => {
                applier.of_version(version)?;
                if !applied.is_empty() {
                    return Err(ApplyError::new(ApplyErrorKind::HistoryNotEmpty));
                }
                let all: Vec<&Migration> = applier.versioned().filter(|own| Version::new(own.version) <= *version).collect();
                applied.extend(all.iter().map(|own| Version::new(own.version)));
                all.iter().map(|own| (EventKind::Baselined, Subject::carried(own))).collect()
            }
        };
        let own: Vec<&'static Migration> = applier.versioned().filter(|own| applied.contains(&Version::new(own.version))).collect();
        Ok(Words { events, applied: (own.len() == applied.len()).then_some(own) })
    }
}

fn applied_version((key, entry): (&ScriptKey, &super::history::Entry)) -> Option<Version> {
    match key {
        ScriptKey::Versioned(version) if entry.state == EntryState::Applied => Some(version.clone()),
        _ => None,
    }
}

impl Words {
    async fn write(&self, run: &mut Running<'_>) -> Result<(), ApplyError> {
        if let [(kind, subject)] = self.events.as_slice() {
            // Steps that were done count no more, whatever is said.
            let clear =
                [Direction::Up, Direction::Down].map(|direction| ProgressRows::new(&run.applier.history, subject, direction).clear());
            let name = super::plan::label(&subject.version, &subject.name);
            return whole::attempt(run, &name, &Scripted::plain(&clear.concat()), |run| run.event(*kind, subject)).await;
        }
        let mut sql = message::begin(run.applier);
        for (kind, subject) in &self.events {
            let event = run.event(*kind, subject);
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
}
