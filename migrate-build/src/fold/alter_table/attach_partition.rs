//! How does a table that exists come to be a partition.

use super::super::cx::Cx;
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::inheritance::descendants;
use super::super::lookup::lookup_relation;
use super::super::object::column_number;
use super::super::partition_bound::{check_bound, default_partition, resolve_bound};
use super::super::partition_clone::clone_from_parent;
use super::super::partition_implied::{Side, is_implied_by_checks, is_outside};
use super::access::check_other;
use super::inherit::create_inheritance;
use super::not_null::is_implied;
use crate::catalog::id::RelationId;
use crate::catalog::object::{IndexColumn, Inheritance, PartitionBound as Bound, Persistence, Relation, RelationKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::table::PartitionBound;
use crate::text::{Collection, Seek};

// pg: tablecmds.c ATExecAttachPartition
pub(super) fn attach_partition(cx: &mut Cx<'_>, id: RelationId, partition: &QualifiedName, bound: Option<&PartitionBound>) -> Result<()> {
    let Some(parent) = cx.catalog.relation(id).cloned() else {
        return Ok(());
    };
    // The bound is read before the table is looked for.
    let resolved = bound.map(|bound| resolve_bound(cx, &parent, bound)).transpose()?;
    let default = default_partition(cx, id);
    if let Some(default) = default {
        cx.lock(default, LockMode::AccessExclusive);
    }
    let table = lookup_relation(cx, partition)?;
    cx.lock(table, LockMode::AccessExclusive);
    check_other(cx, table, "ATTACH PARTITION")?;
    let Some(found) = cx.catalog.relation(table).cloned() else {
        return Ok(());
    };
    check_table(cx, &parent, &found)?;
    if let (Some(bound), Some(written)) = (&resolved, bound) {
        check_bound(cx, &parent, &found.name, bound, written)?;
    }
    let implied = resolved.as_ref().is_some_and(|bound| is_bound_implied(cx, &parent, &found, bound));
    create_inheritance(cx, table, id)?;
    cx.catalog.edit_relation(table, |it| {
        it.partition_bound.clone_from(&resolved);
        it.inheritance = Inheritance::Partition;
    });
    clone_from_parent(cx, table, id)?;
    if !implied && (resolved != Some(Bound::Default) || cx.catalog.children_of(id).len() != 1) {
        note_scan(cx, table);
    }
    if let Some((default, bound)) = default.zip(resolved)
        && !is_outside(cx, &parent, default, &bound)
    {
        note_scan(cx, default);
    }
    Ok(())
}

fn note_scan(cx: &mut Cx<'_>, id: RelationId) {
    let mut family = vec![id];
    family.put_all(descendants(cx, id).into_iter().map(|(child, _)| child));
    for table in family {
        if cx.catalog.relation(table).is_some_and(|it| it.kind == RelationKind::Table) {
            cx.effects.scan(table, ScanReason::PartitionBound);
        }
    }
}

fn check_table(cx: &Cx<'_>, parent: &Relation, table: &Relation) -> Result<()> {
    if table.partition_bound.is_some() {
        return Err(errors::already_partition(&table.name));
    }
    if table.of_type.is_some() {
        return Err(errors::attach("typed table as partition", "a "));
    }
    if !table.parents.is_empty() {
        return Err(errors::attach("inheritance child as partition", ""));
    }
    if !cx.catalog.children_of(table.id).is_empty() && table.kind == RelationKind::Table {
        return Err(errors::attach("inheritance parent as partition", ""));
    }
    if table.id == parent.id || descendants(cx, table.id).iter().exists(|(it, _)| *it == parent.id) {
        return Err(errors::circular_inheritance(&parent.name, &table.name));
    }
    match (parent.persistence == Persistence::Temporary, table.persistence == Persistence::Temporary) {
        (false, true) => return Err(errors::attach_temporary(&parent.name)),
        (true, false) => return Err(errors::attach_permanent(&parent.name)),
        _ => {}
    }
    if table.columns.iter().exists(|column| column.identity.is_some()) && cx.catalog.versions().lowest >= 17 {
        let name = table.columns.iter().first_where(|column| column.identity.is_some()).map(|column| column.name.clone());
        return Err(errors::attach_identity(&table.name, name.as_ref()));
    }
    for column in table.columns.iter().filter(|column| column.type_id.is_some()) {
        if column_number(parent, &column.name).is_none() {
            return Err(errors::extra_partition_column(&table.name, &column.name, &parent.name));
        }
    }
    let triggers = cx.catalog.triggers_of(table.id).iter().filter_map(|id| cx.catalog.trigger(*id));
    for trigger in triggers {
        if trigger.for_each_row && (trigger.transitions.0.is_some() || trigger.transitions.1.is_some()) {
            return Err(errors::trigger_prevents_partition(&trigger.name, &table.name));
        }
    }
    Ok(())
}

/// Whether valid checks of the table say what the bound says, and its key is not NULL where NULL does not lie within the bound.
// pg: tablecmds.c PartConstraintImpliedByRelConstraint
pub(super) fn is_bound_implied(cx: &Cx<'_>, parent: &Relation, table: &Relation, bound: &Bound) -> bool {
    let is_filled = |key: &IndexColumn| {
        let column = super::column::column(parent, key.column?)?;
        let number = column_number(table, &column.name)?;
        Some(super::column::column(table, number)?.not_null || is_implied(cx, table, number))
    };
    let takes_null = matches!(bound, Bound::List(values) if values.contains(&None));
    let not_null = || parent.partition_key.as_ref().is_some_and(|key| key.columns.iter().for_all(|key| is_filled(key) == Some(true)));
    (takes_null || not_null()) && is_implied_by_checks(cx, parent, table, bound, Side::Within)
}
