//! Is a new column numbered by a sequence of its own.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("serial_column", "LK004"), (Group::Locks, Level::Deny), include_str!("serial_column.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for new in step.new_columns.iter().filter(|new| new.first_value == FirstValue::Serial) {
        let table = step.name(new.table.id);
        report
            .say(format!("every row of {table} gets a number for \"{column}\", so all of it is rewritten", column = new.column.name))
            .about_part(SubjectKind::Column, &new.column.name, (new.table.id, &new.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
            .help("add a plain bigint, number the rows in batches, then make it an identity column");
    }
}
