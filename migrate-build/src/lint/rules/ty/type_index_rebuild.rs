//! Does a change of type build indexes anew.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("type_index_rebuild", "TY002"), (Group::Types, Level::Deny), include_str!("type_index_rebuild.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type() && !step.rewrites_with_children(change.table.id)) {
        let is_of = |table: RelationId| table == change.table.id || is_below(step.after, table, change.table.id);
        let mut built = step.effects.index_builds.iter().filter(|(_, table)| is_of(*table));
        let Some(index) = built.first_some(|(id, _)| step.before.relation(*id)) else { continue };
        report
            .say(format!("\"{}\" is built anew to change \"{}\" to {}", index.name, change.before.name, change.type_after(step.after)))
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
            .note(format!("no row of {} is rewritten, but ACCESS EXCLUSIVE is held for the build", step.name(change.table.id)))
            .help("drop the index, change the type, and build the index again CONCURRENTLY, each in a migration of its own");
    }
}
