//! Which triggers may a relation have, and with which transition tables.

use super::errors::trigger as errors;
use crate::catalog::object::{Inheritance, Relation, RelationKind, TriggerEvents};
use crate::diag::Result;
use crate::syntax::statement::trigger::{CreateTrigger, TransitionTable, TriggerEvent, TriggerTiming};
use crate::text::{Name, Seek};

/// Refuses a trigger that the kind of relation cannot have.
// pg: trigger.c CreateTriggerFiringOn
pub(super) fn check_relation(it: &CreateTrigger, relation: &Relation) -> Result<()> {
    let name = &relation.name;
    let instead = it.timing == TriggerTiming::InsteadOf;
    match relation.kind {
        RelationKind::Table if instead => Err(errors::wrong_relation(name, "a table", "tables cannot have INSTEAD OF triggers")),
        RelationKind::PartitionedTable if instead => Err(errors::wrong_relation(name, "a table", "tables cannot have INSTEAD OF triggers")),
        RelationKind::PartitionedTable if it.for_each_row && !it.transitions.is_empty() => {
            let detail = "ROW triggers with transition tables are not supported on partitioned tables";
            Err(errors::wrong_relation(name, "a partitioned table", detail))
        }
        RelationKind::View if !instead && it.for_each_row => {
            Err(errors::wrong_relation(name, "a view", "views cannot have row-level BEFORE or AFTER triggers"))
        }
        RelationKind::View if it.events.contains(&TriggerEvent::Truncate) => {
            Err(errors::wrong_relation(name, "a view", "views cannot have TRUNCATE triggers"))
        }
        RelationKind::ForeignTable if instead => {
            Err(errors::wrong_relation(name, "a foreign table", "foreign tables cannot have INSTEAD OF triggers"))
        }
        RelationKind::ForeignTable if it.constraint => {
            Err(errors::wrong_relation(name, "a foreign table", "foreign tables cannot have constraint triggers"))
        }
        RelationKind::Table | RelationKind::PartitionedTable | RelationKind::View | RelationKind::ForeignTable => {
            if relation.id.is_builtin() { Err(errors::system_catalog(name)) } else { Ok(()) }
        }
        RelationKind::MaterializedView => Err(errors::cannot_have_triggers(name, "materialized views")),
        RelationKind::Index => Err(errors::cannot_have_triggers(name, "indexes")),
        RelationKind::PartitionedIndex => Err(errors::cannot_have_triggers(name, "partitioned indexes")),
        RelationKind::Sequence => Err(errors::cannot_have_triggers(name, "sequences")),
        RelationKind::Composite => Err(errors::cannot_have_triggers(name, "composite types")),
    }
}

/// Refuses combinations that no relation can have.
pub(super) fn check_shape(it: &CreateTrigger, events: &TriggerEvents) -> Result<()> {
    if it.for_each_row && events.truncate {
        return Err(errors::truncate_each_row());
    }
    if it.timing != TriggerTiming::InsteadOf {
        return Ok(());
    }
    let has_columns = it.events.iter().exists(|event| matches!(event, TriggerEvent::Update(columns) if !columns.is_empty()));
    if !it.for_each_row {
        Err(errors::instead_of("must be FOR EACH ROW"))
    } else if it.condition.is_some() {
        Err(errors::instead_of("cannot have WHEN conditions"))
    } else if has_columns {
        Err(errors::instead_of("cannot have column lists"))
    } else {
        Ok(())
    }
}

/// The names of the old and new transition tables.
pub(super) fn check_transitions(it: &CreateTrigger, relation: &Relation, events: &TriggerEvents) -> Result<(Option<Name>, Option<Name>)> {
    let (mut old, mut new): (Option<Name>, Option<Name>) = (None, None);
    for transition in &it.transitions {
        check_transition(it, relation, events, transition)?;
        let slot = if transition.new { &mut new } else { &mut old };
        let fits = if transition.new { events.insert || events.update } else { events.delete || events.update };
        let (word, events_of) = if transition.new { ("NEW", "an INSERT or UPDATE") } else { ("OLD", "a DELETE or UPDATE") };
        if !fits {
            return Err(errors::transition_invalid(&format!("{word} TABLE can only be specified for {events_of} trigger")));
        }
        if slot.is_some() {
            return Err(errors::transition_invalid(&format!("{word} TABLE cannot be specified multiple times")));
        }
        *slot = Some(transition.name.name.clone());
    }
    if old.is_some() && old == new {
        return Err(errors::transition_invalid("OLD TABLE name and NEW TABLE name cannot be the same"));
    }
    Ok((old, new))
}

fn check_transition(it: &CreateTrigger, relation: &Relation, events: &TriggerEvents, transition: &TransitionTable) -> Result<()> {
    let name = &relation.name;
    if !transition.table {
        return Err(errors::row_name());
    }
    match relation.kind {
        RelationKind::ForeignTable => {
            let detail = "triggers on foreign tables cannot have transition tables";
            return Err(errors::wrong_relation(name, "a foreign table", detail));
        }
        RelationKind::View => return Err(errors::wrong_relation(name, "a view", "triggers on views cannot have transition tables")),
        _ => {}
    }
    let words = match relation.inheritance {
        Inheritance::Partition | Inheritance::DetachPending => Some("partitions"),
        Inheritance::Inherits => Some("inheritance children"),
        Inheritance::None => None,
    };
    if let (true, Some(words)) = (it.for_each_row, words) {
        return Err(errors::transition_unsupported(&format!("ROW triggers with transition tables are not supported on {words}")));
    }
    if it.timing != TriggerTiming::After {
        return Err(errors::transition_invalid("transition table name can only be specified for an AFTER trigger"));
    }
    if events.truncate {
        return Err(errors::transition_unsupported("TRUNCATE triggers with transition tables are not supported"));
    }
    let count = [events.insert, events.update, events.delete].into_iter().filter(|it| *it).count();
    if count != 1 {
        return Err(errors::transition_unsupported("transition tables cannot be specified for triggers with more than one event"));
    }
    if it.events.iter().exists(|event| matches!(event, TriggerEvent::Update(columns) if !columns.is_empty())) {
        return Err(errors::transition_unsupported("transition tables cannot be specified for triggers with column lists"));
    }
    Ok(())
}
