//! What do `ORDER BY`, `GROUP BY` and `DISTINCT` refer to: targets by name, number or expression.

use super::errors::{error_at, syntax_error};
use super::expr::analyze_expr;
use super::expr::sort::{group_operator, sort_operator, sortable, strip_implicit};
use super::namespace::lookup_bare_column;
use super::place::ExprPlace;
use super::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Expr, Target};
use crate::diag::{Result, SqlState};
use crate::syntax::expr::{Expr as SyntaxExpr, ExprKind as SyntaxKind, Literal};
use crate::syntax::query::{SortBy, SortDirection};
use crate::text::{Name, Seek, Span};

/// Which rules find a target: those of SQL92, which know names and numbers, or those of SQL99, which know expressions alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lookup {
    Sql92,
    Sql99,
}

/// The targets that a list of sort keys means, by their place; keys that are no targets are added as hidden ones.
// pg: parse_clause.c transformSortClause
pub(super) fn analyze_sort(
    state: &mut State<'_>,
    keys: &[SortBy],
    targets: &mut Vec<Target>,
    place: ExprPlace,
    lookup: Lookup,
) -> Result<Vec<usize>> {
    let mut found = Vec::new();
    for key in keys {
        let index = find_target(state, &key.value, targets, place, lookup)?;
        check_sort_operator(state, targets, index, key)?;
        if !found.contains(&index) || matches!(key.direction, SortDirection::Using(_)) {
            found.push(index);
        }
    }
    Ok(found)
}

/// The target that an expression means.
pub(super) fn find_target(
    state: &mut State<'_>,
    expr: &SyntaxExpr,
    targets: &mut Vec<Target>,
    place: ExprPlace,
    lookup: Lookup,
) -> Result<usize> {
    let by_name = match lookup {
        Lookup::Sql92 => find_by_name_or_number(state, expr, targets, place)?,
        Lookup::Sql99 => None,
    };
    match by_name {
        Some(index) => {
            check_group_target(state, &targets[index].expr, place)?;
            Ok(index)
        }
        None => find_by_expression(state, expr, targets, place),
    }
}

// pg: parse_clause.c findTargetlistEntrySQL92
fn find_by_name_or_number(state: &mut State<'_>, expr: &SyntaxExpr, targets: &[Target], place: ExprPlace) -> Result<Option<usize>> {
    match &expr.kind {
        SyntaxKind::Column(column) if column.parts.len() == 1 && !column.star => {
            let name = &column.parts[0].name;
            if place == ExprPlace::GroupBy && lookup_bare_column(state, name, true, expr.at)?.is_some() {
                return Ok(None);
            }
            find_by_name(targets, name, place, expr.at)
        }
        SyntaxKind::Literal(Literal::Integer(position)) => find_by_number(targets, i64::from(*position), place, expr.at).map(Some),
        SyntaxKind::Literal(_) => Err(syntax_error(format!("non-integer constant in {}", place.name()), expr.at)),
        _ => Ok(None),
    }
}

fn find_by_name(targets: &[Target], name: &Name, place: ExprPlace, at: Span) -> Result<Option<usize>> {
    let mut found: Option<usize> = None;
    for (index, target) in targets.iter().enumerate().filter(|(_, target)| !target.junk && target.name == *name) {
        match found {
            Some(before) if targets[before].expr != target.expr => {
                return Err(error_at(SqlState::AMBIGUOUS_COLUMN, format!("{} \"{name}\" is ambiguous", place.name()), at));
            }
            Some(_) => {}
            None => found = Some(index),
        }
    }
    Ok(found)
}

fn find_by_number(targets: &[Target], position: i64, place: ExprPlace, at: Span) -> Result<usize> {
    let mut shown = targets.iter().enumerate().filter(|(_, target)| !target.junk);
    let found = usize::try_from(position - 1).ok().and_then(|skip| shown.nth(skip));
    found.map(|(index, _)| index).ok_or_else(|| {
        error_at(SqlState::INVALID_COLUMN_REFERENCE, format!("{} position {position} is not in select list", place.name()), at)
    })
}

// pg: parse_clause.c checkTargetlistEntrySQL92
fn check_group_target(state: &State<'_>, expr: &Expr, place: ExprPlace) -> Result<()> {
    if place != ExprPlace::GroupBy {
        return Ok(());
    }
    let level = state.level();
    if level.has_aggregates
        && let Some(at) = super::aggregate::locate_aggregate(std::slice::from_ref(expr), 0)
    {
        return Err(error_at(SqlState::GROUPING_ERROR, "aggregate functions are not allowed in GROUP BY", at));
    }
    if level.has_windows
        && let Some(at) = super::window::locate_window_call(std::slice::from_ref(expr))
    {
        return Err(error_at(SqlState::WINDOWING_ERROR, "window functions are not allowed in GROUP BY", at));
    }
    Ok(())
}

// pg: parse_clause.c findTargetlistEntrySQL99
fn find_by_expression(state: &mut State<'_>, expr: &SyntaxExpr, targets: &mut Vec<Target>, place: ExprPlace) -> Result<usize> {
    let analyzed = analyze_expr(state, expr, place)?;
    if let Some(index) = targets.iter().place_where(|target| analyzed == *strip_implicit(&target.expr)) {
        return Ok(index);
    }
    targets.push(Target { expr: analyzed, name: Name::from("?column?"), junk: true, origin: None });
    Ok(targets.len() - 1)
}

/// A target of unknown type that is sorted or grouped by becomes text.
pub(super) fn resolve_unknown(state: &mut State<'_>, target: &mut Target) -> Result<()> {
    if target.expr.type_id == TypeId::UNKNOWN {
        target.expr = sortable(state, target.expr.clone())?;
    }
    Ok(())
}

// pg: parse_clause.c addTargetToSortList
fn check_sort_operator(state: &mut State<'_>, targets: &mut [Target], index: usize, key: &SortBy) -> Result<()> {
    resolve_unknown(state, &mut targets[index])?;
    sort_operator(state, targets[index].expr.type_id, &key.direction, key.value.at).map(|_| ())
}

/// Refuses a type whose values cannot be told apart.
// pg: parse_oper.c get_sort_group_operators
pub(super) fn check_equality(state: &State<'_>, type_id: TypeId, at: Span) -> Result<()> {
    group_operator(state, type_id, at).map(|_| ())
}
