//! Does a new column have a default that every row needs a value of its own of.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("volatile_default", "LK001"), (Group::Locks, Level::Deny), include_str!("volatile_default.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for new in step.new_columns.iter().filter(|new| new.first_value == FirstValue::Volatile) {
        let table = step.name(new.table.id);
        let column = quote_identifier(&new.column.name);
        let type_text = new.column.type_id.map_or_else(String::new, |type_id| format_type(step.after, type_id, new.column.modifier));
        let default = new.column.default.as_ref().map_or_else(String::new, |default| default.text.to_string());
        report
            .say(format!("the default of \"{}\" is computed anew for each row, so all of {table} is rewritten", new.column.name))
            .about_part(SubjectKind::Column, &new.column.name, (new.table.id, &new.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
            .help(format!(
                "in steps:\nALTER TABLE {table} ADD COLUMN {column} {type_text};\n\
                 ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {default};\n-- then fill the rows that are there in batches"
            ));
    }
}
