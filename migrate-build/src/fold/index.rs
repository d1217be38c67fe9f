//! How does a fold of index go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_index(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::index::CreateIndex) -> Result<()> {
    Ok(())
}

pub(super) fn fold_reindex(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::index::Reindex) -> Result<()> {
    Ok(())
}
