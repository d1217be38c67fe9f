//! How are common table expressions lowered.

use super::{CommonTable, CycleClause, SearchClause, With};
use crate::diag::{Result, each};
use crate::syntax::expr::lower::lower_only_expr;
use crate::syntax::lower::{Lowering, find_child, has_token};
use crate::syntax::name::{Ident, lower_ident};
use crate::syntax::statement::lower::lower_preparable;
use crate::syntax::tree::{SyntaxKind, SyntaxNode};

/// Lowers `WITH`.
pub fn lower_with(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<With> {
    let tables = clause.children().filter(|child| child.kind() == SyntaxKind::WITH_TABLE);
    Ok(With {
        recursive: has_token(clause, SyntaxKind::RECURSIVE_KW),
        tables: each(tables, |table| lower_common_table(cx, &table))?,
        span: cx.first_token_span(clause),
    })
}

fn lower_common_table(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<CommonTable> {
    let name = lower_ident(cx, &cx.need(find_child(node, SyntaxKind::CTE_NAME), node)?)?;
    let (mut columns, mut statement, mut search, mut cycle) = (Vec::new(), None, None, None);
    for child in node.children() {
        match child.kind() {
            SyntaxKind::COLUMN_LIST => columns = names(cx, &child)?,
            SyntaxKind::SEARCH_CLAUSE => search = Some(lower_search(cx, &child)?),
            SyntaxKind::CYCLE_CLAUSE => cycle = Some(Box::new(lower_cycle(cx, &child)?)),
            SyntaxKind::CTE_NAME => {}
            _ if statement.is_none() => statement = cx.deeper(&child, || lower_preparable(cx, &child))?,
            _ => {}
        }
    }
    let statement = Box::new(cx.need(statement, node)?);
    Ok(CommonTable { span: name.span, name, columns, statement, search, cycle })
}

fn names(cx: &Lowering<'_>, list: &SyntaxNode) -> Result<Vec<Ident>> {
    each(list.children(), |name| lower_ident(cx, &name))
}

fn lower_search(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<SearchClause> {
    let by = cx.need(find_child(node, SyntaxKind::SEARCH_COLUMNS), node)?;
    let set = cx.need(find_child(node, SyntaxKind::SEARCH_SET_COLUMN), node)?;
    Ok(SearchClause {
        breadth_first: find_child(node, SyntaxKind::BREADTH_FIRST).is_some(),
        by: names(cx, &by)?,
        set: lower_ident(cx, &cx.need(set.children().next(), &set)?)?,
        span: cx.first_token_span(node),
    })
}

fn lower_cycle(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<CycleClause> {
    let columns = cx.need(find_child(node, SyntaxKind::CYCLE_COLUMNS), node)?;
    let set = cx.need(find_child(node, SyntaxKind::CYCLE_SET_COLUMN), node)?;
    let path = cx.need(find_child(node, SyntaxKind::CYCLE_PATH), node)?;
    let (mut mark_value, mut mark_default) = (None, None);
    if let Some(to) = find_child(&set, SyntaxKind::CYCLE_COLUMN_TO) {
        mark_value = Some(lower_only_expr(cx, &to)?);
        let default = cx.need(find_child(&to, SyntaxKind::CYCLE_DEFAULT), &to)?;
        mark_default = Some(lower_only_expr(cx, &default)?);
    }
    Ok(CycleClause {
        columns: names(cx, &columns)?,
        mark: lower_ident(cx, &cx.need(set.children().next(), &set)?)?,
        mark_value,
        mark_default,
        path: lower_ident(cx, &cx.need(path.children().next(), &path)?)?,
        span: cx.first_token_span(node),
    })
}
