//! What do `UNION`, `INTERSECT` and `EXCEPT` say.

use super::locking::{analyze_locking, words};
use super::select::analyze_bounds;
use super::{Within, analyze_within, start};
use crate::analyze::errors::{error_at, not_supported, syntax_error};
use crate::analyze::expr::coerce;
use crate::analyze::expr::collate::select_common_collation;
use crate::analyze::place::ExprPlace;
use crate::analyze::sort::{Lookup, analyze_sort, check_equality};
use crate::analyze::state::{Link, NamespaceItem, State};
use crate::analyze::with::set_recursive_columns;
use crate::catalog::id::TypeId;
use crate::catalog::tree::walk::any_in_query;
use crate::catalog::tree::{self, ColumnVar, Command, Expr, ExprKind, RangeTable, RangeTableKind, RowVersion, SetTree, Target};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::query::{Query, QueryBody, SetOperation, SetOperator};
use crate::text::{Gather, Name, Span};

/// A side of a set operation: its columns, and where they are still those of one query.
struct Side {
    tree: SetTree,
    columns: Vec<Expr>,
    names: Vec<Name>,
    leaf: Option<u32>,
}

// pg: analyze.c transformSetOperationStmt
pub(super) fn analyze_set_operation(state: &mut State<'_>, query: &Query, operation: &SetOperation) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Select);
    if let Some(clause) = query.locking.first() {
        let message = format!("{} is not allowed with UNION/INTERSECT/EXCEPT", words(clause.strength));
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    start(state, query)?;
    let side = analyze_operation(state, operation, true)?;
    let leftmost = leftmost(&side.tree);
    let result: Vec<Target> = side
        .columns
        .iter()
        .zip(&side.names)
        .enumerate()
        .map(|(index, (column, name))| {
            let var = ColumnVar { level: 0, table: leftmost, column: index as i16 + 1, row: RowVersion::Default };
            let at = place_in_entry(state, leftmost, index).unwrap_or(column.at);
            Target { expr: Expr { kind: ExprKind::Column(var), at, ..column.clone() }, name: name.clone(), junk: false, origin: None }
        })
        .gather();
    let mut targets = result;
    let order_by = analyze_order(state, query, &mut targets)?;
    analyze_bounds(state, query, &mut analyzed)?;
    analyzed.order_by = order_by.iter().map(|index| targets[*index].expr.clone()).gather();
    analyzed.targets = targets;
    analyzed.set_operation = Some(Box::new(side.tree));
    analyze_locking(state, &query.locking, &mut analyzed)?;
    Ok(analyzed)
}

/// Where a column of the leftmost query stands, at which errors about the whole point.
fn place_in_entry(state: &State<'_>, entry: u32, index: usize) -> Option<Span> {
    match &state.level().entries.get(entry as usize)?.table.kind {
        RangeTableKind::Subquery(query) => query.targets.get(index).map(|target| target.expr.at),
        _ => None,
    }
}

/// Only names and numbers of the result can be sorted by.
fn analyze_order(state: &mut State<'_>, query: &Query, targets: &mut Vec<Target>) -> Result<Vec<usize>> {
    let entry = leftmost_entry(targets);
    let columns: Vec<tree::RangeColumn> = targets
        .iter()
        .map(|target| tree::RangeColumn {
            name: target.name.clone(),
            type_id: Some(target.expr.type_id),
            modifier: target.expr.modifier,
            collation: target.expr.collation,
        })
        .gather();
    let mut item = NamespaceItem::visible(Name::from("*result*"), entry, NamespaceItem::columns_of(entry, &columns));
    item.relation_visible = false;
    let saved = std::mem::replace(&mut state.level_mut().namespace, vec![item]);
    let count = targets.len();
    let order_by = analyze_sort(state, &query.order_by, targets, ExprPlace::OrderBy, Lookup::Sql92);
    state.level_mut().namespace = saved;
    let order_by = order_by?;
    match targets.get(count) {
        Some(added) => Err(not_supported("invalid UNION/INTERSECT/EXCEPT ORDER BY clause", added.expr.at)
            .note("only result column names can be used, not expressions or functions")
            .help("add the expression/function to every SELECT, or move the UNION into a FROM clause")),
        None => Ok(order_by),
    }
}

fn leftmost_entry(targets: &[Target]) -> u32 {
    match targets.first().map(|target| &target.expr.kind) {
        Some(ExprKind::Column(var)) => var.table,
        _ => 0,
    }
}

fn leftmost(tree: &SetTree) -> u32 {
    let mut tree = tree;
    loop {
        match tree {
            SetTree::Leaf(entry) => return *entry,
            SetTree::Operation { left, .. } => tree = left,
        }
    }
}

// pg: analyze.c transformSetOperationTree
fn analyze_operation(state: &mut State<'_>, operation: &SetOperation, top: bool) -> Result<Side> {
    let construct = match operation.operator {
        SetOperator::Union => "UNION",
        SetOperator::Intersect => "INTERSECT",
        SetOperator::Except => "EXCEPT",
    };
    let union = operation.operator == SetOperator::Union;
    let (left_words, right_words) = match operation.operator {
        SetOperator::Union => (None, None),
        SetOperator::Intersect if operation.all => (Some("within INTERSECT"), Some("within INTERSECT")),
        SetOperator::Intersect => (None, None),
        SetOperator::Except if operation.all => (Some("within EXCEPT"), Some("within EXCEPT")),
        SetOperator::Except => (None, Some("within EXCEPT")),
    };
    let mut left = analyze_side(state, &operation.left, left_words)?;
    let recursive = top && state.level().parent_common_table.is_some();
    if recursive {
        set_recursive_columns(state, &left.columns, &left.names)?;
    }
    let mut right = analyze_side(state, &operation.right, right_words)?;
    if left.columns.len() != right.columns.len() {
        let message = format!("each {construct} query must have the same number of columns");
        let at = right.columns.first().map_or(operation.right.span, |column| column.at);
        return Err(syntax_error(message, at));
    }
    let mut columns = Vec::new();
    for index in 0..left.columns.len() {
        let column = unify(state, (construct, union && operation.all), &mut left, &mut right, index)?;
        if !(union && operation.all) {
            check_equality(state, column.type_id, column.at)?;
        }
        columns.push(column);
    }
    let operator = match operation.operator {
        SetOperator::Union => tree::SetOperator::Union,
        SetOperator::Intersect => tree::SetOperator::Intersect,
        SetOperator::Except => tree::SetOperator::Except,
    };
    let tree = SetTree::Operation { operator, all: operation.all, left: Box::new(left.tree), right: Box::new(right.tree) };
    Ok(Side { tree, columns, names: left.names, leaf: None })
}

fn analyze_side(state: &mut State<'_>, query: &Query, words: Option<&'static str>) -> Result<Side> {
    let plain =
        query.with.is_none() && query.order_by.is_empty() && query.limit.is_none() && query.offset.is_none() && query.locking.is_empty();
    if let (QueryBody::SetOperation(operation), true) = (&query.body, plain) {
        return state.deeper(|state| analyze_operation(state, operation, false));
    }
    analyze_leaf(state, query, words)
}

fn analyze_leaf(state: &mut State<'_>, query: &Query, words: Option<&'static str>) -> Result<Side> {
    let link = Link::SetOperation(words);
    let analyzed = analyze_within(state, query, Within { resolve_unknowns: false, link, ..Within::default() })?;
    let sibling = any_in_query(&analyzed, 1, &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth));
    if sibling && !state.level().namespace.is_empty() {
        let message = "UNION/INTERSECT/EXCEPT member statement cannot refer to other relations of same query level";
        return Err(error_at(SqlState::INVALID_COLUMN_REFERENCE, message, query.span));
    }
    let visible: Vec<&Target> = analyzed.visible_targets().gather();
    let columns: Vec<Expr> = visible.iter().map(|target| target.expr.clone()).gather();
    let names: Vec<Name> = visible.iter().map(|target| target.name.clone()).gather();
    let alias = Name::from(format!("*SELECT* {}", state.level().entries.len() + 1));
    let shown = crate::analyze::from::columns_of_query(&analyzed);
    let kind = RangeTableKind::Subquery(Box::new(analyzed));
    let entry = state.add_entry(RangeTable { kind, alias, columns: shown, lateral: false }, false);
    Ok(Side { tree: SetTree::Leaf(entry), columns, names, leaf: Some(entry) })
}

/// Gives a column of both sides a common type; the expression stands for the result.
fn unify(state: &mut State<'_>, (construct, none_allowed): (&str, bool), left: &mut Side, right: &mut Side, index: usize) -> Result<Expr> {
    let (one, other) = (left.columns[index].clone(), right.columns[index].clone());
    let type_id = coerce::select_common(state, &[&one, &other], Some(construct))?.unwrap_or(one.type_id);
    let best = if one.type_id == type_id || other.type_id != type_id { one.at } else { other.at };
    let mut one = fit(state, construct, left, index, type_id)?;
    let mut other = fit(state, construct, right, index, type_id)?;
    let modifier = coerce::select_common_modifier(&[&one, &other], type_id);
    let collation = select_common_collation(state.catalog, [&mut one, &mut other], none_allowed)?;
    let kind = if matches!(one.kind, ExprKind::Constant(None)) { other.kind } else { ExprKind::Default };
    let kind = if matches!(kind, ExprKind::Constant(_) | ExprKind::Parameter(_)) { ExprKind::Default } else { kind };
    Ok(Expr { kind, type_id, modifier, collation, at: best })
}

fn fit(state: &mut State<'_>, construct: &str, side: &mut Side, index: usize, type_id: TypeId) -> Result<Expr> {
    let column = side.columns[index].clone();
    let literal = matches!(column.kind, ExprKind::Constant(_) | ExprKind::Parameter(_));
    if column.type_id == TypeId::UNKNOWN && !literal {
        return Ok(column);
    }
    let unknown = column.type_id == TypeId::UNKNOWN;
    let fitted = coerce::coerce_to_common(state, column, type_id, construct)?;
    if let (true, Some(leaf)) = (unknown, side.leaf) {
        replace_target(state, leaf, index, &fitted);
    }
    Ok(fitted)
}

fn replace_target(state: &mut State<'_>, leaf: u32, index: usize, expr: &Expr) {
    let Some(entry) = state.level_mut().entries.get_mut(leaf as usize) else {
        return;
    };
    if let Some(column) = entry.table.columns.get_mut(index) {
        column.type_id = Some(expr.type_id);
        column.modifier = expr.modifier;
        column.collation = expr.collation;
    }
    if let RangeTableKind::Subquery(query) = &mut entry.table.kind
        && let Some(target) = query.targets.iter_mut().filter(|target| !target.junk).nth(index)
    {
        target.expr = expr.clone();
    }
}
