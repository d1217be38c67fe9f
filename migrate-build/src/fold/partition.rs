//! How does a table come to be partitioned, or a partition.

use super::cx::Cx;
use crate::catalog::id::RelationId;
use crate::diag::Result;
use crate::syntax::statement::table::{PartitionBy, PartitionOf};

pub(super) fn store_bound(_cx: &mut Cx<'_>, _table: RelationId, _parent: Option<RelationId>, _of: &PartitionOf) -> Result<()> {
    Ok(())
}

pub(super) fn store_key(_cx: &mut Cx<'_>, _table: RelationId, _by: &PartitionBy) -> Result<()> {
    Ok(())
}
