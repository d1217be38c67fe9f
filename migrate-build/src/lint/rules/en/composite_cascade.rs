//! Does a change of a composite type lock the tables that are of it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("composite_cascade", "EN005"), (Group::Enums, Level::Warn), include_str!("composite_cascade.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let typed =
        |id: &RelationId| step.used_table(*id).filter(|it| it.of_type.is_some() && step.lock_on(*id) == Some(LockMode::AccessExclusive));
    let is_type = step.effects.locks.keys().exists(|id| step.before.relation(*id).is_some_and(|it| it.kind == RelationKind::Composite));
    if let Some(table) = step.effects.locks.keys().first_some(typed).filter(|_| is_type && step.effects.actions > 0) {
        report
            .say(format!("{} is locked against reading and writing to change its type", step.name(table.id)))
            .sized_by(table.id)
            .help("make the table one of its own: ALTER TABLE ... NOT OF");
    }
}
