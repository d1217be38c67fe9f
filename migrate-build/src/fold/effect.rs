//! What does a statement lock, rewrite, scan, make and lose.

use crate::catalog::depend::Address;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::text::Name;
use std::collections::BTreeMap;

/// The lock modes of relations, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LockMode {
    /// `AccessShareLock`
    AccessShare,
    /// `RowShareLock`
    RowShare,
    /// `RowExclusiveLock`
    RowExclusive,
    /// `ShareUpdateExclusiveLock`
    ShareUpdateExclusive,
    /// `ShareLock`
    Share,
    /// `ShareRowExclusiveLock`
    ShareRowExclusive,
    /// `ExclusiveLock`
    Exclusive,
    /// `AccessExclusiveLock`
    AccessExclusive,
}

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

/// The effects of one statement on what existed before it. Relations are named as they were before it.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// The strongest lock on each relation.
    pub locks: BTreeMap<RelationId, LockMode>,
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
}

impl Effects {
    /// Notes a lock; the strongest one stays.
    pub fn lock(&mut self, relation: RelationId, mode: LockMode) {
        let held = self.locks.entry(relation).or_insert(mode);
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
