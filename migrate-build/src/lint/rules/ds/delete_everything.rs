//! Are all rows of a table deleted.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("delete_everything", "DS008"), (Group::Destructive, Level::Deny), include_str!("delete_everything.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        if let Act::Rows(change) = act
            && (change.kind, change.reach) == (RowsKind::Delete, Reach::Every)
            && change.sources.is_empty()
            && let Some(table) = step.used_table(change.table)
        {
            report
                .say(format!("all rows of {} are deleted", step.name(change.table)))
                .table(change.table, &table.name)
                .help("say which with WHERE; many of them in batches: `-- migrate: backfill batch=5000 key=...`");
        }
    }
}
