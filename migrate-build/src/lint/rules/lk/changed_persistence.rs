//! Does a table become logged or unlogged.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_persistence", "LK010"), (Group::Locks, Level::Deny), include_str!("changed_persistence.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (before, after) in &step.changed_tables {
        if before.persistence != after.persistence && step.effects.rewrites.contains(&before.id) {
            report
                .say(format!("all of {table} is rewritten to change whether it is logged", table = step.name(before.id)))
                .table(before.id, &before.name)
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("make a new table and fill it in batches");
        }
    }
}
