//! What would be undone, in which order, and why not: pure, from the chain and the history.

use super::history::{Entry, EntryState, History, ScriptKey};
use super::loss::losses;
use super::plan::label;
use super::policy::{DataLoss, Policies};
use super::run::Subject;
use crate::carried::{Down, Migration, MigrationKind, Script};
use migrate_model::{DownRun, Version};
use std::fmt;

/// Down to where migrations are undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RollbackTarget {
    /// So many, the last that was applied first.
    Last(usize),
    /// All that are later than a version.
    After(String),
    /// All.
    Everything,
}

/// What would be undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollbackPlan {
    /// What is undone, in this order.
    pub work: Vec<Undo>,
    /// Why nothing is, where anything stands here.
    pub problems: Vec<RollbackProblem>,
}

/// A migration that is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// Which.
    pub migration: String,
    /// What undoes it.
    pub script: UndoScript,
    pub(super) subject: Subject,
    /// Whether it was begun before.
    pub(super) state: EntryState,
}

/// What undoes a migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoScript {
    /// A script of the program.
    Carried(Script),
    /// A script that the history kept, in one transaction.
    Recorded(String),
}

/// Why a migration cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RollbackProblem {
    /// Nothing is said of how to undo it.
    DownMissing(String),
    /// It says that it cannot be undone.
    Irreversible {
        /// Which.
        migration: String,
        /// Why.
        reason: String,
    },
    /// Rows or values would be lost.
    LosesData {
        /// Which.
        migration: String,
        /// What is lost: tables and columns as the engine found them, or else the statements that lose something, by their first words.
        losses: Vec<String>,
    },
    /// It was begun, and did not come to its end.
    Unfinished(String),
    /// It is undone step by step, and only a program that carries it can do that.
    StepsUnknown(String),
    /// No migration of that version was applied.
    NotApplied(String),
}

/// Decides what is undone.
#[must_use]
pub fn plan_rollback(migrations: &[Migration], history: &History, policies: Policies, target: &RollbackTarget) -> RollbackPlan {
    let mut plan = RollbackPlan::default();
    let versioned = history.entries().filter_map(|(key, entry)| match key {
        ScriptKey::Versioned(version) => Some((version, key, entry)),
        ScriptKey::Repeatable(_) | ScriptKey::Seed(_) => None,
    });
    let mut undone: Vec<(&Version, &ScriptKey, &Entry)> = versioned.collect();
    // What was applied last may need what was applied before it.
    undone.sort_by_key(|(_, _, entry)| std::cmp::Reverse(entry.event));
    match target {
        RollbackTarget::Everything => {}
        RollbackTarget::Last(count) => undone.truncate(*count),
        RollbackTarget::After(version) => {
            let kept = Version::new(version);
            if !undone.iter().any(|(version, ..)| **version == kept) {
                plan.problems.push(RollbackProblem::NotApplied(version.clone()));
            }
            undone.retain(|(version, ..)| **version > kept);
        }
    }
    for (version, key, entry) in undone {
        match plan_undo(migrations, version, key, entry, policies) {
            Ok(undo) => plan.work.push(undo),
            Err(problem) => plan.problems.push(problem),
        }
    }
    plan
}

fn plan_undo(
    migrations: &[Migration],
    version: &Version,
    key: &ScriptKey,
    entry: &Entry,
    policies: Policies,
) -> Result<Undo, RollbackProblem> {
    let migration = label(version.as_str(), &entry.name);
    if entry.state == EntryState::Begun {
        return Err(RollbackProblem::Unfinished(migration));
    }
    let own = migrations.iter().find(|own| own.kind == MigrationKind::Versioned && Version::new(own.version) == *version);
    let script = match (own.map(|own| own.down), &entry.down) {
        (Some(Down::Irreversible(reason)), _) => return Err(RollbackProblem::Irreversible { migration, reason: reason.to_owned() }),
        (Some(Down::Script(script)), _) => UndoScript::Carried(script),
        (_, Some(down)) if down.run == DownRun::Whole => UndoScript::Recorded(down.sql.clone()),
        (_, Some(_)) => return Err(RollbackProblem::StepsUnknown(migration)),
        (_, None) => return Err(RollbackProblem::DownMissing(migration)),
    };
    // What the history kept is a script of another program, of which the engine has seen nothing.
    let undoing = own.filter(|_| matches!(script, UndoScript::Carried(_))).and_then(|own| own.undoing);
    let losses = losses(script.sql(), undoing);
    if policies.data_loss == DataLoss::Refuse && !losses.is_empty() {
        return Err(RollbackProblem::LosesData { migration, losses });
    }
    Ok(Undo { migration, script, subject: Subject::recorded(key, entry), state: entry.state })
}

impl UndoScript {
    /// Its text.
    #[must_use]
    pub fn sql(&self) -> &str {
        match self {
            Self::Carried(script) => script.sql,
            Self::Recorded(sql) => sql,
        }
    }
}

impl fmt::Display for RollbackPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problems.iter().try_for_each(|problem| writeln!(f, "error: {problem}"))?;
        self.work.iter().try_for_each(|undo| {
            let by = match undo.script {
                UndoScript::Carried(_) => "the program's script",
                UndoScript::Recorded(_) => "the script that the history kept",
            };
            writeln!(f, "{}: undone by {by}", undo.migration)
        })
    }
}

impl fmt::Display for RollbackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DownMissing(migration) => write!(f, "{migration} says nothing of how it is undone"),
            Self::Irreversible { migration, reason } => write!(f, "{migration} cannot be undone: {reason}"),
            Self::LosesData { migration, losses } => write!(f, "undoing {migration} loses data: {}", losses.join("; ")),
            Self::Unfinished(migration) => write!(f, "{migration} was begun and did not come to its end"),
            Self::StepsUnknown(migration) => {
                write!(f, "{migration} is undone step by step, and only a program that carries it can do that")
            }
            Self::NotApplied(version) => write!(f, "no migration with the version {version} is applied"),
        }
    }
}
