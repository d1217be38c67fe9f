//! How does an index of a partitioned table reach its partitions, and a copy of one another table.

use super::constraint_key::add_key_constraint;
use super::cx::Cx;
use super::draft::{KeyDraft, KeyKind};
use super::errors::partition as errors;
use super::index_define::store_index;
use super::names::{IndexPurpose, choose_index_name};
use super::table_merge::{column_map, moved_expr};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Constraint, ConstraintKind, Index, IndexColumn, Inheritance, Relation, RelationKind};
use crate::diag::Result;
use crate::text::{Gather, Name, Seek, Span, sort};

/// Gives every partition an index like one of its parent: one that it has already, or a new one.
// pg: indexcmds.c DefineIndex
pub(super) fn add_to_partitions(cx: &mut Cx<'_>, table: RelationId, index: RelationId) -> Result<()> {
    for partition in cx.catalog.children_of(table).to_vec() {
        cx.lock(partition, super::effect::LockMode::Share);
        add_to_partition(cx, partition, index)?;
    }
    Ok(())
}

/// Gives one partition an index like one of its parent.
pub(super) fn add_to_partition(cx: &mut Cx<'_>, partition: RelationId, index: RelationId) -> Result<()> {
    let Some(found) = cx.catalog.relation(partition).cloned() else {
        return Ok(());
    };
    let unique = cx.catalog.relation(index).and_then(|it| it.index.as_ref()).is_some_and(|it| it.unique);
    if found.kind == RelationKind::ForeignTable {
        return if unique {
            Err(errors::unsupported(format!("cannot create unique index on foreign table \"{}\"", found.name)))
        } else {
            Ok(())
        };
    }
    if let Some(existing) = matching_index(cx, &found, index)? {
        set_parent(cx, partition, existing, index);
        return Ok(());
    }
    let Some(copy) = copy_index(cx, index, &found)? else {
        return Ok(());
    };
    set_parent(cx, partition, copy, index);
    if found.kind == RelationKind::PartitionedTable {
        add_to_partitions(cx, partition, copy)?;
    }
    Ok(())
}

/// Makes an index on a table like one of another table that has columns of the same names, with the constraint that it implements.
// pg: parse_utilcmd.c generateClonedIndexStmt
pub(super) fn copy_index(cx: &mut Cx<'_>, source: RelationId, table: &Relation) -> Result<Option<RelationId>> {
    let Some((index, from, column_names)) = index_of(cx, source) else {
        return Ok(None);
    };
    let constraint = index.constraint.and_then(|id| cx.catalog.constraint(id)).cloned();
    let copy = moved_index(&index, &from, table)?;
    let columns = key_names(&copy, table, &column_names);
    if table.kind == RelationKind::PartitionedTable && (copy.unique || copy.exclusion) {
        super::partition_key::check_key_held(cx, table, constraint.as_ref().map(|it| &it.kind), &copy.columns[..copy.key_columns])?;
    }
    let purpose = purpose_of(constraint.as_ref());
    let name = choose_index_name(&cx.catalog, table.schema, &table.name, &columns, purpose);
    if purpose == IndexPurpose::Primary {
        let numbers: Vec<u16> = copy.columns[..copy.key_columns].iter().filter_map(|column| column.column).gather();
        super::constraint_key::check_new_key(cx, table.id, true)?;
        super::constraint_key::refuse_null_in_key(cx, table.id, &numbers)?;
    }
    let id = store_index(cx, table, name.clone(), copy, &columns);
    if let Some(options) = cx.catalog.relation(source).map(|relation| relation.options.clone()) {
        cx.catalog.edit_relation(id, |it| it.options = options);
    }
    if let Some(constraint) = constraint {
        add_copied_constraint(cx, table.id, id, name, &constraint);
    }
    Ok(Some(id))
}

/// What the columns of an index on a table are called in its name, which for expressions are names that they had before.
fn key_names(index: &Index, table: &Relation, before: &[Name]) -> Vec<Name> {
    let names = table_column_names(table);
    let name =
        |(column, old): (&IndexColumn, &Name)| column.column.and_then(|number| names.get(usize::from(number) - 1)).unwrap_or(old).clone();
    index.columns.iter().zip(before).map(name).gather()
}

fn purpose_of(constraint: Option<&Constraint>) -> IndexPurpose {
    match constraint.map(|it| &it.kind) {
        Some(ConstraintKind::PrimaryKey { .. }) => IndexPurpose::Primary,
        Some(ConstraintKind::Exclude) => IndexPurpose::Exclusion,
        Some(_) => IndexPurpose::Unique,
        None => IndexPurpose::Plain,
    }
}

/// Gives those of some indexes that belong to an index of a parent the names that they would have if they were made now: a change of type drops them all, and
/// makes those of partitions with that of their parent, whatever they were called.
// pg: tablecmds.c ATPostAlterTypeCleanup, indexcmds.c DefineIndex
pub(super) fn name_parts_anew(cx: &mut Cx<'_>, indexes: &[RelationId]) {
    let is_part = |id: &&RelationId| cx.catalog.relation(**id).is_some_and(|it| !it.parents.is_empty());
    let parts: Vec<RelationId> = indexes.iter().filter(is_part).copied().gather();
    // None of them is in the way of another.
    for id in &parts {
        set_name(cx, *id, &Name::from(format!("\0{}", id.0)));
    }
    for id in parts {
        let Some((index, table, before)) = index_of(cx, id) else { continue };
        let purpose = purpose_of(index.constraint.and_then(|id| cx.catalog.constraint(id)));
        let name = choose_index_name(&cx.catalog, table.schema, &table.name, &key_names(&index, &table, &before), purpose);
        set_name(cx, id, &name);
    }
}

fn set_name(cx: &mut Cx<'_>, index: RelationId, name: &Name) {
    cx.catalog.edit_relation(index, |it| it.name = name.clone());
    if let Some(constraint) = cx.catalog.relation(index).and_then(|it| it.index.as_ref()?.constraint) {
        cx.catalog.edit_constraint(constraint, |it| it.name = name.clone());
    }
}

/// Makes an index the partition of that of the parent, and its constraint likewise.
// pg: indexcmds.c IndexSetParentIndex, pg_constraint.c ConstraintSetParentConstraint
pub(super) fn set_parent(cx: &mut Cx<'_>, partition: RelationId, index: RelationId, parent: RelationId) {
    cx.catalog.edit_relation(index, |it| {
        it.parents = vec![parent];
        it.inheritance = Inheritance::Partition;
    });
    let dependent = Address::Relation(index);
    cx.record(dependent, Address::Relation(parent), DependencyKind::PartitionPrimary);
    cx.record(dependent, Address::Relation(partition), DependencyKind::PartitionSecondary);
    let constraint_of = |cx: &Cx<'_>, index| cx.catalog.relation(index).and_then(|it| it.index.as_ref()?.constraint);
    if let (Some(own), Some(parent)) = (constraint_of(cx, index), constraint_of(cx, parent)) {
        set_parent_constraint(cx, partition, own, parent);
    }
}

/// Makes a constraint the partition's part of that of the parent.
pub(super) fn set_parent_constraint(cx: &mut Cx<'_>, partition: RelationId, own: ConstraintId, parent: ConstraintId) {
    cx.catalog.edit_constraint(own, |it| {
        it.parent = Some(parent);
        it.local = false;
        it.inherited = 1;
    });
    cx.record(Address::Constraint(own), Address::Constraint(parent), DependencyKind::PartitionPrimary);
    cx.record(Address::Constraint(own), Address::Relation(partition), DependencyKind::PartitionSecondary);
}

/// An index of the partition that is as that of the parent and belongs to no other.
// pg: index.c CompareIndexInfo
pub(super) fn matching_index(cx: &Cx<'_>, partition: &Relation, parent_index: RelationId) -> Result<Option<RelationId>> {
    let candidates = cx.catalog.indexes_of(partition.id).to_vec();
    first_match(cx, partition, parent_index, candidates)
}

/// The first of some indexes of the partition that is as that of the parent and belongs to no other.
pub(super) fn first_match(
    cx: &Cx<'_>,
    partition: &Relation,
    parent_index: RelationId,
    mut candidates: Vec<RelationId>,
) -> Result<Option<RelationId>> {
    let Some((index, from, _)) = index_of(cx, parent_index) else {
        return Ok(None);
    };
    let wanted = moved_index(&index, &from, partition)?;
    let constraint = index.constraint.and_then(|id| cx.catalog.constraint(id));
    sort(&mut candidates);
    Ok(candidates.into_iter().first_where(|id| {
        let Some(relation) = cx.catalog.relation(*id).filter(|it| it.parents.is_empty()) else {
            return false;
        };
        let Some(other) = relation.index.as_deref().filter(|other| same_index(other, &wanted)) else {
            return false;
        };
        constraint.is_none() || other.constraint.is_some() && other.primary == wanted.primary
    }))
}

fn same_index(one: &Index, two: &Index) -> bool {
    let columns = |index: &Index| {
        let column = |it: &IndexColumn| (it.column, it.expr.as_ref().map(|expr| expr.tree.clone()), it.collation, it.operator_class);
        index.columns.iter().map(column).gather::<Vec<_>>()
    };
    one.method == two.method
        && one.unique == two.unique
        && one.nulls_not_distinct == two.nulls_not_distinct
        && one.key_columns == two.key_columns
        && one.exclusion_operators == two.exclusion_operators
        && one.filter.as_ref().map(|it| &it.tree) == two.filter.as_ref().map(|it| &it.tree)
        && columns(one) == columns(two)
}

fn index_of(cx: &Cx<'_>, index: RelationId) -> Option<(Index, Relation, Vec<Name>)> {
    let relation = cx.catalog.relation(index)?;
    let index = relation.index.as_deref()?.clone();
    let table = cx.catalog.relation(index.table)?.clone();
    Some((index, table, relation.columns.iter().map(|column| column.name.clone()).gather()))
}

fn moved_index(index: &Index, from: &Relation, to: &Relation) -> Result<Index> {
    let names = table_column_names(to);
    let map = column_map(from, &names);
    let mut moved = index.clone();
    moved.table = to.id;
    moved.constraint = None;
    moved.valid = true;
    for column in &mut moved.columns {
        column.column = column.column.and_then(&map);
        column.expr = column.expr.as_ref().map(|expr| moved_expr(expr, from, &names)).transpose()?;
    }
    moved.filter = moved.filter.as_ref().map(|expr| moved_expr(expr, from, &names)).transpose()?;
    Ok(moved)
}

/// The names of a table's columns by number; a dropped column has one that no other has.
pub(super) fn table_column_names(table: &Relation) -> Vec<Name> {
    table.columns.iter().map(|column| if column.type_id.is_some() { column.name.clone() } else { Name::from("\0") }).gather()
}

fn add_copied_constraint(cx: &mut Cx<'_>, table: RelationId, index: RelationId, name: Name, source: &Constraint) {
    let without_overlaps = matches!(source.kind, ConstraintKind::PrimaryKey { period: true } | ConstraintKind::Unique { period: true });
    let primary = matches!(source.kind, ConstraintKind::PrimaryKey { .. });
    let key = KeyDraft {
        only: false,
        name: None,
        kind: if primary { KeyKind::Primary } else { KeyKind::Unique { nulls_not_distinct: false } },
        columns: Vec::new(),
        include: Vec::new(),
        without_overlaps,
        using_index: None,
        options: &[],
        tablespace: None,
        deferrable: source.deferrable,
        deferred: source.deferred,
        span: Span::default(),
    };
    let id = add_key_constraint(cx, table, index, name, &key, None);
    if matches!(source.kind, ConstraintKind::Exclude) {
        cx.catalog.edit_constraint(id, |it| it.kind = ConstraintKind::Exclude);
    }
}
