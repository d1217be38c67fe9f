//! May a migration fail on rows that nobody asked for before.

use crate::lint::prelude::*;
use crate::lint::sql::relation_sql;

pub(super) const RULE: Rule =
    Rule::of_units(("unchecked_rows", "WF017"), (Group::Failing, Level::Allow), include_str!("unchecked_rows.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    if end.require.is_some() {
        return;
    }
    for earlier in &end.unit.earlier {
        let scans = earlier.effects.scans.iter().filter_map(|(table, reason)| Some((*table, of_scan(end, *table, *reason)?)));
        let keys = earlier.effects.index_builds.iter().filter_map(|(index, table)| Some((*table, of_key(end, *index, *table)?)));
        let Some((table, query)) = scans.chain(keys).first_where(|(table, _)| is_used(end, *table)) else { continue };
        let Some(table) = end.before.relation(table) else { continue };
        report
            .say(format!("this fails where a row of \"{}\" does not fit", table.name))
            .table(table.id, &table.name)
            .at(earlier.span)
            .help(format!("ask before, under `-- migrate: require`:\n{query};"));
    }
}

fn is_used(end: &UnitEnd<'_>, table: RelationId) -> bool {
    end.before.relation(table).is_some_and(|it| is_table(it.kind) && it.id.0 < end.unit.first_new)
}

/// The query that holds where a scan will find nothing wrong.
fn of_scan(end: &UnitEnd<'_>, table: RelationId, reason: ScanReason) -> Option<String> {
    let name = relation_sql(end.before, table);
    match reason {
        ScanReason::NotNull(number) => {
            let column = quote_identifier(&column_of(end.before, table, number)?.name);
            Some(format!("SELECT NOT EXISTS (SELECT FROM {name} WHERE {column} IS NULL)"))
        }
        ScanReason::Validate(constraint) => {
            let constraint = end.after.constraint(constraint?)?;
            match &constraint.kind {
                ConstraintKind::Check(check) => Some(format!("SELECT NOT EXISTS (SELECT FROM {name} WHERE NOT ({}))", check.expr.text)),
                ConstraintKind::ForeignKey(key) => {
                    let column = |table, number| column_of(end.after, table, number).map(|it| quote_identifier(&it.name));
                    let pairs = constraint.columns.iter().zip(&key.columns);
                    let pairs: Vec<(String, String)> =
                        pairs.filter_map(|(own, other)| Some((column(table, *own)?, column(key.table, *other)?))).gather();
                    let filled: Vec<String> = pairs.iter().map(|(own, _)| format!("a.{own} IS NOT NULL")).gather();
                    let same: Vec<String> = pairs.iter().map(|(own, other)| format!("b.{other} = a.{own}")).gather();
                    let other = relation_sql(end.after, key.table);
                    Some(format!(
                        "SELECT NOT EXISTS (SELECT FROM {name} a WHERE {} AND NOT EXISTS (SELECT FROM {other} b WHERE {}))",
                        filled.join(" AND "),
                        same.join(" AND ")
                    ))
                }
                _ => None,
            }
        }
        ScanReason::PartitionBound => None,
    }
}

/// The same of a unique index over plain columns.
fn of_key(end: &UnitEnd<'_>, index: RelationId, table: RelationId) -> Option<String> {
    let index = end.after.relation(index)?.index.as_deref().filter(|it| it.unique && it.filter.is_none())?;
    let keys: Vec<String> = index
        .columns
        .iter()
        .take(index.key_columns)
        .map(|key| Some(quote_identifier(&column_of(end.before, table, key.column?)?.name)))
        .try_gather::<Option<_>>()?;
    let (name, keys) = (relation_sql(end.before, table), keys.join(", "));
    Some(format!("SELECT NOT EXISTS (SELECT FROM {name} GROUP BY {keys} HAVING count(*) > 1)"))
}
