//! How does a fold of collation go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_collation(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::CreateCollation) -> Result<()> {
    Ok(())
}

pub(super) fn fold_refresh_collation(_cx: &mut Cx<'_>, _it: &crate::syntax::name::QualifiedName) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_conversion(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::CreateConversion) -> Result<()> {
    Ok(())
}
