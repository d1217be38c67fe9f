//! Is a sequence in use locked.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("sequence_lock", "LK021"), (Group::Locks, Level::Allow), include_str!("sequence_lock.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (id, mode) in &step.effects.locks {
        let sequence = step.used(*id).filter(|it| it.kind == RelationKind::Sequence && *mode >= LockMode::ShareRowExclusive);
        if let Some(sequence) = sequence.filter(|_| step.survives(*id)) {
            report
                .say(format!("nobody gets a number from {} until the transaction ends", step.name(*id)))
                .table(*id, &sequence.name)
                .help("change it in a migration of its own, which is short");
        }
    }
}
