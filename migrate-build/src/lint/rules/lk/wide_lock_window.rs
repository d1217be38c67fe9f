//! Does one transaction keep several tables in use locked.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("wide_lock_window", "LK017"), (Group::Locks, Level::Warn), include_str!("wide_lock_window.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    let mut held: Vec<RelationId> = Vec::new();
    for earlier in &end.unit.earlier {
        let own: Vec<RelationId> = locked(end, earlier).gather();
        if let (Some(first), Some(next)) = (held.first(), own.iter().first_where(|id| !held.contains(id)))
            && let (Some(first), Some(table)) = (end.before.relation(*first), end.before.relation(*next))
        {
            report
                .say(format!("\"{}\" is locked while \"{}\" is still locked", table.name, first.name))
                .table(*next, &table.name)
                .at(earlier.span)
                .note("a transaction of a program that takes them the other way round is a deadlock")
                .help("change one table in a migration");
            return;
        }
        held = if earlier.in_transaction { held.into_iter().chain(own).gather() } else { Vec::new() };
    }
}

/// The tables in use that a statement locks against writing; of a parent and its children the parent alone, and none where it is one table's key.
fn locked<'e>(end: &'e UnitEnd<'_>, earlier: &'e Earlier) -> impl Iterator<Item = RelationId> + 'e {
    let strong = |id: RelationId| earlier.effects.locks.get(&id).is_some_and(|mode| *mode >= LockMode::Share);
    earlier.effects.locks.keys().copied().filter(move |id| {
        let table = end.before.relation(*id).filter(|it| is_table(it.kind) && id.0 < end.unit.first_new);
        strong(*id) && table.is_some_and(|it| !it.parents.iter().exists(|parent| strong(*parent)))
    })
}
