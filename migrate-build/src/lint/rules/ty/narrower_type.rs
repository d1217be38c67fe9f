//! May values not fit into the new type of a column.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("narrower_type", "TY006"), (Group::Types, Level::Deny), include_str!("narrower_type.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type()) {
        let Some(from) = change.before.type_id else { continue };
        if change.is_narrower() {
            let (before, after) = (format_type(step.before, from, change.before.modifier), change.type_after(step.after));
            report
                .say(format!("values of \"{}\" that are {before} may not fit into {after}", change.before.name))
                .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
                .note("one that does not fit makes the migration fail, or is rounded where it has more decimals")
                .help("look for them first: `-- migrate: require` and a query that gives them");
        }
    }
}
