//! Are rows left out that are written while a column is filled from another.

use crate::catalog::object::{Trigger, TriggerTiming};
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("missing_dual_write", "DM008"), (Group::Data, Level::Warn), include_str!("missing_dual_write.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Act::Rows(change) = act else { continue };
        let source = change.copied.iter().first_where(|column| !change.columns.contains(column));
        let Some((source, target)) = source.zip(change.columns.first()).filter(|_| step.backfill.is_some()) else { continue };
        if change.kind != RowsKind::Update || step.used_table(change.table).is_none() || writes_both(step.after, change.table) {
            continue;
        }
        let name = |number: u16| column_of(step.after, change.table, number).map_or_else(String::new, |it| it.name.to_string());
        report
            .say(format!("rows that the running program writes from here on have no \"{}\"", name(*target)))
            .sized_by(change.table)
            .note(format!("it knows \"{}\" alone", name(*source)))
            .help(format!("before it a trigger, BEFORE INSERT OR UPDATE of {}, that writes both", step.name(change.table)));
    }
}

/// Whether something can write a second column with every row.
fn writes_both(catalog: &Catalog, table: RelationId) -> bool {
    let triggers = || catalog.triggers_of(table).iter().filter_map(|id| catalog.trigger(*id));
    let before = |it: &Trigger| it.enabled && it.for_each_row && it.timing == TriggerTiming::Before;
    triggers().exists(|it| before(it) && it.events.insert) && triggers().exists(|it| before(it) && it.events.update)
}
