//! How does a table come to be a partition.

use super::cx::Cx;
use super::effect::{LockMode, ScanReason};
use super::errors::partition as errors;
use super::index_define::note_scan;
use super::partition_bound::{check_bound, default_partition, resolve_bound};
use super::partition_implied::is_outside;
use crate::catalog::id::RelationId;
use crate::diag::Result;
use crate::syntax::statement::table::PartitionOf;

pub(super) use super::partition_key::store_key;

/// Stores the bound of a new partition.
// pg: tablecmds.c DefineRelation
pub(super) fn store_bound(cx: &mut Cx<'_>, table: RelationId, parent: Option<RelationId>, of: &PartitionOf) -> Result<()> {
    let (Some(parent), Some(found)) = (parent.and_then(|id| cx.catalog.relation(id)).cloned(), cx.catalog.relation(table)) else {
        return Ok(());
    };
    let name = found.name.clone();
    if parent.partition_key.is_none() {
        return Err(errors::not_partitioned(&parent.name));
    }
    let default = default_partition(cx, parent.id);
    if let Some(default) = default {
        cx.lock(default, LockMode::AccessExclusive);
    }
    let bound = resolve_bound(cx, &parent, &of.bound)?;
    check_bound(cx, &parent, &name, &bound, &of.bound)?;
    if let Some(default) = default.filter(|default| !is_outside(cx, &parent, *default, &bound)) {
        note_scan(cx, default, ScanReason::PartitionBound);
    }
    cx.catalog.edit_relation(table, |it| it.partition_bound = Some(bound));
    Ok(())
}
