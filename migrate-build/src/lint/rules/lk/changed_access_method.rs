//! Does a table get another access method.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_access_method", "LK011"), (Group::Locks, Level::Deny), include_str!("changed_access_method.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        if before.access_method != after.access_method && step.effects.rewrites.contains(&before.id) {
            report
                .say(format!("all of {} is rewritten for another access method", step.name(before.id)))
                .table(before.id, &before.name)
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("make a new table and fill it in batches");
        }
    }
}
