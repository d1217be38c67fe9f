//! What does the session remember between statements: its transaction, role, settings, prepared statements.

use crate::analyze::OutputColumn;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::search_path::SearchPath;
use crate::text::{Name, SortedMap, SortedSet};

/// How a migration's statements are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionMode {
    /// All in one transaction.
    Whole,
    /// Each statement by itself.
    Statements,
}

/// A statement that was prepared.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The types of its parameters.
    pub parameters: Vec<TypeId>,
    /// What it gives; none where it is no query.
    pub columns: Option<Vec<OutputColumn>>,
}

/// The session of one migration.
#[derive(Clone, Debug)]
pub struct Session {
    /// How the statements are run.
    pub mode: TransactionMode,
    /// Whether a transaction block is open: always in `Whole`, between BEGIN and COMMIT otherwise.
    pub in_transaction: bool,
    /// The role that was set.
    pub role: Option<Name>,
    /// The path before it was set for this transaction alone.
    pub path_before: Option<SearchPath>,
    /// Settings that were changed, by name.
    pub settings: SortedMap<Name, Name>,
    /// Statements that were prepared, by name.
    pub prepared: SortedMap<Name, Prepared>,
    /// Cursors that are open.
    pub cursors: SortedSet<Name>,
    /// Savepoints that are open, innermost last.
    pub savepoints: Vec<Name>,
    /// Labels added to enums in this transaction, which cannot be used before it ends, unless the enum itself is as new.
    pub new_enum_labels: SortedSet<(TypeId, Name)>,
    /// Types made in this transaction.
    pub new_types: SortedSet<TypeId>,
    /// Relations made in this transaction, whose locks hurt nobody.
    pub new_relations: SortedSet<RelationId>,
    /// Temporary tables that go with this transaction.
    pub dropped_at_commit: SortedSet<RelationId>,
}

impl Session {
    /// A new session.
    #[must_use]
    pub fn new(mode: TransactionMode) -> Self {
        Self {
            mode,
            in_transaction: mode == TransactionMode::Whole,
            role: None,
            path_before: None,
            settings: SortedMap::new(),
            prepared: SortedMap::new(),
            cursors: SortedSet::new(),
            savepoints: Vec::new(),
            new_enum_labels: SortedSet::new(),
            new_types: SortedSet::new(),
            new_relations: SortedSet::new(),
            dropped_at_commit: SortedSet::new(),
        }
    }
}
