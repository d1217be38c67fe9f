//! What does a partition get from its parent: indexes, keys, triggers.

use super::cx::Cx;
use super::partition_foreign_key::copy_foreign_key;
use super::partition_index::add_to_partition;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TriggerId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Trigger};
use crate::diag::Result;

/// Gives a new partition what its parent has.
// pg: tablecmds.c DefineRelation, CloneForeignKeyConstraints, CloneRowTriggersToPartition
pub(super) fn clone_from_parent(cx: &mut Cx<'_>, table: RelationId, parent: RelationId) -> Result<()> {
    let mut indexes = cx.catalog.indexes_of(parent).to_vec();
    indexes.sort();
    for index in indexes {
        add_to_partition(cx, table, index)?;
    }
    let mut constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(parent)).to_vec();
    constraints.sort();
    for id in constraints {
        if cx.catalog.constraint(id).is_some_and(|it| matches!(it.kind, ConstraintKind::ForeignKey(_))) {
            copy_foreign_key(cx, table, id)?;
        }
    }
    clone_row_triggers(cx, table, parent);
    Ok(())
}

/// Gives a partition the row triggers of its parent.
// pg: tablecmds.c CloneRowTriggersToPartition
pub(super) fn clone_row_triggers(cx: &mut Cx<'_>, table: RelationId, parent: RelationId) {
    let triggers: Vec<Trigger> =
        cx.catalog.triggers_of(parent).iter().filter_map(|id| cx.catalog.trigger(*id)).filter(|it| it.for_each_row).cloned().collect();
    for trigger in triggers {
        let id = TriggerId(cx.catalog.next_id());
        let (source, function) = (trigger.id, trigger.function);
        let constraint = None;
        cx.catalog.add_trigger(Trigger { id, relation: table, parent: Some(source), constraint, ..trigger });
        let address = Address::Trigger(id);
        cx.record(address, Address::Function(function), DependencyKind::Normal);
        cx.record(address, Address::Trigger(source), DependencyKind::PartitionPrimary);
        cx.record(address, Address::Relation(table), DependencyKind::PartitionSecondary);
    }
}
