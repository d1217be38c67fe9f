//! To which columns is the value of a parameter written as it is, so that it is NULL there where the parameter is.

use crate::catalog::id::RelationId;
use crate::catalog::tree::{CallForm, Expr, ExprKind, Query, RangeTableKind, Write};

/// A parameter whose value a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The parameter's number.
    pub parameter: u32,
    /// The relation.
    pub relation: RelationId,
    /// The column's number.
    pub column: u16,
}

/// Every parameter that is written to a column, by this statement or by one in its `WITH`.
#[must_use]
pub fn written_parameters(query: &Query) -> Vec<Written> {
    let mut found = Vec::new();
    collect(query, &mut found);
    found
}

fn collect(query: &Query, found: &mut Vec<Written>) {
    query.with.iter().for_each(|common| collect(&common.query, found));
    let Some(target) = query.target.and_then(|entry| query.tables.get(entry as usize)) else { return };
    let RangeTableKind::Relation { id, .. } = target.kind else { return };
    let on_conflict = query.on_conflict.iter().flat_map(|conflict| &conflict.writes);
    let branches = query.branches.iter().flat_map(|branch| &branch.writes);
    for Write { column, values } in query.writes.iter().chain(on_conflict).chain(branches) {
        let mut note = |parameter| found.push(Written { parameter, relation: id, column: *column });
        values.iter().for_each(|value| parameters_of(query, value, 0, &mut note));
    }
}

/// How many queries in `FROM` a value is followed through.
const MAX_DEPTH: u32 = 20;

/// The parameters that a value is, whatever type they were cast to.
fn parameters_of(query: &Query, value: &Expr, depth: u32, note: &mut dyn FnMut(u32)) {
    if depth > MAX_DEPTH {
        return;
    }
    match &value.kind {
        ExprKind::Parameter(number) => note(*number),
        ExprKind::Relabel(of, _)
        | ExprKind::ThroughText(of, _)
        | ExprKind::ArrayCast(of, ..)
        | ExprKind::ToDomain(of, _)
        | ExprKind::Collate(of) => parameters_of(query, of, depth + 1, note),
        ExprKind::Call(call) if matches!(call.form, CallForm::Cast(_)) => {
            call.arguments.iter().take(1).for_each(|of| parameters_of(query, of, depth + 1, note));
        }
        ExprKind::Column(var) if var.level == 0 && var.column > 0 => {
            let index = var.column as usize - 1;
            match query.tables.get(var.table as usize).map(|table| &table.kind) {
                Some(RangeTableKind::Subquery(inner)) if inner.set_operation.is_none() => {
                    inner.visible_targets().nth(index).iter().for_each(|of| parameters_of(inner, &of.expr, depth + 1, note));
                }
                Some(RangeTableKind::Values(rows)) => {
                    rows.iter().filter_map(|row| row.get(index)).for_each(|of| parameters_of(query, of, depth + 1, note));
                }
                _ => {}
            }
        }
        _ => {}
    }
}
