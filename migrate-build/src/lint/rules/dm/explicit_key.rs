//! Are numbers given by hand that a sequence is going to give again.

use crate::lint::prelude::*;

pub(super) const RULE: Rule = Rule::of_units(("explicit_key", "DM007"), (Group::Data, Level::Warn), include_str!("explicit_key.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    let mut told: Vec<RelationId> = Vec::new();
    for (at, earlier) in end.unit.earlier.iter().enumerate() {
        for act in &earlier.effects.acts {
            let Act::Rows(change) = act else { continue };
            let inserts = matches!(change.kind, RowsKind::InsertValues | RowsKind::InsertQuery);
            let numbered = change.columns.iter().first_where(|column| numbers_itself(end.after, change.table, **column));
            let Some((table, number)) = end.after.relation(change.table).zip(numbered).filter(|_| inserts) else { continue };
            let renumbered = end.unit.earlier[at..].iter().exists(|later| later.effects.acts.contains(&Act::Renumbered));
            let Some(column) = column_of(end.after, table.id, *number).filter(|_| !renumbered && !told.contains(&table.id)) else {
                continue;
            };
            told.push(table.id);
            let (name, column) = (quote_identifier(&table.name), quote_identifier(&column.name));
            report
                .say(format!("the sequence of {column} does not know of the numbers that are given here"))
                .table(table.id, &table.name)
                .at(earlier.span)
                .note("it gives them again, and those rows are refused as duplicates")
                .help(format!("SELECT setval(pg_get_serial_sequence('{name}', '{column}'), (SELECT max({column}) FROM {name}))"));
        }
    }
}

/// Whether a column gets its numbers from a sequence of its own.
fn numbers_itself(catalog: &Catalog, table: RelationId, number: u16) -> bool {
    let owned = |address: Address| match address {
        Address::Relation(id) => {
            catalog.relation(id).and_then(|it| it.sequence.as_deref()).is_some_and(|it| it.owned_by == Some((table, number)))
        }
        _ => false,
    };
    catalog.dependencies().needed_by(Address::Column(table, number)).exists(|entry| owned(entry.dependent))
}
