//! Does every batch of a backfill read the table from its beginning.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("backfill_without_index", "DM004"), (Group::Data, Level::Warn), include_str!("backfill_without_index.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    let Some(key) = step.backfill else { return };
    for act in &step.effects.acts {
        let Act::Rows(change) = act else { continue };
        let Some(table) = step.after.relation(change.table) else { continue };
        let number = (1..).zip(&table.columns).find(|(_, column)| *column.name == *key).map(|(number, _)| number);
        let leads = |index: &RelationId| step.after.relation(*index).and_then(|it| it.index.as_deref()?.columns.first()?.column) == number;
        if number.is_some() && !step.after.indexes_of(change.table).iter().any(leads) {
            report
                .say(format!("no index of {} begins with \"{key}\", so every batch reads all of it", step.name(change.table)))
                .sized_by(change.table)
                .help("take the primary key, or build an index CONCURRENTLY first");
        }
    }
}
