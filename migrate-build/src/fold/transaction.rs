//! How does a fold of transaction go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_transaction(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::transaction::Transaction) -> Result<()> {
    Ok(())
}
