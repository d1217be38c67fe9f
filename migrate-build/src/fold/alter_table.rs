//! How does a fold of alter table go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_alter_table(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::alter_table::AlterTable) -> Result<()> {
    Ok(())
}
