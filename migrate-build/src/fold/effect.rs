//! What does a statement lock, rewrite, scan, make and lose.

use crate::catalog::depend::Address;
use crate::catalog::id::{ConstraintId, RelationId, TypeId};
use crate::catalog::object::Volatility;
use crate::text::{Name, SortedMap};

pub use migrate_model::LockMode;

/// Why rows are read while the lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScanReason {
    /// A constraint is checked against the rows.
    Validate(Option<ConstraintId>),
    /// NOT NULL is checked against the rows.
    NotNull(u16),
    /// A partition's rows are checked against its bound, or the default partition's against a new one.
    PartitionBound,
}

/// What is lost for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A table's rows: dropped or truncated.
    Rows(RelationId, Name),
    /// A column's values.
    Column(RelationId, Name, Name),
    /// Values that a narrower type cannot hold.
    Narrowed(RelationId, u16),
}

/// What is done to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsKind {
    /// `INSERT ... VALUES`.
    InsertValues,
    /// `INSERT ... SELECT`.
    InsertQuery,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
    /// `MERGE`.
    Merge,
}

/// How many of the rows that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of them: there is no condition, or one that always holds.
    Every,
    /// Those that a condition picks.
    Some,
}

/// A change of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsChange {
    /// The table.
    pub table: RelationId,
    /// What is done.
    pub kind: RowsKind,
    /// To how many rows.
    pub reach: Reach,
    /// The columns that are written.
    pub columns: Vec<u16>,
    /// The columns of the table that the condition looks at.
    pub condition: Vec<u16>,
    /// The columns of the same row that values are taken from.
    pub copied: Vec<u16>,
    /// Whether a value that is written differs from run to run.
    pub value: Volatility,
    /// The tables that rows are taken from.
    pub sources: Vec<RelationId>,
}

/// Privileges that are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Whether everyone gets them.
    pub to: Receiver,
    /// Which.
    pub which: Extent,
    /// Whether they can be given on.
    pub grant_option: GrantOption,
}

/// Who gets a privilege.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// `PUBLIC`
    Everyone,
    /// Roles by name.
    Roles,
}

/// Which privileges are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// `ALL`
    All,
    /// Those that are named.
    Named,
}

/// Whether a privilege can be given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantOption {
    /// `WITH GRANT OPTION`
    With,
    /// Without it.
    Without,
}

/// Where a new label of an enum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// `BEFORE` or `AFTER` another.
    Said,
    /// At the end, for lack of a word.
    Unsaid,
}

/// What a statement does that the catalogs before and after it do not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// `CLUSTER` and `VACUUM FULL` write a table anew.
    WrittenAnew(RelationId),
    /// `LOCK TABLE`.
    Locked(RelationId, LockMode),
    /// An index is built concurrently, unless one of its name is there.
    BuiltUnlessThere(RelationId),
    /// An index got a name that PostgreSQL made up.
    NameMadeUp(RelationId),
    /// Rows are changed.
    Rows(RowsChange),
    /// `DROP ... CASCADE` of these.
    Cascade(Vec<Address>),
    /// A setting is set: for the transaction, or for the session that goes on after it.
    Set {
        /// Its name.
        name: Name,
        /// Its value.
        value: Name,
        /// `SET LOCAL`.
        local: bool,
    },
    /// A column gets another type by an expression, and how often its result can change.
    Converted(RelationId, u16, Volatility),
    /// `GRANT`.
    Granted(Given),
    /// A role gets attributes, by the names that `CREATE ROLE` has for them.
    RoleOptions(Vec<Name>),
    /// A function takes the place of the one that was there.
    Replaced(Address),
    /// A schema or a type gets another name, or a label of an enum does.
    Renamed(Address),
    /// A generated column is said to be neither `STORED` nor `VIRTUAL`.
    KindUnsaid(Name),
    /// An extension is made, and not said in which version.
    VersionUnsaid(Name),
    /// An index is made with options, by their names.
    IndexOptions(RelationId, Vec<Name>),
    /// `SET TABLESPACE`.
    Moved(RelationId),
    /// `ANALYZE` of a table, or of all.
    Analyzed(Option<RelationId>),
    /// A sequence is told where to go on.
    Renumbered,
    /// A materialized view is filled anew, and not concurrently.
    Refreshed(RelationId),
    /// `SET CONSTRAINTS`.
    ConstraintsSet {
        /// Which; empty for all.
        constraints: Vec<ConstraintId>,
        /// `DEFERRED` rather than `IMMEDIATE`, which also makes up for the checks that wait.
        deferred: bool,
    },
    /// `REVOKE`.
    Revoked {
        /// Of what.
        relation: RelationId,
        /// Which privileges, by their names; all where none is named.
        privileges: Vec<Name>,
        /// From whom: everyone where no role is named beside `PUBLIC`.
        from: Receiver,
    },
    /// A function runs a command that a text parameter of its is put into as it is.
    Spliced {
        /// The function.
        function: Name,
        /// The parameter.
        parameter: Name,
    },
    /// An enum gets a label: where it is said which others it stands between, or at the end.
    LabelAdded(TypeId, LabelPlace),
}

/// The effects of one statement on what existed before it. Relations are named as they were before it.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// The strongest lock on each relation.
    pub locks: SortedMap<RelationId, LockMode>,
    /// Tables whose rows are written anew.
    pub rewrites: Vec<RelationId>,
    /// Indexes that exist and are built anew.
    pub index_rebuilds: Vec<RelationId>,
    /// Indexes that are built for the first time, with the table that is read for it.
    pub index_builds: Vec<(RelationId, RelationId)>,
    /// Tables that are read in full, and why.
    pub scans: Vec<(RelationId, ScanReason)>,
    /// What is made.
    pub created: Vec<Address>,
    /// What is dropped.
    pub dropped: Vec<Address>,
    /// What is lost.
    pub losses: Vec<Loss>,
    /// What else is done.
    pub acts: Vec<Act>,
    /// How many actions an `ALTER TABLE` has; none of anything else.
    pub actions: usize,
}

impl Effects {
    /// Notes a lock; the strongest one stays.
    pub fn lock(&mut self, relation: RelationId, mode: LockMode) {
        let held = self.locks.or_insert(relation, mode);
        *held = (*held).max(mode);
    }

    /// Notes that a table is written anew.
    pub fn rewrite(&mut self, table: RelationId) {
        if !self.rewrites.contains(&table) {
            self.rewrites.push(table);
        }
    }

    /// Notes that an index is built anew.
    pub fn rebuild_index(&mut self, index: RelationId) {
        if !self.index_rebuilds.contains(&index) {
            self.index_rebuilds.push(index);
        }
    }

    /// Notes that a table is read in full.
    pub fn scan(&mut self, table: RelationId, reason: ScanReason) {
        if !self.scans.contains(&(table, reason)) {
            self.scans.push((table, reason));
        }
    }
}
