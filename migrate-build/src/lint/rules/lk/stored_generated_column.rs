//! Is a new column computed and stored in every row.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("stored_generated_column", "LK002"),
    (Group::Locks, Level::Deny),
    include_str!("stored_generated_column.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for new in step.new_columns.iter().filter(|new| new.first_value == FirstValue::Stored) {
        let table = step.name(new.table.id);
        report
            .say(format!("all of {table} is rewritten to store \"{column}\"", column = new.column.name))
            .about_part(SubjectKind::Column, &new.column.name, (new.table.id, &new.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
            .help("add a plain column, let a trigger fill it for new rows, and fill the others in batches; or index the expression itself");
    }
}
