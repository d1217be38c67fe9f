//! Are all rows of a table in use changed at once.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("unbatched_update", "DM001"), (Group::Data, Level::Warn), include_str!("unbatched_update.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Rows(change) = act else { continue };
        let whole = change.kind == RowsKind::Update && change.reach == Reach::Every && change.sources.is_empty();
        let copies = change.kind == RowsKind::InsertQuery && change.sources.iter().exists(|source| step.used_table(*source).is_some());
        let Some(table) = step.used_table(change.table).filter(|_| (whole || copies) && step.backfill.is_none()) else { continue };
        let what = if whole { "changes every row of" } else { "copies rows into" };
        report
            .say(format!("this {what} {} in one transaction", step.name(change.table)))
            .table(change.table, &table.name)
            .note("every row stays locked until it ends, and every old version stays until it is vacuumed")
            .help("`-- migrate: backfill batch=5000 key=...` before it runs it in batches, each a transaction of its own");
    }
}
