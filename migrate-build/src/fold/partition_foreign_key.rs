//! How does a foreign key of a partitioned table reach the partitions.

use super::cx::Cx;
use super::effect::LockMode;
use super::foreign_key::record_foreign_key;
use super::lookup::column_name;
use super::names::{choose_constraint_name, join_column_names, make_object_name};
use super::partition_index::{set_parent_constraint, table_column_names};
use super::table_merge::column_map;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, Relation};
use crate::diag::Result;
use crate::text::{Gather, Name, Seek, sort};

/// Gives every partition of the referencing table the foreign key.
// pg: tablecmds.c addFkRecurseReferencing
pub(super) fn add_to_partitions(cx: &mut Cx<'_>, table: RelationId, referenced: RelationId, key: ConstraintId) -> Result<()> {
    if cx.catalog.relation(table).is_some_and(|it| it.partition_key.is_some()) {
        for partition in cx.catalog.children_of(table).to_vec() {
            cx.lock(partition, LockMode::ShareRowExclusive);
            copy_foreign_key(cx, partition, key)?;
        }
    }
    if cx.catalog.relation(referenced).is_some_and(|it| it.partition_key.is_some()) {
        for partition in cx.catalog.children_of(referenced).to_vec() {
            cx.lock(partition, LockMode::ShareRowExclusive);
            add_for_referenced(cx, key, partition);
        }
    }
    Ok(())
}

/// Gives a partition a foreign key of its parent, unless it has the same already.
// pg: tablecmds.c CloneFkReferencing, tryAttachPartitionForeignKey
pub(super) fn copy_foreign_key(cx: &mut Cx<'_>, partition: RelationId, source: ConstraintId) -> Result<()> {
    let Some(constraint) = cx.catalog.constraint(source).cloned() else {
        return Ok(());
    };
    let (ConstraintOwner::Relation(from), ConstraintKind::ForeignKey(key)) = (constraint.owner, &constraint.kind) else {
        return Ok(());
    };
    // What refers to one partition of the other side belongs to the key of the whole, which is the one that is copied.
    if constraint.parent.and_then(|parent| cx.catalog.constraint(parent)).is_some_and(|parent| parent.owner == constraint.owner) {
        return Ok(());
    }
    let (Some(from), Some(to)) = (cx.catalog.relation(from).cloned(), cx.catalog.relation(partition).cloned()) else {
        return Ok(());
    };
    let names = table_column_names(&to);
    let map = column_map(&from, &names);
    let columns: Vec<u16> = constraint.columns.iter().filter_map(|column| map(*column)).gather();
    let mut key = key.clone();
    key.set_columns = key.set_columns.iter().filter_map(|column| map(*column)).gather();
    if let Some(existing) = same_foreign_key(cx, partition, &columns, &key) {
        set_parent_constraint(cx, partition, existing, source);
        return Ok(());
    }
    let taken = cx.catalog.constraints_of(ConstraintOwner::Relation(partition));
    let name = if taken.iter().exists(|id| cx.catalog.constraint(*id).is_some_and(|it| it.name == constraint.name)) {
        let column_names: Vec<Name> = columns.iter().filter_map(|column| names.get(usize::from(*column) - 1).cloned()).gather();
        choose_constraint_name(&cx.catalog, to.schema, (&to.name, Some(&join_column_names(&column_names)), "fkey"), &[])
    } else {
        constraint.name.clone()
    };
    let own = record_foreign_key(
        cx,
        Constraint {
            schema: to.schema,
            name,
            owner: ConstraintOwner::Relation(partition),
            kind: ConstraintKind::ForeignKey(key),
            columns,
            ..constraint
        },
    );
    set_parent_constraint(cx, partition, own, source);
    for child in cx.catalog.children_of(partition).to_vec() {
        copy_foreign_key(cx, child, own)?;
    }
    Ok(())
}

/// Lets the foreign keys that refer to a partitioned table refer to a new partition of it.
// pg: tablecmds.c CloneFkReferenced
pub(super) fn refer_to_partition(cx: &mut Cx<'_>, parent: RelationId, partition: RelationId) {
    let mut keys: Vec<ConstraintId> = Vec::new();
    for index in cx.catalog.indexes_of(parent) {
        for entry in cx.catalog.dependencies().needed_by(Address::Relation(*index)) {
            if let Address::Constraint(id) = entry.dependent
                && !keys.contains(&id)
                && cx.catalog.constraint(id).is_some_and(|it| matches!(&it.kind, ConstraintKind::ForeignKey(key) if key.table == parent))
            {
                keys.push(id);
            }
        }
    }
    sort(&mut keys);
    for key in &keys {
        // What a partition has from its parent's key is reached through that.
        if cx.catalog.constraint(*key).is_some_and(|it| it.parent.is_none_or(|parent| !keys.contains(&parent))) {
            add_for_referenced(cx, *key, partition);
        }
    }
}

/// The part of a foreign key that refers to one partition of the referenced table.
// pg: tablecmds.c addFkRecurseReferenced
fn add_for_referenced(cx: &mut Cx<'_>, source: ConstraintId, partition: RelationId) {
    let Some(constraint) = cx.catalog.constraint(source).cloned() else {
        return;
    };
    let (ConstraintOwner::Relation(table), ConstraintKind::ForeignKey(key)) = (constraint.owner, &constraint.kind) else {
        return;
    };
    let (Some(from), Some(to), Some(own)) =
        (cx.catalog.relation(key.table).cloned(), cx.catalog.relation(partition).cloned(), cx.catalog.relation(table).cloned())
    else {
        return;
    };
    let names = table_column_names(&to);
    let map = column_map(&from, &names);
    let mut key = key.clone();
    key.columns = key.columns.iter().filter_map(|column| map(*column)).gather();
    key.table = partition;
    let children = constraint.index.map_or_else(Vec::new, |index| cx.catalog.children_of(index).to_vec());
    let of_partition = |id: &RelationId| cx.catalog.relation(*id).and_then(|it| it.index.as_ref()).is_some_and(|it| it.table == partition);
    let index = children.into_iter().first_where(of_partition);
    let name = if cx.catalog.versions().lowest >= 18 {
        numbered_name(cx, &own, &constraint.name)
    } else {
        let columns: Vec<Name> = constraint.columns.iter().map(|column| column_name(&own, *column)).gather();
        choose_constraint_name(&cx.catalog, own.schema, (&own.name, Some(&join_column_names(&columns)), "fkey"), &[])
    };
    let part =
        Constraint { name, kind: ConstraintKind::ForeignKey(key), index, parent: Some(source), local: false, inherited: 1, ..constraint };
    let id = record_foreign_key(cx, part);
    cx.record(Address::Constraint(id), Address::Constraint(source), DependencyKind::Internal);
    for child in cx.catalog.children_of(partition).to_vec() {
        add_for_referenced(cx, id, child);
    }
}

fn numbered_name(cx: &Cx<'_>, own: &Relation, base: &Name) -> Name {
    let mut number = 1;
    loop {
        let name = make_object_name(base, None, Some(&number.to_string()));
        if cx.catalog.constraints_in(own.schema, &name).is_empty() {
            return name;
        }
        number += 1;
    }
}

fn same_foreign_key(cx: &Cx<'_>, partition: RelationId, columns: &[u16], key: &crate::catalog::object::ForeignKey) -> Option<ConstraintId> {
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(partition));
    constraints.iter().copied().first_where(|id| {
        let Some(constraint) = cx.catalog.constraint(*id).filter(|it| it.parent.is_none() && it.columns == columns) else {
            return false;
        };
        matches!(&constraint.kind, ConstraintKind::ForeignKey(other) if other.table == key.table
            && other.columns == key.columns
            && (other.on_delete, other.on_update, other.match_full) == (key.on_delete, key.on_update, key.match_full))
    })
}
