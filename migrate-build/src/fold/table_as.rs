//! How does a fold of CREATE TABLE AS, SELECT INTO and CREATE MATERIALIZED VIEW go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_table_as(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::table::CreateTableAs) -> Result<()> {
    Ok(())
}
