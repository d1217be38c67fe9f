//! What does a partition get from its parent: indexes, keys, triggers.

use super::cx::Cx;
use super::partition_foreign_key::{copy_foreign_key, refer_to_partition};
use super::partition_index::add_to_partition;
use super::trigger::clone_triggers;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner};
use crate::diag::Result;
use crate::text::sort;

/// Gives a new partition what its parent has.
// pg: tablecmds.c DefineRelation, CloneForeignKeyConstraints, CloneRowTriggersToPartition
pub(super) fn clone_from_parent(cx: &mut Cx<'_>, table: RelationId, parent: RelationId) -> Result<()> {
    let mut indexes = cx.catalog.indexes_of(parent).to_vec();
    sort(&mut indexes);
    for index in indexes {
        add_to_partition(cx, table, index)?;
    }
    let mut constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(parent)).to_vec();
    sort(&mut constraints);
    for id in constraints {
        if cx.catalog.constraint(id).is_some_and(|it| matches!(it.kind, ConstraintKind::ForeignKey(_))) {
            copy_foreign_key(cx, table, id)?;
        }
    }
    refer_to_partition(cx, parent, table);
    clone_triggers(cx, parent, table);
    Ok(())
}
