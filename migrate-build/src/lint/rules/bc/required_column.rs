//! Does a table in use get a column that every INSERT must fill.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("required_column", "BC005"), (Group::Breaking, Level::Deny), include_str!("required_column.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for new in &step.new_columns {
        let filled = new.column.default.is_some() || new.column.identity.is_some() || new.first_value != FirstValue::Shared;
        if new.column.not_null && !filled {
            let (table, column) = (step.name(new.table.id), quote_identifier(&new.column.name));
            let type_text = new.column.type_id.map_or_else(String::new, |type_id| format_type(step.after, type_id, new.column.modifier));
            let check = quote_identifier(&format!("{}_{}_present", new.table.name, new.column.name));
            report
                .say(format!(
                    "this fails where {table} has rows, and an INSERT that does not fill \"{}\" fails from then on",
                    new.column.name
                ))
                .about_part(SubjectKind::Column, &new.column.name, (new.table.id, &new.table.name))
                .help(format!(
                    "give it a default; or in steps, each a migration of its own:\nALTER TABLE {table} ADD COLUMN {column} {type_text};\n\
                     -- release a program that fills it, and fill the rows that are there in batches\n\
                     ALTER TABLE {table} ADD CONSTRAINT {check} CHECK ({column} IS NOT NULL) NOT VALID;\n\
                     ALTER TABLE {table} VALIDATE CONSTRAINT {check};\n\
                     ALTER TABLE {table} ALTER COLUMN {column} SET NOT NULL;\nALTER TABLE {table} DROP CONSTRAINT {check};"
                ));
        }
    }
}
