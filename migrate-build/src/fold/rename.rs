//! How does a fold of rename go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_rename(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::Rename) -> Result<()> {
    Ok(())
}
