//! May a column be NULL that could not be.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("dropped_not_null", "DS009"), (Group::Destructive, Level::Warn), include_str!("dropped_not_null.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in &step.column_changes {
        let stays = change.after.type_id.is_some() && !step.is_unused_column(change.table.id, change.number);
        if change.before.not_null && !change.after.not_null && stays {
            report
                .say(format!("\"{}\" may be NULL from here on", change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("programs that are running do not expect it")
                .help("release a program that does, then drop NOT NULL");
        }
    }
}
