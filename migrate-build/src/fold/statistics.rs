//! How does a fold of statistics go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_statistics(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::statistics::CreateStatistics) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_statistics(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::statistics::AlterStatistics) -> Result<()> {
    Ok(())
}
