//! How does a fold of foreign go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_foreign_data_wrapper(
    _cx: &mut Cx<'_>,
    _it: &crate::syntax::statement::foreign::CreateForeignDataWrapper,
) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_foreign_data_wrapper(
    _cx: &mut Cx<'_>,
    _it: &crate::syntax::statement::foreign::AlterForeignDataWrapper,
) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_server(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::foreign::CreateServer) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_server(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::foreign::AlterServer) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_user_mapping(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::foreign::UserMapping) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_user_mapping(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::foreign::UserMapping) -> Result<()> {
    Ok(())
}

pub(super) fn fold_drop_user_mapping(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::foreign::UserMapping) -> Result<()> {
    Ok(())
}

pub(super) fn fold_import_foreign_schema(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::foreign::ImportForeignSchema) -> Result<()> {
    Ok(())
}
