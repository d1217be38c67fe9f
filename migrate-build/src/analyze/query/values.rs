//! What does `VALUES` say.

use super::locking::words;
use super::select::analyze_bounds;
use super::start;
use crate::analyze::errors::syntax_error;
use crate::analyze::expr::coerce;
use crate::analyze::from::relation_item;
use crate::analyze::place::ExprPlace;
use crate::analyze::sort::{Lookup, analyze_sort};
use crate::analyze::state::State;
use crate::analyze::target::analyze_list;
use crate::catalog::tree::{self, Command, Expr, JoinTree, RangeColumn, RangeTable, RangeTableKind, RowVersion, Target};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::query::{Query, Values};
use crate::text::{Gather, Name, Span};

// pg: analyze.c transformValuesClause
pub(super) fn analyze_values(state: &mut State<'_>, query: &Query, values: &Values) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Select);
    start(state, query)?;
    let mut rows = Vec::new();
    for row in &values.rows {
        let exprs = analyze_list(state, row, ExprPlace::Values, false)?;
        check_length(rows.first(), &exprs, row.first().map_or(values.span, |expr| expr.at))?;
        rows.push(exprs);
    }
    let columns = unify_columns(state, &mut rows)?;
    let kind = RangeTableKind::Values(rows);
    let table = RangeTable { kind, alias: Name::from("*VALUES*"), columns, lateral: false };
    let entry = state.add_entry(table, false);
    let item = relation_item(state, entry);
    let mut targets: Vec<Target> = item
        .columns
        .iter()
        .map(|column| Target {
            expr: column.expr(0, RowVersion::Default, values.span),
            name: column.name.clone(),
            junk: false,
            origin: None,
        })
        .gather();
    state.level_mut().namespace.push(item);
    let order_by = analyze_sort(state, &query.order_by, &mut targets, ExprPlace::OrderBy, Lookup::Sql92)?;
    analyze_bounds(state, query, &mut analyzed)?;
    if let Some(clause) = query.locking.first() {
        let message = format!("{} cannot be applied to VALUES", words(clause.strength));
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    analyzed.order_by = order_by.iter().map(|index| targets[*index].expr.clone()).gather();
    analyzed.targets = targets;
    analyzed.from = vec![JoinTree::Table(entry)];
    Ok(analyzed)
}

pub(in crate::analyze) fn check_length(first: Option<&Vec<Expr>>, row: &[Expr], at: Span) -> Result<()> {
    match first {
        Some(first) if first.len() != row.len() => Err(syntax_error("VALUES lists must all be the same length", at)),
        _ => Ok(()),
    }
}

/// Gives the values of each column a common type.
fn unify_columns(state: &mut State<'_>, rows: &mut [Vec<Expr>]) -> Result<Vec<RangeColumn>> {
    let width = rows.first().map_or(0, Vec::len);
    let mut columns = Vec::new();
    for index in 0..width {
        let values: Vec<&Expr> = rows.iter().map(|row| &row[index]).gather();
        let type_id = coerce::select_common(state, &values, Some("VALUES"))?.unwrap_or(values[0].type_id);
        for row in rows.iter_mut() {
            row[index] = coerce::coerce_to_common(state, row[index].clone(), type_id, "VALUES")?;
        }
        let values: Vec<&Expr> = rows.iter().map(|row| &row[index]).gather();
        let modifier = coerce::select_common_modifier(&values, type_id);
        let collation = state.catalog.type_(type_id).and_then(|of| of.collation);
        columns.push(RangeColumn { name: Name::from(format!("column{}", index + 1)), type_id: Some(type_id), modifier, collation });
    }
    Ok(columns)
}
