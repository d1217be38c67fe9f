//! Does a column in use lose its default, or get another.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("changed_default", "BC006"), (Group::Breaking, Level::Warn), include_str!("changed_default.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step
        .column_changes
        .iter()
        .filter(|change| change.after.type_id.is_some() && change.before.generated.is_none() && !change.changes_type())
    {
        let (Some(old), new) = (&change.before.default, &change.after.default) else { continue };
        let message = match new {
            None if change.after.identity.is_some() || step.is_unused_column(change.table.id, change.number) => continue,
            None => format!("an INSERT that leaves \"{}\" to its default gets NULL from here on", change.before.name),
            Some(new) if new.tree == old.tree || step.is_unused_column(change.table.id, change.number) => continue,
            Some(_) => format!("programs that are running rely on the default of \"{}\" being {}", change.before.name, old.text),
        };
        report
            .say(message)
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
            .help("release a program that writes the column itself first");
    }
}
