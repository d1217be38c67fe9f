//! How does a fold of table go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_table(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::table::CreateTable) -> Result<()> {
    Ok(())
}
