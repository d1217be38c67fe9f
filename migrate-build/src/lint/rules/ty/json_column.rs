//! Is a column json, which has no equality.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("json_column", "TY011"), (Group::Types, Level::Warn), include_str!("json_column.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, _, column) in step.made_columns() {
        if column.type_id == Some(TypeId::JSON) {
            report
                .say(format!("\"{}\" is json, which has no equality", column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .help("jsonb compares, and can be indexed");
        }
    }
}
