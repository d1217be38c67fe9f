//! Does a change of a parent lock all its partitions.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("parent_fan_out", "LK020"), (Group::Locks, Level::Warn), include_str!("parent_fan_out.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (id, mode) in &step.effects.locks {
        let Some(parent) = step.used_table(*id).filter(|_| *mode == LockMode::AccessExclusive && step.survives(*id)) else { continue };
        let below = |child: &&RelationId| step.lock_on(**child) == Some(LockMode::AccessExclusive) && step.used_table(**child).is_some();
        let children = step.before.children_of(*id).iter().filter(below).count();
        if step.effects.actions > 0
            && children > 1
            && !parent.parents.iter().exists(|above| step.lock_on(*above) == Some(LockMode::AccessExclusive))
        {
            report
                .say(format!("{} and its {children} children are all locked against reading and writing", step.name(*id)))
                .table(*id, &parent.name)
                .help("where PostgreSQL allows it, change the children one by one, each in a migration of its own, and the parent last");
        }
    }
}
