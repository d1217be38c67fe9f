//! Which rows does a statement change, and of how many tables.

use super::cx::Cx;
use super::effect::{Act, Reach, RowsChange, RowsKind};
use crate::analyze::volatility_of;
use crate::catalog::id::RelationId;
use crate::catalog::object::Volatility;
use crate::catalog::tree::walk::any;
use crate::catalog::tree::{Command, Expr, ExprKind, Query, RangeTableKind, Write};
use crate::text::{Collection, Gather, Seek};

/// Notes what a query changes; nothing where it only reads.
pub(super) fn note_rows(cx: &mut Cx<'_>, query: &Query) {
    let relation_at = |entry: usize| match query.tables.get(entry).map(|table| &table.kind) {
        Some(RangeTableKind::Relation { id, .. }) => Some(*id),
        _ => None,
    };
    let Some((entry, table)) = query.target.and_then(|entry| Some((entry, relation_at(entry as usize)?))) else { return };
    let sources = sources_of(query, entry);
    let kind = match query.command {
        Command::Insert if sources.is_empty() => RowsKind::InsertValues,
        Command::Insert => RowsKind::InsertQuery,
        Command::Update => RowsKind::Update,
        Command::Delete => RowsKind::Delete,
        Command::Merge => RowsKind::Merge,
        Command::Select => return,
    };
    let value = query.writes.iter().flat_map(|write| &write.values).map(|value| volatility_of(&cx.catalog, value)).max();
    let change = RowsChange {
        table,
        kind,
        reach: if query.filter.as_ref().is_none_or(always_holds) { Reach::Every } else { Reach::Some },
        columns: query.writes.iter().filter(|write| !is_default(write)).map(|write| write.column).gather(),
        condition: query.filter.as_ref().map_or_else(Vec::new, |filter| columns_in(filter, entry)),
        copied: query.writes.iter().flat_map(|write| &write.values).flat_map(|value| columns_in(value, entry)).gather(),
        value: value.unwrap_or(Volatility::Immutable),
        sources,
    };
    cx.effects.acts.push(Act::Rows(change));
}

/// Whether a column is written as it would be without a word.
fn is_default(write: &Write) -> bool {
    !write.values.is_empty() && write.values.iter().for_all(|value| value.kind == ExprKind::Default)
}

/// Notes that a query tells a sequence where to go on.
pub(super) fn note_sequences(cx: &mut Cx<'_>, query: &Query) {
    let is_setval = |expr: &Expr, _: u32| match &expr.kind {
        ExprKind::Call(call) => cx.catalog.function(call.function).is_some_and(|function| function.name == "setval"),
        _ => false,
    };
    if query.targets.iter().exists(|target| any(&target.expr, 0, &mut { is_setval })) {
        cx.effects.acts.push(Act::Renumbered);
    }
}

fn sources_of(query: &Query, target: u32) -> Vec<RelationId> {
    let mut found = Vec::new();
    for (at, table) in query.tables.iter().enumerate() {
        match &table.kind {
            RangeTableKind::Relation { id, .. } if at != target as usize => found.push(*id),
            RangeTableKind::Subquery(inner) => found.put_all(sources_of(inner, u32::MAX)),
            _ => {}
        }
    }
    found
}

fn always_holds(filter: &Expr) -> bool {
    matches!(&filter.kind, ExprKind::Constant(Some(value)) if matches!(value.as_str(), "t" | "true"))
}

fn columns_in(filter: &Expr, entry: u32) -> Vec<u16> {
    let mut found = Vec::new();
    any(filter, 0, &mut |expr, depth| {
        if let ExprKind::Column(column) = &expr.kind
            && column.table == entry
            && column.level == depth
            && let Ok(number) = u16::try_from(column.column)
            && !found.contains(&number)
        {
            found.push(number);
        }
        false
    });
    found
}
