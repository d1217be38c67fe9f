//! How does a fold of operator go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_operator(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::operator::CreateOperator) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_operator(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::operator::AlterOperator) -> Result<()> {
    Ok(())
}
