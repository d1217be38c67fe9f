//! How does a fold of type go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_type(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::CreateType) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_type_options(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::AlterTypeOptions) -> Result<()> {
    Ok(())
}
