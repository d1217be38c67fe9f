//! Does CLUSTER or VACUUM FULL write a table anew.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("rewriting_maintenance", "LK013"), (Group::Locks, Level::Deny), include_str!("rewriting_maintenance.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::WrittenAnew(id) = act
            && let Some(table) = step.used(*id)
        {
            report
                .say(format!("all of {} is rewritten", step.name(*id)))
                .table(*id, &table.name)
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("plain VACUUM makes room that is used again; pg_repack gives room back without the lock");
        }
    }
}
