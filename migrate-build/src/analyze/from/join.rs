//! What does a join bring into sight: its sides, and the columns that `USING` and `NATURAL` merge.

use super::alias::rename_join_columns;
use super::{FromItem, analyze_item, set_lateral};
use crate::analyze::clause::analyze_condition;
use crate::analyze::expr::{coerce, make_operator};
use crate::analyze::namespace::check_conflicts;
use crate::analyze::place::ExprPlace;
use crate::analyze::state::{NamespaceColumn, NamespaceItem, State};
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{self, Expr, ExprKind, JoinNode, JoinTree, RangeColumn, RangeTable, RangeTableKind, RowVersion};
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind};
use crate::syntax::name::{Ident, OperatorName};
use crate::syntax::query::table::{Alias, Join, JoinCondition, JoinKind};
use crate::text::{Collection, Gather, Name, Seek, Span};

/// A column of a join under construction.
struct Merged {
    name: Name,
    expr: Expr,
}

// pg: parse_clause.c transformFromClauseItem, the part for JoinExpr
pub(super) fn analyze_join(state: &mut State<'_>, join: &Join, alias: Option<&Alias>) -> Result<FromItem> {
    let mut left = optional_side(state, matches!(join.kind, JoinKind::Right | JoinKind::Full), |state| analyze_item(state, &join.left))?;
    let mut right =
        optional_side(state, matches!(join.kind, JoinKind::Left | JoinKind::Full), |state| analyze_right_side(state, join, &mut left))?;
    check_conflicts(state, &left.namespace, &right.namespace)?;
    let using = using_columns(join, &left.item, &right.item);
    let mut merged = merge_columns(state, join.kind, &using, &left.item, &right.item)?;
    let mut condition = merged.condition.take();
    left.namespace.append(&mut right.namespace);
    let mut namespace = left.namespace;
    if let JoinCondition::On(on) = &join.condition {
        condition = Some(analyze_on(state, on, &mut namespace)?);
    }
    let using_names = using.len();
    let (left_used, right_used) = (std::mem::take(&mut merged.left_used), std::mem::take(&mut merged.right_used));
    add_rest(&mut merged, &left.item, &left_used);
    add_rest(&mut merged, &right.item, &right_used);
    let item = add_join(state, alias, merged, &mut namespace)?;
    if let JoinCondition::Using(_, Some(name)) = &join.condition {
        add_using_alias(state, name, &item, using_names, &mut namespace)?;
    }
    namespace.push(item.clone());
    let kind = match join.kind {
        JoinKind::Cross | JoinKind::Inner => tree::JoinKind::Inner,
        JoinKind::Left => tree::JoinKind::Left,
        JoinKind::Right => tree::JoinKind::Right,
        JoinKind::Full => tree::JoinKind::Full,
    };
    let node = JoinNode { kind, left: left.tree, right: right.tree, condition, table: item.entry };
    Ok(FromItem { tree: JoinTree::Join(Box::new(node)), item, namespace })
}

/// Analyzes a side whose rows may be missing from the result.
fn optional_side<T>(state: &mut State<'_>, optional: bool, analyze: impl FnOnce(&mut State<'_>) -> Result<T>) -> Result<T> {
    state.level_mut().outer_joins += u32::from(optional);
    let result = analyze(state);
    state.level_mut().outer_joins -= u32::from(optional);
    result
}

/// The right side may refer laterally to the left one, where the join lets it.
fn analyze_right_side(state: &mut State<'_>, join: &Join, left: &mut FromItem) -> Result<FromItem> {
    let lateral_ok = matches!(join.kind, JoinKind::Cross | JoinKind::Inner | JoinKind::Left);
    set_lateral(&mut left.namespace, true, lateral_ok);
    let height = state.level().namespace.len();
    state.level_mut().namespace.put_all(left.namespace.iter().cloned());
    let right = analyze_item(state, &join.right);
    state.level_mut().namespace.truncate(height);
    right
}

// pg: parse_clause.c transformJoinOnClause
fn analyze_on(state: &mut State<'_>, on: &crate::syntax::expr::Expr, namespace: &mut [NamespaceItem]) -> Result<Expr> {
    set_lateral(namespace, false, true);
    let saved = std::mem::replace(&mut state.level_mut().namespace, namespace.to_vec());
    let condition = analyze_condition(state, on, ExprPlace::JoinOn, "JOIN/ON");
    state.level_mut().namespace = saved;
    condition
}

fn using_columns(join: &Join, left: &NamespaceItem, right: &NamespaceItem) -> Vec<Ident> {
    match &join.condition {
        JoinCondition::Using(columns, _) => columns.clone(),
        JoinCondition::Natural => left
            .columns
            .iter()
            .filter(|column| !column.name.is_empty() && right.columns.iter().exists(|other| other.name == column.name))
            .map(|column| Ident { name: column.name.clone(), span: join.at })
            .gather(),
        JoinCondition::None | JoinCondition::On(_) => Vec::new(),
    }
}

struct MergedColumns {
    columns: Vec<Merged>,
    spaces: Vec<Option<NamespaceColumn>>,
    left_used: Vec<usize>,
    right_used: Vec<usize>,
    condition: Option<Expr>,
}

fn merge_columns(
    state: &mut State<'_>,
    kind: JoinKind,
    using: &[Ident],
    left: &NamespaceItem,
    right: &NamespaceItem,
) -> Result<MergedColumns> {
    let mut merged =
        MergedColumns { columns: Vec::new(), spaces: Vec::new(), left_used: Vec::new(), right_used: Vec::new(), condition: None };
    let mut pairs = Vec::new();
    for (index, column) in using.iter().enumerate() {
        if using[..index].iter().exists(|before| before.name == column.name) {
            let message = format!("column name \"{}\" appears more than once in USING clause", column.name);
            return Err(Diagnostic::error(SqlState::DUPLICATE_COLUMN, message));
        }
        let left_index = find_side(left, column, "left")?;
        let right_index = find_side(right, column, "right")?;
        merged.left_used.push(left_index);
        merged.right_used.push(right_index);
        let at = Span::default();
        let sides = (&left.columns[left_index], &right.columns[right_index]);
        pairs.push((column, sides.0.expr(0, RowVersion::Default, at), sides.1.expr(0, RowVersion::Default, at)));
    }
    if !pairs.is_empty() {
        merged.condition = Some(using_condition(state, &pairs)?);
    }
    for ((column, left_var, right_var), used) in pairs.into_iter().zip(merged.left_used.iter().zip(&merged.right_used)) {
        let expr = merge_column(state, kind, left_var, right_var)?;
        let space = match &expr.kind {
            ExprKind::Column(_) if kind == JoinKind::Right => Some(right.columns[*used.1].clone()),
            ExprKind::Column(_) if kind != JoinKind::Full => Some(left.columns[*used.0].clone()),
            _ => None,
        };
        merged.columns.push(Merged { name: column.name.clone(), expr });
        merged.spaces.push(space);
    }
    Ok(merged)
}

fn find_side(side: &NamespaceItem, name: &Ident, which: &str) -> Result<usize> {
    let mut found = side.columns.iter().enumerate().filter(|(_, column)| column.name == name.name).map(|(index, _)| index);
    let Some(first) = found.next() else {
        let message = format!("column \"{}\" specified in USING clause does not exist in {which} table", name.name);
        return Err(Diagnostic::error(SqlState::UNDEFINED_COLUMN, message).about(SubjectKind::Column, &name.name));
    };
    if found.next().is_some() {
        let message = format!("common column name \"{}\" appears more than once in {which} table", name.name);
        return Err(Diagnostic::error(SqlState::AMBIGUOUS_COLUMN, message));
    }
    Ok(first)
}

// pg: parse_clause.c transformJoinUsingClause
fn using_condition(state: &mut State<'_>, pairs: &[(&Ident, Expr, Expr)]) -> Result<Expr> {
    state.in_place(ExprPlace::JoinUsing, |state| {
        let mut conditions = Vec::new();
        for (_, left, right) in pairs {
            let name = OperatorName { schema: None, symbol: Name::from("="), span: Span::default() };
            let condition = make_operator(state, &name, Some(left.clone()), right.clone(), Span::default()).map_err(|mut problem| {
                problem.span = None;
                problem
            })?;
            conditions.push(coerce::coerce_to_boolean(state, condition, "JOIN/USING")?);
        }
        if conditions.len() == 1 {
            return Ok(conditions.remove(0));
        }
        Ok(Expr { kind: ExprKind::And(conditions), type_id: TypeId::BOOL, modifier: -1, collation: None, at: Span::default() })
    })
}

// pg: parse_clause.c buildMergedJoinVar
fn merge_column(state: &mut State<'_>, kind: JoinKind, left: Expr, right: Expr) -> Result<Expr> {
    let type_id = if left.type_id == right.type_id {
        left.type_id
    } else {
        coerce::select_common(state, &[&left, &right], Some("JOIN/USING"))?.unwrap_or(left.type_id)
    };
    let modifier = coerce::select_common_modifier(&[&left, &right], type_id);
    let (left_value, right_value) = (fit(state, left, type_id, modifier)?, fit(state, right, type_id, modifier)?);
    let is_column = |expr: &Expr| matches!(expr.kind, ExprKind::Column(_));
    Ok(match kind {
        JoinKind::Cross | JoinKind::Inner if !is_column(&left_value) && is_column(&right_value) => right_value,
        JoinKind::Cross | JoinKind::Inner | JoinKind::Left => left_value,
        JoinKind::Right => right_value,
        JoinKind::Full => {
            let (collation, at) = (left_value.collation, left_value.at);
            Expr { kind: ExprKind::Coalesce(vec![left_value, right_value]), type_id, modifier, collation, at }
        }
    })
}

fn fit(state: &mut State<'_>, expr: Expr, type_id: TypeId, modifier: i32) -> Result<Expr> {
    if expr.type_id == type_id && (modifier == expr.modifier || modifier == -1) {
        return Ok(if modifier == expr.modifier {
            expr
        } else {
            let (collation, at) = (expr.collation, expr.at);
            Expr { kind: ExprKind::Relabel(Box::new(expr), CastContext::Implicit), type_id, modifier, collation, at }
        });
    }
    coerce::coerce_to_common(state, expr, type_id, "JOIN/USING")
}

// pg: parse_clause.c extractRemainingColumns
fn add_rest(merged: &mut MergedColumns, side: &NamespaceItem, used: &[usize]) {
    for (index, column) in side.columns.iter().enumerate() {
        if column.name.is_empty() || used.contains(&index) {
            continue;
        }
        merged.columns.push(Merged { name: column.name.clone(), expr: column.expr(0, side.row, Span::default()) });
        merged.spaces.push(Some(column.clone()));
    }
}

fn add_join(
    state: &mut State<'_>,
    alias: Option<&Alias>,
    merged: MergedColumns,
    namespace: &mut Vec<NamespaceItem>,
) -> Result<NamespaceItem> {
    let own = alias.and_then(|alias| alias.name.as_ref()).map(|name| &name.name);
    let mut columns: Vec<RangeColumn> = merged
        .columns
        .iter()
        .map(|column| RangeColumn {
            name: column.name.clone(),
            type_id: Some(column.expr.type_id),
            modifier: column.expr.modifier,
            collation: column.expr.collation,
        })
        .gather();
    let name = own.cloned().unwrap_or_else(|| Name::from("unnamed_join"));
    rename_join_columns(state, &name, &mut columns, alias.map_or(&[][..], |alias| &alias.columns))?;
    let exprs = merged.columns.into_iter().map(|column| column.expr).gather();
    let table = RangeTable { kind: RangeTableKind::Join { columns: exprs }, alias: name.clone(), columns: columns.clone(), lateral: false };
    let entry = state.add_entry(table, own.is_some());
    let mut item = NamespaceItem::visible(name, entry, NamespaceItem::columns_of(entry, &columns));
    for (column, space) in item.columns.iter_mut().zip(merged.spaces) {
        if let Some(space) = space {
            column.var = space.var;
            column.hidden = space.hidden;
            (column.type_id, column.modifier, column.collation) = (space.type_id, space.modifier, space.collation);
        }
    }
    if own.is_some() {
        namespace.clear();
    } else {
        namespace.iter_mut().for_each(|inner| inner.columns_visible = false);
        namespace.retain(|inner| inner.relation_visible);
    }
    item.relation_visible = own.is_some();
    Ok(item)
}

fn add_using_alias(state: &State<'_>, name: &Ident, item: &NamespaceItem, count: usize, namespace: &mut Vec<NamespaceItem>) -> Result<()> {
    let columns = item.columns.iter().take(count).cloned().gather();
    let mut alias = NamespaceItem::visible(name.name.clone(), item.entry, columns);
    alias.columns_visible = false;
    check_conflicts(state, namespace, std::slice::from_ref(&alias))?;
    namespace.push(alias);
    Ok(())
}
