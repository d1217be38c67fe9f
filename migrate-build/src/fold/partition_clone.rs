//! What does a partition get from its parent: indexes, keys, triggers.

use super::cx::Cx;
use crate::catalog::id::RelationId;
use crate::diag::Result;

pub(super) fn clone_from_parent(_cx: &mut Cx<'_>, _table: RelationId, _parent: RelationId) -> Result<()> {
    Ok(())
}
