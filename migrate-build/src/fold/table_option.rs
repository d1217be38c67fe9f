//! Which options can a table be made with.

use super::cx::Cx;
use super::draft::Draft;
use super::errors::table as errors;
use crate::catalog::object::Persistence;
use crate::diag::Result;
use crate::syntax::statement::table::CreateTable;
use crate::text::Name;
use std::collections::BTreeMap;

// pg: tablecmds.c DefineRelation
pub(super) fn check_create_options(_cx: &Cx<'_>, draft: &Draft<'_>, it: &CreateTable) -> Result<BTreeMap<Name, Name>> {
    if it.on_commit.is_some() && draft.persistence != Persistence::Temporary {
        return Err(errors::on_commit_permanent());
    }
    Ok(BTreeMap::new())
}
