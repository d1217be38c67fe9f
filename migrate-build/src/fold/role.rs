//! How does a fold of role go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_role(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::role::CreateRole) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_role(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::role::AlterRole) -> Result<()> {
    Ok(())
}

pub(super) fn fold_drop_role(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::role::DropRole) -> Result<()> {
    Ok(())
}

pub(super) fn fold_reassign_owned(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::role::ReassignOwned) -> Result<()> {
    Ok(())
}

pub(super) fn fold_drop_owned(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::role::DropOwned) -> Result<()> {
    Ok(())
}
