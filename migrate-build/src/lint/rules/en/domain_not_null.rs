//! Does NOT NULL of a domain read every table that uses it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("domain_not_null", "EN004"), (Group::Enums, Level::Deny), include_str!("domain_not_null.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let mut read = step.effects.scans.iter().filter(|(_, reason)| *reason == ScanReason::Validate(None));
    let Some(table) = read.first_some(|(id, _)| step.used_table(*id)) else { return };
    if super::domain_constraint::sets_not_null(step) {
        report
            .say(format!("nobody can write to {} while all of it is read to check a domain", step.name(table.id)))
            .sized_by(table.id)
            .note("SHARE is held on every table with a column of the domain")
            .help("set the columns NOT NULL, by way of a check that is validated");
    }
}
