//! Is an index dropped while its table is locked.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("blocking_drop_index", "IX002"), (Group::Indexes, Level::Warn), include_str!("blocking_drop_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let is_key = |id: RelationId| {
        step.effects.dropped.iter().exists(|address| {
        matches!(address, Address::Constraint(constraint) if step.before.constraint(*constraint).is_some_and(|it| it.index == Some(id)))
    })
    };
    for address in &step.effects.dropped {
        let Address::Relation(id) = address else { continue };
        let Some(index) = step.used(*id) else { continue };
        let Some(table) = index.index.as_ref().and_then(|it| step.used(it.table)) else { continue };
        let by_itself = step.effects.actions == 0 && step.survives(table.id) && step.lock_on(table.id) == Some(LockMode::AccessExclusive);
        if !by_itself || is_key(*id) || index.kind == RelationKind::PartitionedIndex || !index.parents.is_empty() {
            continue;
        }
        let said = report
            .say(format!("{} is locked against reading and writing to drop \"{}\"", step.name(table.id), index.name))
            .table(table.id, &index.name)
            .note("the lock is short, but waits behind every query that runs, and all others wait behind it");
        if let Some(sql) = with_word_after(step.sql, "index", "CONCURRENTLY").filter(|_| step.effects.dropped.len() == 1) {
            said.instead(step, vec![Part::alone(format!("drop_{}", index.name), sql)]);
        }
    }
}
