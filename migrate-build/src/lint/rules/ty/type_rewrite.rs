//! Does a change of type write a table anew.

use crate::lint::column_change::ColumnChange;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("type_rewrite", "TY001"), (Group::Types, Level::Deny), include_str!("type_rewrite.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for change in step.column_changes.iter().filter(|change| change.changes_type() && step.rewrites_with_children(change.table.id)) {
        let name = step.name(change.table.id);
        report
            .say(format!(
                "all of {name} and its indexes are rewritten to change \"{}\" to {}",
                change.before.name,
                change.type_after(step.after)
            ))
            .about_part(SubjectKind::Column, &change.before.name, (change.table.id, &change.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
            .help(expand_and_contract(step, change));
    }
    for act in &step.effects.acts {
        let Act::Converted(id, number, _) = act else { continue };
        let same_type =
            !step.column_changes.iter().any(|change| change.table.id == *id && change.number == *number && change.changes_type());
        let found =
            step.used_table(*id).zip(column_of(step.before, *id, *number)).filter(|_| same_type && step.rewrites_with_children(*id));
        if let Some((table, column)) = found {
            report
                .say(format!("all of {} and its indexes are rewritten to compute \"{}\" anew", step.name(*id), column.name))
                .about_part(SubjectKind::Column, &column.name, (*id, &table.name))
                .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
                .help("UPDATE the rows in batches: `-- migrate: backfill batch=5000 key=...`");
        }
    }
}

/// The same over several releases, without any lock that lasts.
fn expand_and_contract(step: &Step<'_>, change: &ColumnChange<'_>) -> String {
    let (table, column) = (step.name(change.table.id), quote_identifier(&change.before.name));
    let (new, type_text) = (quote_identifier(&format!("{}_new", change.before.name)), change.type_after(step.after));
    format!(
        "in steps, each a migration of its own:\n\
         ALTER TABLE {table} ADD COLUMN {new} {type_text};\n\
         -- a trigger that writes it from {column} with every row that is written\n\
         -- migrate: backfill batch=5000 key=...\nUPDATE {table} SET {new} = {column} WHERE {new} IS NULL;\n\
         -- release a program that uses {new} alone\n\
         ALTER TABLE {table} DROP COLUMN {column};"
    )
}
