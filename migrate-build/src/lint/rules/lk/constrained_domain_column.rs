//! Is a new column of a domain that refuses values.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("constrained_domain_column", "LK006"),
    (Group::Locks, Level::Deny),
    include_str!("constrained_domain_column.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for new in step.new_columns.iter().filter(|new| new.first_value == FirstValue::ConstrainedDomain) {
        let table = step.name(new.table.id);
        report
            .say(format!("all of {table} is rewritten to check \"{column}\" against its domain", column = new.column.name))
            .about_part(SubjectKind::Column, &new.column.name, (new.table.id, &new.table.name))
            .note("ACCESS EXCLUSIVE is held meanwhile: nobody reads or writes the table")
            .help("use the base type, and a CHECK of the table that is added NOT VALID");
    }
}
