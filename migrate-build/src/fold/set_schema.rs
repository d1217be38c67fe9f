//! How does a fold of set schema go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_set_schema(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::object::SetSchema) -> Result<()> {
    Ok(())
}
