//! How is one object taken out of the catalog, with all that names it.

use super::super::cx::Cx;
use super::super::effect::{LockMode, Loss};
use crate::catalog::depend::Address;
use crate::catalog::id::{ConstraintId, RelationId, TypeId};
use crate::catalog::object::{Column, ConstraintKind, ConstraintOwner, RelationKind, ReplicaIdentity, TypeKind};
use crate::text::Name;

/// Notes what is locked and lost, while everything is still there.
pub(super) fn note_effects(cx: &mut Cx<'_>, address: Address) {
    cx.effects.dropped.push(address);
    match address {
        Address::Relation(id) => note_relation(cx, id),
        Address::Column(id, number) => {
            cx.effects.lock(id, LockMode::AccessExclusive);
            let names = cx.catalog.relation(id).and_then(|relation| {
                let column = relation.columns.get(usize::from(number).checked_sub(1)?)?;
                Some((relation.name.clone(), column.name.clone()))
            });
            if let Some((relation, column)) = names {
                cx.effects.losses.push(Loss::Column(id, relation, column));
            }
        }
        Address::Default(id, _) => cx.effects.lock(id, LockMode::AccessExclusive),
        Address::Constraint(id) => note_constraint(cx, id),
        Address::Trigger(id) => lock(cx, cx.catalog.trigger(id).map(|it| it.relation)),
        Address::Policy(id) => lock(cx, cx.catalog.policy(id).map(|it| it.relation)),
        Address::Rule(id) => lock(cx, cx.catalog.rule(id).map(|it| it.relation)),
        _ => {}
    }
}

fn lock(cx: &mut Cx<'_>, relation: Option<RelationId>) {
    if let Some(relation) = relation {
        cx.effects.lock(relation, LockMode::AccessExclusive);
    }
}

// pg: heap.c heap_drop_with_catalog, index.c index_drop
fn note_relation(cx: &mut Cx<'_>, id: RelationId) {
    cx.effects.lock(id, LockMode::AccessExclusive);
    let Some(relation) = cx.catalog.relation(id) else {
        return;
    };
    let (name, kind, parents) = (relation.name.clone(), relation.kind, relation.parents.clone());
    let is_partition = relation.partition_bound.is_some();
    let table = relation.index.as_ref().map(|index| index.table);
    lock(cx, table);
    if is_partition && table.is_none() {
        for parent in parents {
            cx.effects.lock(parent, LockMode::AccessExclusive);
        }
    }
    if matches!(kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable) {
        cx.effects.losses.push(Loss::Rows(id, name));
    }
}

// pg: pg_constraint.c RemoveConstraintById; its triggers lock both tables
fn note_constraint(cx: &mut Cx<'_>, id: ConstraintId) {
    let Some(constraint) = cx.catalog.constraint(id) else {
        return;
    };
    let owner = constraint.owner;
    let referenced = match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key.table),
        _ => None,
    };
    if let ConstraintOwner::Relation(relation) = owner {
        cx.effects.lock(relation, LockMode::AccessExclusive);
    }
    lock(cx, referenced);
}

/// Takes an object out, with its comment and its own dependencies. What else needs it is gone already.
// pg: dependency.c deleteOneObject
pub(super) fn delete_object(cx: &mut Cx<'_>, address: Address) {
    match address {
        Address::Relation(id) => delete_relation(cx, id),
        Address::Column(id, number) => delete_column(cx, id, number),
        Address::Default(id, number) => {
            edit_column(cx, id, number, |column| {
                column.default = None;
                column.generated = None;
            });
        }
        Address::Type(id) => delete_type(cx, id),
        Address::Constraint(id) => delete_constraint(cx, id),
        Address::Schema(id) => cx.catalog.remove_schema(id),
        Address::Function(id) => cx.catalog.remove_function(id),
        Address::Operator(id) => cx.catalog.remove_operator(id),
        Address::OperatorClass(id) => cx.catalog.remove_operator_class(id),
        Address::OperatorFamily(id) => cx.catalog.remove_operator_family(id),
        Address::Collation(id) => cx.catalog.remove_collation(id),
        Address::Trigger(id) => cx.catalog.remove_trigger(id),
        Address::Policy(id) => cx.catalog.remove_policy(id),
        Address::Rule(id) => cx.catalog.remove_rule(id),
        Address::View(_) => {}
        Address::Cast(id) => cx.catalog.remove_cast(id),
        Address::Extension(id) => cx.catalog.remove_extension(id),
        Address::Simple(id) => cx.catalog.remove_simple(id),
    }
    forget(cx, address);
}

fn forget(cx: &mut Cx<'_>, address: Address) {
    cx.catalog.set_comment(address, None);
    cx.catalog.dependencies_mut().remove_needs_of(address);
}

fn edit_column(cx: &mut Cx<'_>, id: RelationId, number: u16, change: impl FnOnce(&mut Column)) {
    cx.catalog.edit_relation(id, |relation| {
        if let Some(column) = usize::from(number).checked_sub(1).and_then(|at| relation.columns.get_mut(at)) {
            change(column);
        }
    });
}

// pg: heap.c heap_drop_with_catalog
fn delete_relation(cx: &mut Cx<'_>, id: RelationId) {
    for constraint in cx.catalog.constraints_of(ConstraintOwner::Relation(id)).to_vec() {
        delete_object(cx, Address::Constraint(constraint));
    }
    for trigger in cx.catalog.triggers_of(id).to_vec() {
        delete_object(cx, Address::Trigger(trigger));
    }
    for policy in cx.catalog.policies_of(id).to_vec() {
        delete_object(cx, Address::Policy(policy));
    }
    for rule in cx.catalog.rules_of(id).to_vec() {
        delete_object(cx, Address::Rule(rule));
    }
    forget(cx, Address::View(id));
    let (columns, table) = match cx.catalog.relation(id) {
        Some(relation) => (relation.columns.len(), relation.index.as_ref().map(|index| index.table)),
        None => return,
    };
    for number in (1..=columns).filter_map(|number| u16::try_from(number).ok()) {
        forget(cx, Address::Column(id, number));
        forget(cx, Address::Default(id, number));
    }
    if let Some(table) = table {
        forget_index(cx, table, id);
    }
    cx.catalog.remove_relation(id);
}

/// A table no longer clusters on, or is identified by, an index that is gone.
fn forget_index(cx: &mut Cx<'_>, table: RelationId, index: RelationId) {
    let named =
        cx.catalog.relation(table).is_some_and(|it| it.clustered_on == Some(index) || it.replica_identity == ReplicaIdentity::Index(index));
    if named {
        cx.catalog.edit_relation(table, |it| {
            if it.clustered_on == Some(index) {
                it.clustered_on = None;
            }
            if it.replica_identity == ReplicaIdentity::Index(index) {
                it.replica_identity = ReplicaIdentity::Nothing;
            }
        });
    }
}

// pg: heap.c RemoveAttributeById
fn delete_column(cx: &mut Cx<'_>, id: RelationId, number: u16) {
    forget(cx, Address::Default(id, number));
    edit_column(cx, id, number, |column| {
        column.name = Name::from(format!("........pg.dropped.{number}........"));
        column.type_id = None;
        column.default = None;
        column.generated = None;
        column.identity = None;
        column.not_null = false;
        column.has_missing_value = false;
    });
}

fn delete_type(cx: &mut Cx<'_>, id: TypeId) {
    for constraint in cx.catalog.constraints_of(ConstraintOwner::Domain(id)).to_vec() {
        delete_object(cx, Address::Constraint(constraint));
    }
    let composite = match cx.catalog.type_(id).map(|found| &found.kind) {
        Some(TypeKind::Composite(relation)) => Some(*relation),
        _ => None,
    };
    cx.catalog.remove_type(id);
    let alone = composite.filter(|it| cx.catalog.relation(*it).is_some_and(|found| found.kind == RelationKind::Composite));
    if let Some(relation) = alone {
        delete_object(cx, Address::Relation(relation));
    }
}

// pg: pg_constraint.c RemoveConstraintById
fn delete_constraint(cx: &mut Cx<'_>, id: ConstraintId) {
    let index = cx.catalog.constraint(id).and_then(|constraint| constraint.index);
    cx.catalog.remove_constraint(id);
    if let Some(index) = index
        && cx.catalog.relation(index).and_then(|it| it.index.as_ref()).is_some_and(|it| it.constraint == Some(id))
    {
        cx.catalog.edit_relation(index, |it| {
            if let Some(index) = &mut it.index {
                index.constraint = None;
            }
        });
    }
}
