//! How does a fold of dml go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_preparable(_cx: &mut Cx<'_>, _it: &crate::syntax::query::Preparable) -> Result<()> {
    Ok(())
}

pub(super) fn fold_truncate(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::dml::Truncate) -> Result<()> {
    Ok(())
}

pub(super) fn fold_copy(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::dml::Copy) -> Result<()> {
    Ok(())
}
