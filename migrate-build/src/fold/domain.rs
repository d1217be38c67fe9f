//! How does a fold of domain go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_domain(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::CreateDomain) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_domain(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::AlterDomain) -> Result<()> {
    Ok(())
}
