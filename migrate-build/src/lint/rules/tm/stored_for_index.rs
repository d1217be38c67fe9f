//! Is a table written anew for a column that only an index needs.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("stored_for_index", "TM006"), (Group::Temporal, Level::Warn), include_str!("stored_for_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for (id, table) in &step.effects.index_builds {
        let index = step.after.relation(*id).and_then(|it| it.index.as_deref());
        let (Some(index), Some(table)) = (index, step.used_table(*table)) else { continue };
        let stored = |number: &u16| {
            let is_stored = column_of(step.after, table.id, *number).is_some_and(|it| it.generated == Some(Generated::Stored));
            is_stored && step.is_unused_column(table.id, *number)
        };
        let number = index.columns.iter().filter_map(|it| it.column).first_where(stored);
        let Some(column) = number.and_then(|number| column_of(step.after, table.id, number)) else { continue };
        let expression = column.default.as_ref().map_or_else(String::new, |it| it.text.to_string());
        report
            .say(format!("{} was rewritten for \"{}\", which an index can do without", step.name(table.id), column.name))
            .table(table.id, &table.name)
            .help(format!("CREATE INDEX CONCURRENTLY ON {} (({expression})), and leave the column out", step.name(table.id)));
    }
}
