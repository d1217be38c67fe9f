//! How is a script run: in one transaction, or step by step.

use super::session::TransactionMode;
use crate::catalog::stored::{stored_enum, stored_struct};
use crate::text::Name;

/// One step of a script that runs step by step.
pub type Step = migrate_model::Step<Name>;

/// How a step runs.
pub type StepKind = migrate_model::StepKind<Name>;

/// A statement that walks over many rows batch by batch.
pub type Batches = migrate_model::Batches<Name>;

/// What tells whether a statement that runs outside of a transaction is done.
pub type Probe = migrate_model::Probe<Name>;

/// What `REINDEX` rebuilds.
pub type Rebuilt = migrate_model::Rebuilt<Name>;

/// How a script is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Run {
    /// In one transaction.
    #[default]
    Whole,
    /// Step by step.
    Steps(Vec<Step>),
}

impl Run {
    /// The same without what each step needs.
    #[must_use]
    pub fn mode(&self) -> TransactionMode {
        match self {
            Self::Whole => TransactionMode::Whole,
            Self::Steps(_) => TransactionMode::Statements,
        }
    }
}

stored_struct! {
    Step { start, end, kind }
    Batches { batch, key, next, statement }
}

stored_enum! {
    Run { 0 Whole, 1 Steps(steps), }
    StepKind { 0 InTransaction, 1 Alone(probe), 2 Batches(batches), 3 Session, }
    Probe {
        0 IndexBuilt { schema, index, table },
        1 IndexGone { schema, index },
        2 Reindexed(rebuilt),
        3 Detached { schema, table, partition_schema, partition },
        4 DatabaseMade(name),
        5 DatabaseGone(name),
        6 TablespaceMade(name),
        7 TablespaceGone(name),
        8 Harmless,
    }
    Rebuilt { 0 Index { schema, index }, 1 Table { schema, table }, 2 Schema(schema), 3 Database, }
}
