//! How does a fold of function go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_function(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::function::CreateFunction) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_function(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::function::AlterFunction) -> Result<()> {
    Ok(())
}
