//! Is a column an instant that no time zone is known of.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_statements(
    ("timestamp_without_time_zone", "TY014"),
    (Group::Types, Level::Allow),
    include_str!("timestamp_without_time_zone.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, _, column) in step.made_columns() {
        if column.type_id == Some(TypeId::TIMESTAMP) {
            report
                .say(format!("\"{}\" is a reading of a clock, and not an instant", column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .help("timestamptz is an instant, and takes the same eight bytes");
        }
    }
}
