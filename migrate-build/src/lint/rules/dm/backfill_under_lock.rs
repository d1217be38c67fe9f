//! Is a column filled in the transaction that adds it.

use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_statements(("backfill_under_lock", "DM002"), (Group::Data, Level::Warn), include_str!("backfill_under_lock.md"), check);

fn check(step: &Step<'_>, report: &mut Report<'_>) {
    for act in &step.effects.acts {
        let Some((table, number)) = filled_under_lock(step, act) else { continue };
        let Some(column) = column_of(step.after, table, number) else { continue };
        report
            .say(format!("{} is locked against reading and writing until \"{}\" is filled", step.name(table), column.name))
            .sized_by(table)
            .note("the lock that added the column is held until the transaction ends")
            .help("fill it in a migration of its own: `-- migrate: backfill batch=5000 key=...` before the UPDATE runs it in batches");
    }
}

/// The table in use and the column, made in this transaction, that an UPDATE fills.
pub(in crate::lint::rules) fn filled_under_lock(step: &Step<'_>, act: &Act) -> Option<(RelationId, u16)> {
    let Act::Rows(change) = act else { return None };
    if change.kind != RowsKind::Update || step.used_table(change.table).is_none() {
        return None;
    }
    let made = |number: &&u16| {
        let address = Address::Column(change.table, **number);
        step.unit.of_this_transaction().iter().exists(|earlier| earlier.effects.created.contains(&address))
    };
    change.columns.iter().first_where(made).map(|number| (change.table, *number))
}
