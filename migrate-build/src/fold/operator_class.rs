//! How does a fold of operator class go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_operator_class(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::operator::CreateOperatorClass) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_operator_family(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::operator::CreateOperatorFamily) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_operator_family(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::operator::AlterOperatorFamily) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_access_method(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::operator::CreateAccessMethod) -> Result<()> {
    Ok(())
}
