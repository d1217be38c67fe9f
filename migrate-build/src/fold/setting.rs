//! How does a fold of setting go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_set(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Set) -> Result<()> {
    Ok(())
}

pub(super) fn fold_show(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Show) -> Result<()> {
    Ok(())
}
