//! How does a fold of aggregate go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_aggregate(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::function::CreateAggregate) -> Result<()> {
    Ok(())
}
