//! Does a column in use get another name.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("renamed_column", "BC002"), (Group::Breaking, Level::Deny), include_str!("renamed_column.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.after.type_id.is_some() && change.before.name != change.after.name) {
        if step.is_unused_column(change.table.id, change.number) {
            continue;
        }
        let (table, old, new) = (step.name(change.table.id), quote_identifier(&change.before.name), quote_identifier(&change.after.name));
        let type_text = change.type_after(step.after);
        report
            .say(format!("programs that are running look for {old} and no longer find it"))
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
            .help(format!(
                "in steps, each a migration of its own:\nALTER TABLE {table} ADD COLUMN {new} {type_text};\n\
                 -- a trigger that writes both with every row that is written\n\
                 -- migrate: backfill batch=5000 key=...\nUPDATE {table} SET {new} = {old} WHERE {new} IS NULL;\n\
                 -- release a program that uses {new} alone\nALTER TABLE {table} DROP COLUMN {old};"
            ));
    }
}
