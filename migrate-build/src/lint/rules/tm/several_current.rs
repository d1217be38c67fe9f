//! May several rows be the current one.

use super::period_without_check::periods_of;
use crate::catalog::object::StoredExpr;
use crate::catalog::tree::ExprKind;
use crate::catalog::tree::walk::any;
use crate::lint::prelude::*;

pub(super) const RULE: Rule =
    Rule::of_units(("several_current", "TM003"), (Group::Temporal, Level::Allow), include_str!("several_current.md"), check);

fn check(end: &UnitEnd<'_>, report: &mut Report<'_>) {
    for earlier in &end.unit.earlier {
        for address in &earlier.effects.created {
            let Address::Relation(id) = address else { continue };
            let Some(table) = end.after.relation(*id).filter(|it| is_table(it.kind) && it.parents.is_empty()) else { continue };
            let Some((_, to)) = periods_of(table).first_where(|(_, to)| column_of(end.after, *id, *to).is_some_and(|it| !it.not_null))
            else {
                continue;
            };
            if let Some(column) = column_of(end.after, *id, to).filter(|_| !is_told_apart(end.after, *id, to)) {
                report
                    .say(format!("two rows of \"{}\" about the same thing may both be without an end", table.name))
                    .about(SubjectKind::Relation, &table.name)
                    .at(earlier.span)
                    .help(format!(
                        "CREATE UNIQUE INDEX ON {} (...) WHERE {} IS NULL",
                        quote_identifier(&table.name),
                        quote_identifier(&column.name)
                    ));
            }
        }
    }
}

/// Whether a unique index or an exclusion looks at the end of the period.
fn is_told_apart(catalog: &Catalog, table: RelationId, to: u16) -> bool {
    let names =
        |expr: &StoredExpr| any(&expr.tree, 0, &mut |it, _| matches!(&it.kind, ExprKind::Column(column) if column.column == to as i16));
    let looks = |index: &Index| {
        let keys = index.columns.iter().take(index.key_columns);
        let of_keys = keys.into_iter().exists(|key| key.column == Some(to) || key.expr.as_ref().is_some_and(names));
        (index.unique || index.exclusion) && (of_keys || index.filter.as_ref().is_some_and(names))
    };
    catalog.indexes_of(table).iter().filter_map(|id| catalog.relation(*id)?.index.as_deref()).exists(looks)
}
