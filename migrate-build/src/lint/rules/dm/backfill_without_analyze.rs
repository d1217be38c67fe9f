//! Is a table analyzed once many of its rows are changed.

use crate::lint::prelude::*;
use crate::lint::sql::relation_sql;
use migrate_model::Directive;

pub(super) const RULE: Rule =
    Rule::of_units(("backfill_without_analyze", "DM005"), (Group::Data, Level::Allow), include_str!("backfill_without_analyze.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    let batches = end.directives.iter().exists(|placed| matches!(placed.directive, Directive::Backfill { .. }));
    for (at, earlier) in end.unit.earlier.iter().enumerate() {
        for act in &earlier.effects.acts {
            let Act::Rows(change) = act else { continue };
            let many = match change.kind {
                RowsKind::InsertValues => false,
                RowsKind::InsertQuery => true,
                RowsKind::Update | RowsKind::Delete | RowsKind::Merge => batches || change.reach == Reach::Every,
            };
            let analyzes = |it: &Act| matches!(it, Act::Analyzed(table) if table.is_none_or(|table| table == change.table));
            let analyzed = end.unit.earlier[at..].iter().exists(|later| later.effects.acts.iter().exists(analyzes));
            let table = end.before.relation(change.table).filter(|it| it.id.0 < end.unit.first_new && is_table(it.kind));
            if let Some(table) = table.filter(|_| many && !analyzed) {
                report
                    .say(format!("the planner goes on with what it knew of \"{}\" before", table.name))
                    .table(table.id, &table.name)
                    .at(earlier.span)
                    .help(format!("ANALYZE {}", relation_sql(end.after, table.id)));
            }
        }
    }
}
