//! Is a stored generated column computed otherwise.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_expression", "LK014"), (Group::Locks, Level::Deny), include_str!("changed_expression.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in &step.column_changes {
        let stays = change.before.generated == Some(Generated::Stored) && change.after.generated == Some(Generated::Stored);
        if stays && !change.changes_type() && step.effects.rewrites.contains(&change.table.id) {
            report
                .say(format!("all of {} is rewritten to compute \"{}\" anew", step.name(change.table.id), change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("add another column, fill it in batches, and let programs move over");
        }
    }
}
