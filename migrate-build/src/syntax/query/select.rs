//! How are the clauses of one `SELECT` lowered.

use super::from::lower_from_items;
use super::table::{RelationRef, TableRef, TableRefKind};
use super::window::lower_window_clause;
use super::{DistinctClause, GroupBy, GroupItem, IntoClause, NullsOrder, Select, SortBy, SortDirection, Target};
use crate::diag::{Result, each};
use crate::syntax::expr::lower::{expressions, first_expression, lower_expr, lower_exprs, lower_only_expr};
use crate::syntax::expr::operator_name;
use crate::syntax::expr::{ColumnRef, Expr, ExprKind, RowForm};
use crate::syntax::lower::{Lowering, find_child, has_token};
use crate::syntax::name::{lower_ident, lower_qualified_name};
use crate::syntax::query::lower_relation_ref;
use crate::syntax::statement::table::Persistence;
use crate::syntax::tree::{SyntaxElement, SyntaxKind, SyntaxNode};

/// Lowers a `Select`, `SelectInto` or `Table` without what follows it.
pub(super) fn lower_select(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Select> {
    let mut select = empty_select(cx, node);
    if node.kind() == SyntaxKind::TABLE {
        return lower_table(cx, node, select);
    }
    for child in node.children() {
        match child.kind() {
            SyntaxKind::SELECT_CLAUSE => {
                select.span = cx.first_token_span(&child);
                lower_select_clause(cx, &child, &mut select)?;
            }
            SyntaxKind::INTO_CLAUSE => select.into = Some(lower_into(cx, &child)?),
            SyntaxKind::FROM_CLAUSE => select.from = lower_from_items(cx, &child)?,
            SyntaxKind::WHERE_CLAUSE => select.filter = Some(lower_only_expr(cx, &child)?),
            SyntaxKind::GROUP_BY_CLAUSE => select.group_by = Some(lower_group_by(cx, &child)?),
            SyntaxKind::HAVING_CLAUSE => select.having = Some(lower_only_expr(cx, &child)?),
            SyntaxKind::WINDOW_CLAUSE => select.windows = lower_window_clause(cx, &child)?,
            _ => {}
        }
    }
    Ok(select)
}

/// Lowers a list of targets, or of what is returned.
pub fn lower_targets(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<Target>> {
    each(list.children().filter(|target| target.kind() == SyntaxKind::TARGET), |target| lower_target(cx, &target))
}

/// Lowers `ORDER BY`.
pub fn lower_order_by(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Vec<SortBy>> {
    let list = cx.need(find_child(clause, SyntaxKind::SORT_BY_LIST), clause)?;
    each(list.children().filter(|item| item.kind() == SyntaxKind::SORT_BY), |item| lower_sort_by(cx, &item))
}

fn empty_select(cx: &Lowering<'_>, node: &SyntaxNode) -> Select {
    Select {
        distinct: None,
        targets: Vec::new(),
        into: None,
        from: Vec::new(),
        filter: None,
        group_by: None,
        having: None,
        windows: Vec::new(),
        span: cx.first_token_span(node),
    }
}

/// `TABLE t` is `SELECT * FROM t`.
fn lower_table(cx: &Lowering<'_>, node: &SyntaxNode, mut select: Select) -> Result<Select> {
    let name = cx.need(find_child(node, SyntaxKind::RELATION_NAME), node)?;
    let relation: RelationRef = lower_relation_ref(cx, &name)?;
    let at = cx.span_of_token(node, SyntaxKind::TABLE_KW);
    let star = ExprKind::Column(ColumnRef { parts: Vec::new(), star: true });
    select.targets.push(Target { value: Expr { kind: star, at, span: at }, alias: None });
    select.from.push(TableRef { span: relation.name.span, kind: TableRefKind::Relation(relation), alias: None });
    select.span = at;
    Ok(select)
}

fn lower_select_clause(cx: &Lowering<'_>, clause: &SyntaxNode, select: &mut Select) -> Result<()> {
    for child in clause.children() {
        match child.kind() {
            SyntaxKind::DISTINCT_CLAUSE => {
                select.distinct = Some(match find_child(&child, SyntaxKind::DISTINCT_ON) {
                    Some(on) => DistinctClause::On(lower_exprs(cx, &on)?),
                    None => DistinctClause::All,
                });
            }
            SyntaxKind::TARGET_LIST => select.targets = lower_targets(cx, &child)?,
            _ => {}
        }
    }
    Ok(())
}

fn lower_target(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Target> {
    let Some(value) = first_expression(node) else {
        let at = cx.first_token_span(node);
        let star = ExprKind::Column(ColumnRef { parts: Vec::new(), star: true });
        return Ok(Target { value: Expr { kind: star, at, span: at }, alias: None });
    };
    let alias = match find_child(node, SyntaxKind::AS_NAME).and_then(|alias| alias.children().next()) {
        Some(name) => Some(lower_ident(cx, &name)?),
        None => None,
    };
    Ok(Target { value: lower_expr(cx, &value)?, alias })
}

fn lower_into(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<IntoClause> {
    let name = cx.need(find_child(clause, SyntaxKind::TABLE_NAME), clause)?;
    let persistence = if find_child(clause, SyntaxKind::TEMP).is_some() {
        Persistence::Temporary
    } else if find_child(clause, SyntaxKind::UNLOGGED).is_some() {
        Persistence::Unlogged
    } else {
        Persistence::Permanent
    };
    Ok(IntoClause { table: lower_qualified_name(cx, &name)?, persistence, span: cx.span(clause) })
}

fn lower_group_by(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<GroupBy> {
    let list = cx.need(find_child(clause, SyntaxKind::GROUP_BY_LIST), clause)?;
    let distinct = find_child(clause, SyntaxKind::DISTINCT).is_some() || has_token(clause, SyntaxKind::DISTINCT_KW);
    Ok(GroupBy { distinct, items: lower_group_items(cx, &list)? })
}

fn lower_group_items(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<GroupItem>> {
    each(list.children().filter(|item| item.kind() != SyntaxKind::ALL), |item| lower_group_item(cx, &item))
}

fn lower_group_item(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<GroupItem> {
    let span = cx.span(node);
    match node.kind() {
        SyntaxKind::GROUPING_ROLLUP => Ok(GroupItem::Rollup(group_expressions(cx, node)?, span)),
        SyntaxKind::GROUPING_CUBE => Ok(GroupItem::Cube(group_expressions(cx, node)?, span)),
        SyntaxKind::GROUPING_SETS => cx.deeper(node, || Ok(GroupItem::Sets(lower_group_items(cx, node)?, span))),
        _ => {
            let value = cx.need(first_expression(node), node)?;
            lower_group_expression(cx, &value)
        }
    }
}

fn group_expressions(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<GroupItem>> {
    each(expressions(node), |value| lower_group_expression(cx, &value))
}

/// `()` is the empty grouping set.
fn lower_group_expression(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<GroupItem> {
    let value = lower_expr(cx, node)?;
    Ok(match &value.kind {
        ExprKind::Row(fields, RowForm::Implicit) if fields.is_empty() => GroupItem::Empty(value.span),
        _ => GroupItem::Expr(value),
    })
}

fn lower_sort_by(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<SortBy> {
    let mut sort = SortBy { value: lower_only_expr(cx, node)?, direction: SortDirection::Default, nulls: None };
    for child in node.children() {
        match child.kind() {
            SyntaxKind::SORT_ASC => sort.direction = SortDirection::Ascending,
            SyntaxKind::SORT_DESC => sort.direction = SortDirection::Descending,
            SyntaxKind::SORT_USING => {
                let operator = cx.need(child.children().next(), &child)?;
                sort.direction = SortDirection::Using(operator_name(cx, &SyntaxElement::Node(operator))?);
            }
            SyntaxKind::NULLS_FIRST => sort.nulls = Some(NullsOrder::First),
            SyntaxKind::NULLS_LAST => sort.nulls = Some(NullsOrder::Last),
            _ => {}
        }
    }
    Ok(sort)
}
