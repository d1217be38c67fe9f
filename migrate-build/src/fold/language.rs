//! How does a fold of language go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_language(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::function::CreateLanguage) -> Result<()> {
    Ok(())
}
