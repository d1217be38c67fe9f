//! How do triggers come to be, on the table and on its partitions.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::lookup::column_missing;
use super::errors::object::routine_missing;
use super::errors::trigger as errors;
use super::lookup::{column_number, explicit_schema, is_system_column, lookup_relation};
use super::trigger_rule::{check_relation, check_shape, check_transitions};
use super::trigger_when::type_condition;
use super::typed::Typed;
use crate::analyze::type_name::name_text;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, FunctionId, RelationId, TriggerId, TypeId};
use crate::catalog::object::{
    Constraint, ConstraintKind, ConstraintOwner, Inheritance, Relation, RelationKind, Trigger, TriggerEvents, TriggerTiming,
};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::object::RoutineWord;
use crate::syntax::statement::trigger::{self as syntax, CreateTrigger, TriggerEvent};
use crate::text::{Gather, Name};

/// What is known of a trigger before it stands on a relation.
#[derive(Clone)]
struct Checked {
    trigger: Trigger,
    condition: Option<Typed>,
    update_of: Vec<Name>,
}

/// Makes or replaces a trigger.
// pg: trigger.c CreateTriggerFiringOn
pub(super) fn fold_create_trigger(cx: &mut Cx<'_>, it: &CreateTrigger) -> Result<()> {
    if it.constraint && it.or_replace {
        return Err(errors::replace_constraint().at(cx.statement));
    }
    let events = events_of(it)?;
    let id = lookup_relation(cx, &it.relation)?;
    let Some(relation) = cx.catalog.relation(id).cloned() else {
        return Ok(());
    };
    check_relation(it, &relation)?;
    if let Some(from) = &it.from {
        lookup_relation(cx, from)?;
    }
    check_shape(it, &events)?;
    let transitions = check_transitions(it, &relation, &events)?;
    let condition = it.condition.as_ref().map(|expr| type_condition(cx, it, &relation, &events, expr)).transpose()?;
    let function = lookup_trigger_function(cx, &it.function, TypeId::TRIGGER, "trigger")?;
    let trigger = Trigger {
        id: TriggerId(0),
        relation: id,
        name: it.name.name.clone(),
        timing: timing_of(it.timing),
        events,
        for_each_row: it.for_each_row,
        function,
        arguments: it.arguments.iter().map(|argument| argument.value.clone()).gather(),
        condition: condition.as_ref().map(|typed| typed.stored.clone()),
        transitions,
        constraint: None,
        parent: None,
        enabled: true,
    };
    let checked = Checked { trigger, condition, update_of: columns_of_update(it) };
    add_trigger(cx, it, &relation, &checked, None)
}

/// The function of a trigger or event trigger, which takes nothing.
pub(super) fn lookup_trigger_function(cx: &Cx<'_>, name: &QualifiedName, returns: TypeId, words: &str) -> Result<FunctionId> {
    let candidates = match explicit_schema(cx, name)? {
        Some(schema) => cx.catalog.functions_in(schema, &name.name.name),
        None => cx.catalog.lookup_functions(&name.name.name),
    };
    let fits = |id: &FunctionId| cx.catalog.function(*id).is_some_and(|function| function.input_types().next().is_none());
    let found = candidates.into_iter().find(fits);
    let id = found.ok_or_else(|| routine_missing(&cx.catalog, RoutineWord::Function, name, &[]))?;
    match cx.catalog.function(id) {
        Some(function) if function.returns != returns => Err(errors::must_return(&name_text(name), words)),
        _ => Ok(id),
    }
}

/// Puts a trigger on a relation, and for each row on its partitions too.
fn add_trigger(cx: &mut Cx<'_>, it: &CreateTrigger, relation: &Relation, checked: &Checked, parent: Option<TriggerId>) -> Result<()> {
    cx.lock(relation.id, LockMode::ShareRowExclusive);
    let replaced = claim_name(cx, it, relation, parent)?;
    let numbers = update_numbers(relation, &checked.update_of)?;
    let id = replaced.unwrap_or_else(|| TriggerId(cx.catalog.next_id()));
    let constraint = it.constraint.then(|| add_constraint(cx, it, relation));
    let mut trigger = checked.trigger.clone();
    trigger.id = id;
    trigger.relation = relation.id;
    trigger.events.update_of = numbers.clone();
    trigger.parent = parent;
    trigger.constraint = constraint;
    if replaced.is_some() {
        cx.catalog.dependencies_mut().remove_needs_of(Address::Trigger(id));
        cx.catalog.remove_trigger(id);
    }
    cx.catalog.add_trigger(trigger);
    record_needs(cx, id, relation, checked, (constraint, parent), &numbers);
    cx.effects.created.push(Address::Trigger(id));
    if relation.kind == RelationKind::PartitionedTable && it.for_each_row {
        for child in cx.catalog.children_of(relation.id).to_vec() {
            if let Some(partition) = cx.catalog.relation(child).cloned()
                && matches!(partition.inheritance, Inheritance::Partition | Inheritance::DetachPending)
            {
                add_trigger(cx, it, &partition, checked, Some(id))?;
            }
        }
    }
    Ok(())
}

fn record_needs(
    cx: &mut Cx<'_>,
    id: TriggerId,
    relation: &Relation,
    checked: &Checked,
    (constraint, parent): (Option<ConstraintId>, Option<TriggerId>),
    numbers: &[u16],
) {
    let dependent = Address::Trigger(id);
    cx.record(dependent, Address::Function(checked.trigger.function), DependencyKind::Normal);
    match constraint {
        Some(constraint) => {
            cx.record(Address::Constraint(constraint), Address::Relation(relation.id), DependencyKind::Auto);
            cx.record(dependent, Address::Constraint(constraint), DependencyKind::Internal);
        }
        None => cx.record(dependent, Address::Relation(relation.id), DependencyKind::Auto),
    }
    if let Some(parent) = parent {
        cx.record(dependent, Address::Trigger(parent), DependencyKind::PartitionPrimary);
        cx.record(dependent, Address::Relation(relation.id), DependencyKind::PartitionSecondary);
    }
    for number in numbers {
        cx.record(dependent, Address::Column(relation.id, *number), DependencyKind::Normal);
    }
    if let Some(condition) = &checked.condition {
        let own = |needed: &&Address| parent.is_none() || !matches!(needed, Address::Column(..) | Address::Relation(_));
        cx.record_all(dependent, condition.needs.iter().filter(own).copied().gather::<Vec<_>>(), DependencyKind::Normal);
    }
}

/// The trigger that is replaced; refuses a name that is taken otherwise.
fn claim_name(cx: &Cx<'_>, it: &CreateTrigger, relation: &Relation, parent: Option<TriggerId>) -> Result<Option<TriggerId>> {
    let named = |id: &&TriggerId| cx.catalog.trigger(**id).is_some_and(|trigger| trigger.name == it.name.name);
    let Some(found) = cx.catalog.triggers_of(relation.id).iter().find(named).and_then(|id| cx.catalog.trigger(*id)) else {
        return Ok(None);
    };
    if !it.or_replace {
        return Err(errors::trigger_exists(&it.name.name, &relation.name));
    }
    if found.parent.is_some() && parent.is_none() {
        return Err(errors::internal_or_child(&it.name.name, &relation.name));
    }
    if found.constraint.is_some() {
        return Err(errors::is_constraint_trigger(&it.name.name, &relation.name));
    }
    Ok(Some(found.id))
}

fn add_constraint(cx: &mut Cx<'_>, it: &CreateTrigger, relation: &Relation) -> ConstraintId {
    let id = ConstraintId(cx.catalog.next_id());
    cx.catalog.add_constraint(Constraint {
        id,
        schema: relation.schema,
        name: it.name.name.clone(),
        owner: ConstraintOwner::Relation(relation.id),
        kind: ConstraintKind::Trigger,
        columns: Vec::new(),
        index: None,
        deferrable: it.attributes.deferrable.unwrap_or(false) || it.attributes.initially_deferred.unwrap_or(false),
        deferred: it.attributes.initially_deferred.unwrap_or(false),
        validated: true,
        enforced: true,
        parent: None,
        local: true,
        inherited: 0,
        no_inherit: true,
    });
    id
}

fn timing_of(timing: syntax::TriggerTiming) -> TriggerTiming {
    match timing {
        syntax::TriggerTiming::Before => TriggerTiming::Before,
        syntax::TriggerTiming::After => TriggerTiming::After,
        syntax::TriggerTiming::InsteadOf => TriggerTiming::InsteadOf,
    }
}

fn events_of(it: &CreateTrigger) -> Result<TriggerEvents> {
    let mut events = TriggerEvents::default();
    for event in &it.events {
        let slot = match event {
            TriggerEvent::Insert => &mut events.insert,
            TriggerEvent::Update(_) => &mut events.update,
            TriggerEvent::Delete => &mut events.delete,
            TriggerEvent::Truncate => &mut events.truncate,
        };
        if std::mem::replace(slot, true) {
            return Err(errors::event_twice());
        }
    }
    Ok(events)
}

fn columns_of_update(it: &CreateTrigger) -> Vec<Name> {
    let columns = |event: &TriggerEvent| match event {
        TriggerEvent::Update(columns) => columns.iter().map(|column| column.name.clone()).gather(),
        _ => Vec::new(),
    };
    it.events.iter().flat_map(columns).gather()
}

fn update_numbers(relation: &Relation, columns: &[Name]) -> Result<Vec<u16>> {
    let mut numbers = Vec::new();
    for column in columns {
        let number = match column_number(relation, column) {
            Some(number) => number,
            None if is_system_column(column) => continue,
            None => return Err(column_missing(column, &relation.name)),
        };
        if numbers.contains(&number) {
            return Err(errors::column_twice(column));
        }
        numbers.push(number);
    }
    Ok(numbers)
}

/// Puts the triggers for each row of a partitioned table on a new partition.
// pg: tablecmds.c CloneRowTriggersToPartition
pub(super) fn clone_triggers(cx: &mut Cx<'_>, parent: RelationId, partition: RelationId) {
    for id in cx.catalog.triggers_of(parent).to_vec() {
        clone_trigger(cx, id, partition);
    }
}

fn clone_trigger(cx: &mut Cx<'_>, of: TriggerId, partition: RelationId) {
    let Some(trigger) = cx.catalog.trigger(of).cloned().filter(|trigger| trigger.for_each_row) else {
        return;
    };
    let id = TriggerId(cx.catalog.next_id());
    let function = trigger.function;
    cx.catalog.add_trigger(Trigger { id, relation: partition, parent: Some(of), constraint: None, ..trigger });
    cx.record(Address::Trigger(id), Address::Function(function), DependencyKind::Normal);
    cx.record(Address::Trigger(id), Address::Relation(partition), DependencyKind::Auto);
    cx.record(Address::Trigger(id), Address::Trigger(of), DependencyKind::PartitionPrimary);
    cx.record(Address::Trigger(id), Address::Relation(partition), DependencyKind::PartitionSecondary);
    for child in cx.catalog.children_of(partition).to_vec() {
        if cx.catalog.relation(child).is_some_and(|it| it.inheritance == Inheritance::Partition) {
            clone_trigger(cx, id, child);
        }
    }
}
