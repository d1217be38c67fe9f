//! How does an index of a partitioned table reach its partitions.

use super::cx::Cx;
use crate::catalog::id::RelationId;
use crate::diag::Result;

pub(super) fn add_to_partitions(_cx: &mut Cx<'_>, _table: RelationId, _index: RelationId) -> Result<()> {
    Ok(())
}
