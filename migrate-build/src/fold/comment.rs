//! How does a fold of comment go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_comment(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::Comment) -> Result<()> {
    Ok(())
}

pub(super) fn fold_security_label(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::SecurityLabel) -> Result<()> {
    Ok(())
}
