//! Do two expressions or queries of two states of a schema say the same: what they name is held against each other by names, not by ids.

use super::facts;
pub use super::facts::Constants;
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::catalog::object::{StoredExpr, StoredQuery};

/// Whether PostgreSQL would print two expressions over the columns of a table alike.
#[must_use]
pub fn same_expression(one: (&Catalog, &StoredExpr), other: (&Catalog, &StoredExpr), table: RelationId, constants: Constants) -> bool {
    facts::expression(one.0, constants, one.1, table) == facts::expression(other.0, constants, other.1, table)
}

/// Whether PostgreSQL would print two queries alike.
#[must_use]
pub fn same_query(one: (&Catalog, &StoredQuery), other: (&Catalog, &StoredQuery), constants: Constants) -> bool {
    facts::stored_query(one.0, constants, one.1) == facts::stored_query(other.0, constants, other.1)
}

/// Whether PostgreSQL would print the keys alike by which two tables are partitioned.
#[must_use]
pub fn same_partition_key(one: (&Catalog, RelationId), other: (&Catalog, RelationId), constants: Constants) -> bool {
    facts::partition_key(one.0, constants, one.1) == facts::partition_key(other.0, constants, other.1)
}
