//! Can rows be written through a view without anything more said.

use super::cx::Cx;
use crate::catalog::object::RelationKind;
use crate::catalog::tree::{ExprKind, JoinTree, Query, RangeTableKind};
use crate::text::Seek;

/// Why rows cannot be written through a query; none where they can.
// pg: rewriteHandler.c view_query_is_auto_updatable
pub(super) fn why_not_updatable(cx: &Cx<'_>, query: &Query) -> Option<&'static str> {
    let clauses = [
        (query.distinct.is_some(), "views containing DISTINCT are not automatically updatable"),
        (!query.group_by.is_empty() || !query.grouping_sets.is_empty(), "views containing GROUP BY are not automatically updatable"),
        (query.having.is_some(), "views containing HAVING are not automatically updatable"),
        (query.set_operation.is_some(), "views containing UNION, INTERSECT, or EXCEPT are not automatically updatable"),
        (!query.with.is_empty(), "views containing WITH are not automatically updatable"),
        (query.limit.is_some() || query.offset.is_some(), "views containing LIMIT or OFFSET are not automatically updatable"),
        (query.has_aggregates, "views that return aggregate functions are not automatically updatable"),
        (!query.windows.is_empty(), "views that return window functions are not automatically updatable"),
        (query.has_target_sets, "views that return set-returning functions are not automatically updatable"),
    ];
    if let Some((_, why)) = clauses.into_iter().first_where(|(holds, _)| *holds) {
        return Some(why);
    }
    let single = "views that do not select from a single table or view are not automatically updatable";
    let [JoinTree::Table(entry)] = query.from.as_slice() else {
        return Some(single);
    };
    let relation = match query.tables.get(*entry as usize).map(|table| &table.kind) {
        Some(RangeTableKind::Relation { id, .. }) => cx.catalog.relation(*id),
        _ => None,
    };
    let writable = [RelationKind::Table, RelationKind::PartitionedTable, RelationKind::ForeignTable, RelationKind::View];
    if !relation.is_some_and(|relation| writable.contains(&relation.kind)) {
        return Some(single);
    }
    let is_column = |kind: &ExprKind| matches!(kind, ExprKind::Column(var) if var.column > 0 && var.level == 0);
    if query.targets.iter().exists(|target| !target.junk && is_column(&target.expr.kind)) {
        None
    } else {
        Some("views that have no updatable columns are not automatically updatable")
    }
}
