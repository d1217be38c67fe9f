//! How does a fold of owner go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_set_owner(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::SetOwner) -> Result<()> {
    Ok(())
}
