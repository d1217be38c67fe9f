//! How does an index that exists become that of a constraint.

use super::cx::Cx;
use super::draft::KeyDraft;
use crate::catalog::id::RelationId;
use crate::diag::{Diagnostic, Result, SqlState};

// pg: tablecmds.c ATExecAddIndexConstraint
pub(super) fn add_key_using_index(_cx: &mut Cx<'_>, table: RelationId, key: &KeyDraft<'_>) -> Result<RelationId> {
    if key.using_index.is_none() {
        return Err(Diagnostic::error(SqlState::INTERNAL_ERROR, "no index"));
    }
    Ok(table)
}
