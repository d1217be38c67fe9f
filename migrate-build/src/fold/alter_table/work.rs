//! What does one ALTER TABLE remember between its phases.

use crate::catalog::id::{CollationId, ConstraintId, RelationId, TypeId};
use crate::catalog::object::StoredExpr;
use crate::text::{SortedMap, SortedSet};

/// What is found out while actions are looked at and done, and is acted upon after them.
// pg: tablecmds.c AlteredTableInfo
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// The relation that is named.
    pub(super) relation: RelationId,
    /// Whether its descendants are meant too: no `ONLY`.
    pub(super) recurse: bool,
    /// Tables whose rows are written anew.
    pub(super) rewrites: SortedSet<RelationId>,
    /// Columns whose rows must not be NULL, which has to be looked at.
    pub(super) not_null_checks: SortedSet<(RelationId, u16)>,
    /// New types of columns, as they were looked up.
    pub(super) types: SortedMap<(RelationId, u16), NewType>,
    /// Columns that have their new type already.
    pub(super) retyped: SortedSet<(RelationId, u16)>,
    /// Constraints that rest on columns with a new type.
    pub(super) constraints: Vec<ConstraintId>,
    /// Indexes that rest on columns with a new type.
    pub(super) indexes: Vec<RelationId>,
    /// Tables whose persistence changes.
    pub(super) persistence_changed: bool,
    /// Whether the access method was set.
    pub(super) access_method_set: bool,
    /// Indexes that are made by this statement, which no rewrite builds again.
    pub(super) fresh_indexes: SortedSet<RelationId>,
}

/// The type that a column gets.
#[derive(Clone, Debug)]
pub(super) struct NewType {
    /// The type.
    pub(super) type_id: TypeId,
    /// Its modifier.
    pub(super) modifier: i32,
    /// Its collation.
    pub(super) collation: Option<CollationId>,
    /// What a row's value becomes, where it is more than a cast.
    pub(super) using: Option<StoredExpr>,
}

impl Work {
    /// The work of a statement about a relation.
    pub(super) fn new(relation: RelationId, recurse: bool) -> Self {
        Self {
            relation,
            recurse,
            rewrites: SortedSet::new(),
            not_null_checks: SortedSet::new(),
            types: SortedMap::new(),
            retyped: SortedSet::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            persistence_changed: false,
            access_method_set: false,
            fresh_indexes: SortedSet::new(),
        }
    }
}
