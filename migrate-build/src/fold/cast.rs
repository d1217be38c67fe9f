//! How does a fold of cast go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_cast(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::function::CreateCast) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_transform(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::function::CreateTransform) -> Result<()> {
    Ok(())
}
