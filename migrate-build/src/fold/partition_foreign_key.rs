//! How does a foreign key of a partitioned table reach the partitions.

use super::cx::Cx;
use super::effect::LockMode;
use super::foreign_key::record_foreign_key;
use super::names::{choose_constraint_name, join_column_names};
use super::partition_index::{set_parent_constraint, table_column_names};
use super::table_merge::column_map;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner};
use crate::diag::Result;
use crate::text::Name;

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
    let (Some(from), Some(to)) = (cx.catalog.relation(from).cloned(), cx.catalog.relation(partition).cloned()) else {
        return Ok(());
    };
    let names = table_column_names(&to);
    let map = column_map(&from, &names);
    let columns: Vec<u16> = constraint.columns.iter().filter_map(|column| map(*column)).collect();
    let mut key = key.clone();
    key.set_columns = key.set_columns.iter().filter_map(|column| map(*column)).collect();
    if let Some(existing) = same_foreign_key(cx, partition, &columns, &key) {
        set_parent_constraint(cx, partition, existing, source);
        return Ok(());
    }
    let taken = cx.catalog.constraints_of(ConstraintOwner::Relation(partition));
    let name = if taken.iter().any(|id| cx.catalog.constraint(*id).is_some_and(|it| it.name == constraint.name)) {
        let column_names: Vec<Name> = columns.iter().filter_map(|column| names.get(usize::from(*column) - 1).cloned()).collect();
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

fn same_foreign_key(cx: &Cx<'_>, partition: RelationId, columns: &[u16], key: &crate::catalog::object::ForeignKey) -> Option<ConstraintId> {
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(partition));
    constraints.iter().copied().find(|id| {
        let Some(constraint) = cx.catalog.constraint(*id).filter(|it| it.parent.is_none() && it.columns == columns) else {
            return false;
        };
        matches!(&constraint.kind, ConstraintKind::ForeignKey(other) if other.table == key.table
            && other.columns == key.columns
            && (other.on_delete, other.on_update, other.match_full) == (key.on_delete, key.on_update, key.match_full))
    })
}
