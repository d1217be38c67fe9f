//! How does a fold of text search go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_text_search(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::text_search::CreateTextSearch) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_text_search(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::text_search::AlterTextSearch) -> Result<()> {
    Ok(())
}
