//! Is a column of a text type with a length, or of money.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("limited_text", "TY015"), (Group::Types, Level::Allow), include_str!("limited_text.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (table, _, column) in step.made_columns() {
        if matches!(column.type_id, Some(TypeId::BPCHAR | TypeId::VARCHAR | TypeId::MONEY))
            && (column.type_id != Some(TypeId::VARCHAR) || column.modifier >= 0)
        {
            report
                .say(format!("\"{}\" is of a type that is hard to change", column.name))
                .about_part(SubjectKind::Column, &column.name, (table.id, &table.name))
                .help("use text with a CHECK, and numeric for money");
        }
    }
}
