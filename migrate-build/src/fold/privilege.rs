//! How does a fold of privilege go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_grant(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::privilege::Grant) -> Result<()> {
    Ok(())
}

pub(super) fn fold_grant_role(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::privilege::GrantRole) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_default_privileges(
    _cx: &mut Cx<'_>,
    _it: &crate::syntax::statement::privilege::AlterDefaultPrivileges,
) -> Result<()> {
    Ok(())
}
