//! How does a partition come to be a table of its own.

use super::super::cx::Cx;
use super::super::dependency::{Behavior, drop_objects};
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::errors::drop::in_transaction_block;
use super::super::lookup::lookup_relation;
use super::super::partition_bound::default_partition;
use super::inherit::{forget_parent, remove_inheritance};
use super::partition_check::add_check_if_needed;
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, Inheritance};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::alter_table::DetachMode;
use crate::text::{Gather, Seek};

// pg: tablecmds.c ATExecDetachPartition
pub(super) fn detach_partition(cx: &mut Cx<'_>, id: RelationId, partition: &QualifiedName, mode: DetachMode) -> Result<()> {
    if mode == DetachMode::Concurrently && cx.session.in_transaction {
        return Err(in_transaction_block("ALTER TABLE ... DETACH CONCURRENTLY"));
    }
    if let Some(default) = default_partition(cx, id) {
        if mode == DetachMode::Concurrently {
            return Err(errors::detach_with_default());
        }
        cx.lock(default, LockMode::AccessExclusive);
    }
    let table = lookup_relation(cx, partition)?;
    cx.lock(table, LockMode::AccessExclusive);
    if mode == DetachMode::Concurrently && cx.catalog.relation(table).is_some_and(|it| it.parents.contains(&id)) {
        add_check_if_needed(cx, table)?;
    }
    remove_inheritance(cx, table, id)?;
    cx.catalog.edit_relation(table, |it| {
        it.partition_bound = None;
        it.inheritance = Inheritance::None;
        if it.columns.iter().exists(|column| column.identity.is_some()) {
            it.columns.iter_mut().for_each(|column| column.identity = None);
        }
    });
    drop_references(cx, table)?;
    detach_constraints(cx, table);
    detach_indexes(cx, table);
    detach_triggers(cx, table)
}

/// Foreign keys that refer to the partition because they refer to its parent no longer do; only rows could stand in the way.
// pg: tablecmds.c ATDetachCheckNoForeignKeyRefs, DetachPartitionFinalize
fn drop_references(cx: &mut Cx<'_>, table: RelationId) -> Result<()> {
    let derived = |it: &&Constraint| match (&it.kind, it.parent.and_then(|parent| cx.catalog.constraint(parent))) {
        (ConstraintKind::ForeignKey(key), Some(parent)) => {
            key.table == table && matches!(&parent.kind, ConstraintKind::ForeignKey(above) if above.table != table)
        }
        _ => false,
    };
    let found: Vec<_> = cx.catalog.constraints().into_iter().filter(derived).map(|it| it.id).gather();
    for id in found {
        forget_partition_entries(cx, Address::Constraint(id));
        if let Some(parent) = cx.catalog.constraint(id).and_then(|it| it.parent) {
            forget_parent(cx, Address::Constraint(id), Address::Constraint(parent));
        }
        drop_objects(cx, &[Address::Constraint(id)], Behavior::Restrict)?;
    }
    Ok(())
}

fn detach_constraints(cx: &mut Cx<'_>, table: RelationId) {
    for id in cx.catalog.constraints_of(ConstraintOwner::Relation(table)).to_vec() {
        if cx.catalog.constraint(id).is_some_and(|it| it.parent.is_some()) {
            make_own(cx, id);
        }
    }
}

/// A constraint is no longer that of the parent.
fn make_own(cx: &mut Cx<'_>, id: ConstraintId) {
    cx.catalog.edit_constraint(id, |it| {
        it.parent = None;
        it.local = true;
        it.inherited = 0;
    });
    forget_partition_entries(cx, Address::Constraint(id));
}

fn forget_partition_entries(cx: &mut Cx<'_>, address: Address) {
    let entries: Vec<Dependency> = cx.catalog.dependencies().needs_of(address).copied().gather::<Vec<_>>();
    for entry in entries {
        if matches!(entry.kind, DependencyKind::PartitionPrimary | DependencyKind::PartitionSecondary) {
            cx.catalog.dependencies_mut().remove(entry);
        }
    }
}

fn detach_indexes(cx: &mut Cx<'_>, table: RelationId) {
    for index in cx.catalog.indexes_of(table).to_vec() {
        let parents = cx.catalog.relation(index).map_or_else(Vec::new, |it| it.parents.clone());
        for parent in parents {
            forget_parent(cx, Address::Relation(index), Address::Relation(parent));
        }
        forget_partition_entries(cx, Address::Relation(index));
        cx.catalog.edit_relation(index, |it| {
            it.parents.clear();
            it.inheritance = Inheritance::None;
        });
    }
}

/// Triggers that the parent's made go.
// pg: tablecmds.c DropClonedTriggersFromPartition
fn detach_triggers(cx: &mut Cx<'_>, table: RelationId) -> Result<()> {
    for trigger in cx.catalog.triggers_of(table).to_vec() {
        if cx.catalog.trigger(trigger).is_some_and(|it| it.parent.is_some()) {
            forget_partition_entries(cx, Address::Trigger(trigger));
            drop_objects(cx, &[Address::Trigger(trigger)], Behavior::Restrict)?;
        }
    }
    Ok(())
}
