//! Does SET NOT NULL read all rows where VALIDATE would do it without the lock.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("set_not_null_over_not_valid", "CN004"),
    (Group::Constraints, Level::Deny),
    include_str!("set_not_null_over_not_valid.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in &step.column_changes {
        let validated = change.before.not_null && !change.before.not_null_valid && change.after.not_null_valid;
        let scanned = step.effects.scans.contains(&(change.table.id, ScanReason::NotNull(change.number)));
        let locked = step.lock_on(change.table.id) == Some(LockMode::AccessExclusive);
        if validated && scanned && locked {
            report
                .say(format!("all of {} is read to look for NULL in \"{}\"", step.name(change.table.id), change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("VALIDATE CONSTRAINT does the same and lets everyone read and write");
        }
    }
}
