//! How does a fold of enums go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_alter_enum(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::type_::AlterEnum) -> Result<()> {
    Ok(())
}
