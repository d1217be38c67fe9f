//! Is a column serial where it could be an identity column.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("serial_type", "TY013"), (Group::Types, Level::Allow), include_str!("serial_type.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, number, column) in step.made_columns() {
        if step.has_own_sequence(table.id, number) {
            report
                .say(format!("\"{}\" is serial", column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .help("GENERATED ALWAYS AS IDENTITY is standard SQL, needs no privilege on a sequence and follows a change of type");
        }
    }
}
