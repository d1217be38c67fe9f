//! Is an index dropped before the one that takes its place is there.

use crate::lint::prelude::*;
use crate::lint::unit::DroppedIndex;

pub(super) const RULE: Rule = Rule::of_statements(
    ("drop_before_replacement", "IX012"),
    (Group::Indexes, Level::Warn),
    include_str!("drop_before_replacement.md"),
    check,
);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for address in &step.effects.created {
        let Address::Relation(id) = address else { continue };
        let Some(made) = step.after.relation(*id).and_then(|it| it.index.as_deref()) else { continue };
        let Some(table) = step.used(made.table) else { continue };
        let gone = step.unit.earlier.iter().flat_map(|earlier| &earlier.dropped_indexes).first_where(|dropped| replaces(made, dropped));
        if let Some(dropped) = gone {
            report
                .say(format!("queries of {} run without an index until this one is built", step.name(table.id)))
                .table(table.id, &table.name)
                .note(format!("\"{}\" was dropped before", dropped.name))
                .help("build the new one first, under another name, then drop the old one and rename");
        }
    }
}

/// Whether an index begins with the same column of the same table as one that is gone.
fn replaces(made: &Index, dropped: &DroppedIndex) -> bool {
    let first = |index: &Index| index.columns.first().and_then(|column| column.column);
    made.table == dropped.index.table && first(made).is_some() && first(made) == first(&dropped.index)
}
