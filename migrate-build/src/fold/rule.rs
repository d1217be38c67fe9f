//! How does a fold of rule go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_rule(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::view::CreateRule) -> Result<()> {
    Ok(())
}
