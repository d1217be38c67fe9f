//! What would run, in which order, and if nothing may, why not: pure, from the chain, the history and what is allowed.

use super::history::{Entry, EntryState, History, ScriptKey};
use super::policy::{Edited, Missing, Newer, OutOfOrder, Policies};
use crate::carried::{Migration, MigrationKind};
use migrate_model::{ScriptKind, Version};
use std::fmt;

/// What would be done to a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What runs, in this order.
    pub work: Vec<Work>,
    /// What is not as it should be, and is allowed.
    pub notes: Vec<Note>,
    /// Why nothing runs, where anything stands here.
    pub problems: Vec<Problem>,
}

/// A migration that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Which.
    pub migration: &'static Migration,
    /// Why.
    pub reason: Reason,
}

/// Why a migration runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It never ran.
    Pending,
    /// It ran, is repeatable, and is another now.
    Changed,
    /// It began, step by step, and did not come to its end.
    Unfinished,
}

/// Something that is not as it should be, and is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Only comments or blanks differ from what was applied.
    CommentsEdited(String),
    /// The name differs from that under which it was applied.
    Renamed {
        /// Which.
        migration: String,
        /// The name under which it was applied.
        applied: String,
    },
    /// What a policy allows.
    Allowed(Problem),
}

/// Why a database is not as the program would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Another SQL was applied.
    Edited(String),
    /// It was applied, and the program does not have it.
    Missing(String),
    /// It was not applied, and a later one was.
    OutOfOrder {
        /// Which.
        migration: String,
        /// The latest that was applied.
        latest: String,
    },
    /// It was applied by a newer program.
    Newer(String),
    /// It was begun and edited before it came to its end.
    EditedUnfinished(String),
    /// What undoes it was begun, and did not come to its end.
    RollbackUnfinished(String),
    /// In this table another tool says what it applied, and here nothing is applied yet.
    OtherHistory(String),
    /// The version up to which migrations are asked for is not one of the program's.
    NoSuchVersion(String),
}

/// Up to where migrations are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// All of them.
    #[default]
    Latest,
    /// Those up to a version, and nothing that is repeatable.
    Version(String),
}

/// Decides what runs.
///
/// ```
/// use migrate_runtime::applier::{History, Policies, Target, plan_migrations};
/// use migrate_runtime::{Migration, Script};
///
/// static CHAIN: [Migration; 1] = [Migration::versioned("001", "create_patients", "aa", "bb", Script::whole("create table patients ()"))];
/// let plan = plan_migrations(&CHAIN, &History::default(), Policies::default(), &Target::Latest);
/// assert_eq!(plan.to_string(), "001_create_patients: in one transaction\n");
/// ```
#[must_use]
pub fn plan_migrations(migrations: &'static [Migration], history: &History, policies: Policies, target: &Target) -> Plan {
    let mut planner = Planner { history, policies, plan: Plan::default() };
    let until = match target {
        Target::Latest => None,
        Target::Version(version) => Some(Version::new(version)),
    };
    let versioned = || migrations.iter().filter(|migration| migration.kind == MigrationKind::Versioned);
    if let Some(until) = &until
        && !versioned().any(|migration| Version::new(migration.version) == *until)
    {
        planner.plan.problems.push(Problem::NoSuchVersion(until.to_string()));
    }
    for migration in versioned() {
        planner.versioned(migration, until.as_ref());
    }
    planner.unknown(migrations);
    if until.is_none() {
        migrations
            .iter()
            .filter(|migration| migration.kind == MigrationKind::Repeatable)
            .for_each(|migration| planner.repeatable(migration));
    }
    planner.plan
}

struct Planner<'a> {
    history: &'a History,
    policies: Policies,
    plan: Plan,
}

impl Planner<'_> {
    fn versioned(&mut self, migration: &'static Migration, until: Option<&Version>) {
        let version = Version::new(migration.version);
        let key = ScriptKey::Versioned(version.clone());
        match self.history.entry(&key) {
            Some(entry) if entry.state == EntryState::Applied => self.applied(migration, entry),
            Some(entry) if entry.state == EntryState::Undoing => {
                self.plan.problems.push(Problem::RollbackUnfinished(label_of(migration)));
            }
            _ if until.is_some_and(|until| version > *until) => {}
            Some(entry) => {
                if !is_same(migration, entry) {
                    self.plan.problems.push(Problem::EditedUnfinished(label_of(migration)));
                }
                self.plan.work.push(Work { migration, reason: Reason::Unfinished });
            }
            None => {
                if let Some(latest) = self.history.latest_version().filter(|latest| version < **latest) {
                    let late = Problem::OutOfOrder { migration: label_of(migration), latest: latest.to_string() };
                    self.judge(late, self.policies.out_of_order == OutOfOrder::Apply);
                }
                self.plan.work.push(Work { migration, reason: Reason::Pending });
            }
        }
    }

    fn applied(&mut self, migration: &Migration, entry: &Entry) {
        if !is_same(migration, entry) {
            self.judge(Problem::Edited(label_of(migration)), self.policies.edited == Edited::Allow);
        } else if migration.checksum == entry.checksum && migration.text_hash != entry.text_hash {
            self.plan.notes.push(Note::CommentsEdited(label_of(migration)));
        }
        if migration.name != entry.name {
            self.plan.notes.push(Note::Renamed { migration: label_of(migration), applied: entry.name.clone() });
        }
    }

    /// What ran, and the program does not have.
    fn unknown(&mut self, migrations: &[Migration]) {
        let own = || migrations.iter().filter(|migration| migration.kind == MigrationKind::Versioned).map(|own| Version::new(own.version));
        let known: std::collections::BTreeSet<Version> = own().collect();
        for (key, entry) in self.history.entries() {
            let ScriptKey::Versioned(version) = key else { continue };
            if known.contains(version) {
                continue;
            }
            let label = label(version.as_str(), &entry.name);
            if known.last().is_none_or(|last| version > last) {
                self.judge(Problem::Newer(label), self.policies.newer == Newer::Allow);
            } else {
                self.judge(Problem::Missing(label), self.policies.missing == Missing::Allow);
            }
        }
    }

    fn repeatable(&mut self, migration: &'static Migration) {
        let reason = match self.history.entry(&ScriptKey::Repeatable(migration.name.to_owned())) {
            None => Reason::Pending,
            Some(entry) if entry.state != EntryState::Applied => Reason::Unfinished,
            Some(entry) if is_same(migration, entry) => return,
            Some(_) => Reason::Changed,
        };
        self.plan.work.push(Work { migration, reason });
    }

    fn judge(&mut self, problem: Problem, allowed: bool) {
        if allowed {
            self.plan.notes.push(Note::Allowed(problem));
        } else {
            self.plan.problems.push(problem);
        }
    }
}

fn is_same(migration: &Migration, entry: &Entry) -> bool {
    migration.checksum == entry.checksum || migration.accepts.contains(&entry.checksum.as_str())
}

/// What people call a migration: the name of its file without what follows the name.
pub(super) fn label_of(migration: &Migration) -> String {
    match migration.kind {
        MigrationKind::Versioned => label(migration.version, migration.name),
        MigrationKind::Repeatable => format!("R__{}", migration.name),
    }
}

pub(super) fn label(version: &str, name: &str) -> String {
    format!("{version}_{name}")
}

/// The history's word for the kind of a migration.
pub(super) fn script_kind(migration: &Migration) -> ScriptKind {
    match migration.kind {
        MigrationKind::Versioned => ScriptKind::Versioned,
        MigrationKind::Repeatable => ScriptKind::Repeatable,
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommentsEdited(migration) => write!(f, "{migration}: comments were edited after it was applied"),
            Self::Renamed { migration, applied } => write!(f, "{migration} was applied under the name \"{applied}\""),
            Self::Allowed(problem) => write!(f, "{problem}, which is allowed"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited(migration) => write!(f, "{migration} was edited after it was applied"),
            Self::Missing(migration) => write!(f, "{migration} was applied, and is not among the program's migrations"),
            Self::OutOfOrder { migration, latest } => write!(f, "{migration} was not applied, and {latest}, which is later, was"),
            Self::Newer(migration) => write!(f, "{migration} was applied by a newer program"),
            Self::EditedUnfinished(migration) => write!(f, "{migration} was edited after it was begun and before it came to its end"),
            Self::RollbackUnfinished(migration) => write!(f, "the rollback of {migration} was begun and did not come to its end"),
            Self::OtherHistory(table) => {
                write!(f, "{table} is the history of another tool, and what it applied would be applied a second time")
            }
            Self::NoSuchVersion(version) => write!(f, "there is no migration with the version {version}"),
        }
    }
}
