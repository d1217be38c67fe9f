//! May a backfill do again what it did.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("endless_backfill", "DM003"), (Group::Data, Level::Warn), include_str!("endless_backfill.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Rows(change) = act else { continue };
        let told = change.columns.iter().exists(|column| change.condition.contains(column));
        let column = change.columns.first().and_then(|column| column_of(step.after, change.table, *column));
        if let (Some(_), RowsKind::Update, false, Some(column)) = (step.backfill, change.kind, told, column) {
            report
                .say(format!("nothing tells a row of {} that is done from one that is not", step.name(change.table)))
                .sized_by(change.table)
                .help(format!("WHERE {} IS NULL, or whatever it was before", quote_identifier(&column.name)));
        }
    }
}
