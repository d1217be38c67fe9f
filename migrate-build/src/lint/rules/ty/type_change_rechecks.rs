//! Does a change of type check all rows again.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("type_change_rechecks", "TY003"), (Group::Types, Level::Deny), include_str!("type_change_rechecks.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type() && !step.rewrites_with_children(change.table.id)) {
        let checks = step.effects.scans.iter().filter_map(|(table, reason)| match reason {
            ScanReason::Validate(Some(id)) if *table == change.table.id => step.after.constraint(*id),
            _ => None,
        });
        let mut again = checks.filter(|it| matches!(it.kind, ConstraintKind::Check(_)) && it.columns.contains(&change.number));
        if let Some(constraint) = again.next() {
            report
                .say(format!("all of {} is read to check \"{}\" again", step.name(change.table.id), constraint.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("no row is rewritten, but ACCESS EXCLUSIVE is held meanwhile")
                .help("drop the check, change the type, add the check NOT VALID, and validate it in the migration after that");
        }
    }
}
