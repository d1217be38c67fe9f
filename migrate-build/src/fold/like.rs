//! What does LIKE take over from another table.

use super::cx::Cx;
use super::draft::Draft;
use crate::catalog::id::RelationId;
use crate::diag::Result;
use crate::syntax::statement::table::LikeClause;

pub(super) fn draft_like<'s>(_cx: &mut Cx<'_>, _draft: &mut Draft<'s>, _clause: &'s LikeClause) -> Result<()> {
    Ok(())
}

pub(super) fn expand_like(_cx: &mut Cx<'_>, _table: RelationId, _source: RelationId, _clause: &LikeClause) -> Result<()> {
    Ok(())
}
