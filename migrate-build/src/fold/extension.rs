//! How does a fold of extension go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_extension(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::extension::CreateExtension) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_extension(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::extension::AlterExtension) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_extension_member(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::extension::AlterExtensionMember) -> Result<()> {
    Ok(())
}

pub(super) fn fold_depends_on_extension(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::DependsOnExtension) -> Result<()> {
    Ok(())
}
