//! How does a fold of view go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_view(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::view::CreateView) -> Result<()> {
    Ok(())
}

pub(super) fn fold_refresh(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::view::Refresh) -> Result<()> {
    Ok(())
}
