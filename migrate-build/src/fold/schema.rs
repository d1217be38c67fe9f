//! How does a fold of schema go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_schema(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::schema::CreateSchema) -> Result<()> {
    Ok(())
}
