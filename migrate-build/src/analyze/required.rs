//! Which columns must an INSERT give a value.

use super::describe::refuses_null;
use crate::catalog::Catalog;
use crate::catalog::id::RelationId;
use crate::catalog::object::TriggerTiming;
use crate::text::{Gather, Seek};

/// The columns, by number, that must have a value and get none where only those that `is_given` names do: of a table without a trigger that could
/// give it.
#[must_use]
pub fn columns_without_value(catalog: &Catalog, relation: RelationId, is_given: &dyn Fn(u16) -> bool) -> Vec<u16> {
    let triggers = catalog.triggers_of(relation).iter().filter_map(|id| catalog.trigger(*id));
    let mut before = triggers.filter(|trigger| trigger.timing == TriggerTiming::Before && trigger.events.insert);
    if before.exists(|trigger| trigger.for_each_row && trigger.enabled) {
        return Vec::new();
    }
    let columns = catalog.relation(relation).map_or(&[][..], |relation| relation.columns.as_slice());
    let is_missing = |number: &u16| {
        let column = &columns[usize::from(*number) - 1];
        let filled = column.default.is_some() || column.identity.is_some() || column.generated.is_some();
        column.type_id.is_some() && !filled && !is_given(*number) && refuses_null(catalog, (relation, *number))
    };
    (1..=columns.len() as u16).filter(is_missing).gather()
}
