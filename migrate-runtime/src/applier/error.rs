//! What went wrong while migrations were applied, where, and what to do.

use super::history::HistoryFault;
use super::lock::LockHolder;
use super::outcome::Failure;
use super::plan::Problem;
use super::rollback_plan::RollbackProblem;
use crate::sqlstate::SqlState;
use migrate_model::SchemaDifference;
use std::error::Error as StdError;
use std::fmt;

/// An error of the applier. What it prints holds no DETAIL of the server, which may hold rows.
pub struct ApplyError(Box<Inner>);

struct Inner {
    kind: ApplyErrorKind,
    migration: Option<String>,
    line: Option<u32>,
    failure: Option<Failure>,
}

/// What kind of thing went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApplyErrorKind {
    /// The server refused a statement. Nothing of the transaction that it stands in is left.
    Database(SqlState),
    /// It could not get its locks, however often it was tried.
    LockTimeout {
        /// How often.
        attempts: u32,
    },
    /// The connection was lost at a time when nothing was under way.
    Connection,
    /// The connection was lost while a script ran: the server may have committed it or not, and the history says which.
    OutcomeUnknown,
    /// Another session applies migrations, and did not end in time.
    Locked(Option<LockHolder>),
    /// What was sent came to a session that does not hold the lock.
    LockLost {
        /// Which process of the server has the lock, and could not be reached any more to give it back.
        left_with: Option<i32>,
    },
    /// The server is a standby.
    Standby,
    /// The session may not write.
    ReadOnly,
    /// The server is older than those that the program was compiled for.
    ServerTooOld {
        /// Its major version.
        found: u16,
        /// The lowest that the program was compiled for.
        lowest: u16,
    },
    /// The connection has a transaction open.
    InTransaction,
    /// The database and the program do not go together.
    Refused(Vec<Problem>),
    /// What was to be undone cannot be.
    RollbackRefused(Vec<RollbackProblem>),
    /// A query that must hold before does not.
    RequirementFailed {
        /// Which, from 1.
        query: usize,
    },
    /// A query that must hold afterwards does not.
    VerificationFailed {
        /// Which, from 1.
        query: usize,
    },
    /// The index is not valid after it was built.
    IndexInvalid(String),
    /// What the statement makes is not there after it ran.
    NotDone,
    /// Somebody else does the same, and did not end in time.
    BeingDone {
        /// Which process of the server.
        pid: i32,
    },
    /// The script has to run step by step, and its steps are not told apart.
    StepsUnknown,
    /// A step that was done is not what it was when it ran.
    StepEdited {
        /// Which, from 1.
        step: usize,
    },
    /// The live schema is not what the migrations make.
    SchemaDiffers(Vec<SchemaDifference>),
    /// Which schema should be there is not known: the program knows it only where all of its migrations are applied, and no others.
    SchemaUnknown,
    /// A history begins only where there is none.
    HistoryNotEmpty,
    /// The history was changed by somebody else than the applier.
    HistoryBroken(HistoryFault),
    /// The history was written by a version that is newer than this one.
    HistoryNewer {
        /// The layout of the event.
        layout: i64,
    },
    /// The server answered what nobody asked for.
    Unreadable(&'static str),
}

impl ApplyError {
    pub(super) fn new(kind: ApplyErrorKind) -> Self {
        Self(Box::new(Inner { kind, migration: None, line: None, failure: None }))
    }

    /// A failure outside of any script.
    pub(super) fn server(failure: Failure) -> Self {
        let kind = match failure.sqlstate {
            _ if failure.message.contains(super::message::LOCK_LOST) => ApplyErrorKind::LockLost { left_with: None },
            Some(state) if !failure.is_lost() => ApplyErrorKind::Database(state),
            _ => ApplyErrorKind::Connection,
        };
        Self(Box::new(Inner { kind, migration: None, line: None, failure: Some(failure) }))
    }

    /// A failure while a script ran.
    pub(super) fn script(failure: Failure) -> Self {
        let mut error = Self::server(failure);
        if error.0.kind == ApplyErrorKind::Connection {
            error.0.kind = ApplyErrorKind::OutcomeUnknown;
        }
        error
    }

    /// A script that could not get its locks, however often it was tried.
    pub(super) fn after_attempts(mut self, attempts: u32) -> Self {
        self.0.kind = ApplyErrorKind::LockTimeout { attempts };
        self
    }

    /// The lock stays where it is.
    pub(super) fn lock_left_with(mut self, pid: i32) -> Self {
        self.0.kind = ApplyErrorKind::LockLost { left_with: Some(pid) };
        self
    }

    pub(super) fn unreadable(what: &'static str) -> Self {
        Self::new(ApplyErrorKind::Unreadable(what))
    }

    pub(super) fn of(mut self, migration: &str) -> Self {
        self.0.migration.get_or_insert_with(|| migration.to_owned());
        self
    }

    pub(super) fn at_line(mut self, line: Option<u32>) -> Self {
        self.0.line = line;
        self
    }

    /// What kind of thing went wrong.
    #[must_use]
    pub fn kind(&self) -> &ApplyErrorKind {
        &self.0.kind
    }

    /// The migration that it is about.
    #[must_use]
    pub fn migration(&self) -> Option<&str> {
        self.0.migration.as_deref()
    }

    /// The line of the migration's file, from 1, where the server points to one.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        self.0.line
    }

    /// The condition that the server reported.
    #[must_use]
    pub fn sqlstate(&self) -> Option<SqlState> {
        self.0.failure.as_ref()?.sqlstate
    }

    /// The server's primary message, or the driver's.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.failure.as_ref().map(|failure| failure.message.as_str())
    }

    /// The server's hint.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.0.failure.as_ref()?.hint.as_deref()
    }

    /// The constraint that was violated.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        self.0.failure.as_ref()?.constraint.as_deref()
    }

    /// Whether the connection can still be used.
    pub(super) fn connection_is_lost(&self) -> bool {
        self.0.failure.as_ref().is_some_and(Failure::is_lost)
    }

    pub(super) fn failure(&self) -> Option<&Failure> {
        self.0.failure.as_ref()
    }
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(migration) = &self.0.migration {
            f.write_str(migration)?;
            if let Some(line) = self.0.line {
                write!(f, ", line {line}")?;
            }
            f.write_str(": ")?;
        }
        super::error_text::write_kind(self, f)?;
        match self.advice() {
            Some(advice) => write!(f, ": {advice}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApplyError")
            .field("kind", &self.0.kind)
            .field("migration", &self.0.migration)
            .field("line", &self.0.line)
            .field("failure", &self.0.failure)
            .finish()
    }
}

impl StdError for ApplyError {}
