//! How does a fold of do block go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_do(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::do_block::DoBlock) -> Result<()> {
    Ok(())
}
