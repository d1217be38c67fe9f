//! How does an error of the applier read, and what does it advise.

use super::error::{ApplyError, ApplyErrorKind};
use super::history::HistoryFault;
use super::plan::Problem;
use super::rollback_plan::RollbackProblem;
use crate::sqlstate::SqlState;
use std::fmt;

pub(super) fn write_kind(error: &ApplyError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let failure = |f: &mut fmt::Formatter<'_>| error.failure().map_or(Ok(()), |failure| write!(f, ": {failure}"));
    match error.kind() {
        ApplyErrorKind::Database(_) => match error.failure() {
            Some(failure) => write!(f, "{failure}"),
            None => f.write_str("the server refused a statement"),
        },
        ApplyErrorKind::LockTimeout { attempts } => {
            write!(f, "no lock could be had in {attempts} attempts")?;
            failure(f)
        }
        ApplyErrorKind::Connection => {
            f.write_str("the connection was lost")?;
            failure(f)
        }
        ApplyErrorKind::OutcomeUnknown => {
            f.write_str("the connection was lost while this ran, and it may be committed or not")?;
            failure(f)
        }
        ApplyErrorKind::Locked(Some(holder)) => write!(f, "migrations are being applied by {holder}"),
        ApplyErrorKind::Locked(None) => f.write_str("migrations are being applied by another session"),
        ApplyErrorKind::LockLost { left_with } => {
            f.write_str("the session that was reached does not hold the lock")?;
            left_with.map_or(Ok(()), |pid| write!(f, ", which is left with process {pid} of the server until that ends"))
        }
        ApplyErrorKind::Standby => f.write_str("the server is a standby, which cannot be written to"),
        ApplyErrorKind::ReadOnly => f.write_str("transactions of this session are read-only"),
        ApplyErrorKind::ServerTooOld { found, lowest } => {
            write!(f, "the server is PostgreSQL {found}, and the migrations were checked for {lowest} and later")
        }
        ApplyErrorKind::InTransaction => f.write_str("the connection has a transaction open"),
        ApplyErrorKind::Refused(problems) => write_list(problems, f),
        ApplyErrorKind::RollbackRefused(problems) => write_list(problems, f),
        ApplyErrorKind::RequirementFailed { query } => write!(f, "query {query} of its \"require\" section does not hold"),
        ApplyErrorKind::VerificationFailed { query } => write!(f, "query {query} of its \"verify\" section does not hold"),
        ApplyErrorKind::IndexInvalid(index) => write!(f, "index {index} is not valid after it was built"),
        ApplyErrorKind::NotDone => f.write_str("what the statement makes is not there after it ran"),
        ApplyErrorKind::BeingDone { pid } => write!(f, "process {pid} builds the same index, and did not end in time"),
        ApplyErrorKind::StepsUnknown => f.write_str("it runs step by step, and its steps are not told apart"),
        ApplyErrorKind::StepEdited { step } => write!(f, "step {step} was edited after it was done"),
        ApplyErrorKind::SchemaDiffers(differences) => write_list(differences, f),
        ApplyErrorKind::SchemaUnknown => {
            f.write_str("which schema should be there is known only where all of the program's migrations are applied")
        }
        ApplyErrorKind::HistoryNotEmpty => f.write_str("migrations are applied already"),
        ApplyErrorKind::HistoryBroken(fault) => write!(f, "{fault}"),
        ApplyErrorKind::HistoryNewer { layout } => write!(f, "the history has rows of layout {layout}, which this program does not know"),
        ApplyErrorKind::Unreadable(what) => write!(f, "the server's answer about {what} cannot be read"),
    }
}

fn write_list<T: fmt::Display>(all: &[T], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    all.iter().enumerate().try_for_each(|(at, one)| write!(f, "{}{one}", if at == 0 { "" } else { "; " }))
}

impl ApplyError {
    /// What to do.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self.kind() {
            ApplyErrorKind::Database(SqlState::QueryCanceled) => "a statement took longer than statement_timeout, or somebody cancelled it",
            ApplyErrorKind::LockTimeout { .. } => "see in pg_stat_activity who holds it, or try again when there is less to do",
            ApplyErrorKind::Connection => "run it again",
            ApplyErrorKind::OutcomeUnknown => "run it again, and the history decides what is left to do",
            ApplyErrorKind::Locked(_) => "wait for it, or end it with pg_terminate_backend",
            ApplyErrorKind::LockLost { .. } => {
                "behind a pooler that shares sessions between transactions, connect to the server itself or to a pool in session mode"
            }
            ApplyErrorKind::Standby => "connect to the primary",
            ApplyErrorKind::ReadOnly => "see default_transaction_read_only of the role, the database and the server",
            ApplyErrorKind::ServerTooOld { .. } => "write the version into migrate.toml and build again, or upgrade the server",
            ApplyErrorKind::InTransaction => "give a connection that has none",
            ApplyErrorKind::Refused(problems) => return problems.iter().find_map(advice_for),
            ApplyErrorKind::RollbackRefused(problems) => return problems.iter().find_map(advice_for_rollback),
            ApplyErrorKind::RequirementFailed { .. } => "nothing was changed",
            ApplyErrorKind::VerificationFailed { .. } => "it is not recorded as applied",
            ApplyErrorKind::IndexInvalid(_) => "see what it says of the rows, and run it again",
            ApplyErrorKind::NotDone => "see whether it says IF NOT EXISTS, and something else has the name",
            ApplyErrorKind::BeingDone { .. } => "wait for it, or end it with pg_terminate_backend",
            ApplyErrorKind::StepsUnknown => "build the program again",
            ApplyErrorKind::StepEdited { .. } => "undo the edit, or resolve the migration",
            ApplyErrorKind::SchemaDiffers(_) => "mend the schema by hand and then say what is applied, or say it without a comparison",
            ApplyErrorKind::SchemaUnknown => "say it with `cargo migrate`, which computes what any of them make, or without a comparison",
            ApplyErrorKind::HistoryNotEmpty => "say of single migrations that they are applied, with resolve",
            ApplyErrorKind::HistoryBroken(_) => "restore the row, and use resolve to say what is applied and what is not",
            ApplyErrorKind::HistoryNewer { .. } => "use a newer version of migrate",
            ApplyErrorKind::Database(_) | ApplyErrorKind::Unreadable(_) => return None,
        })
    }
}

fn advice_for(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::Edited(_) => Some("undo the edit and write a new migration"),
        Problem::Missing(_) => Some("bring its file back"),
        Problem::OutOfOrder { .. } => Some("give it a later version"),
        Problem::Newer(_) => Some("run the newer program"),
        Problem::EditedUnfinished(_) => Some("undo the edit, or resolve the migration"),
        Problem::RollbackUnfinished(_) => Some("roll it back again"),
        Problem::OtherHistory(_) => Some(
            "take it over with `cargo migrate adopt`, or begin a history with `cargo migrate baseline`; where it is of other tables, allow it",
        ),
        Problem::NoSuchVersion(_) => None,
    }
}

fn advice_for_rollback(problem: &RollbackProblem) -> Option<&'static str> {
    match problem {
        RollbackProblem::DownMissing(_) => Some("write a new migration that undoes it"),
        RollbackProblem::LosesData { .. } => Some("save what is needed, and allow it"),
        RollbackProblem::Unfinished(_) => Some("apply it to its end, or resolve it"),
        RollbackProblem::StepsUnknown(_) => Some("run the newer program"),
        RollbackProblem::Irreversible { .. } | RollbackProblem::NotApplied(_) => None,
    }
}

impl fmt::Display for HistoryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap(id) => write!(f, "event {id} of the history is gone"),
            Self::Unchained(id) => write!(f, "event {id} of the history does not follow the one before it"),
            Self::Changed(id) => write!(f, "event {id} of the history was changed"),
        }
    }
}
