//! How does a fold of DROP of anything go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_drop(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::Drop) -> Result<()> {
    Ok(())
}
