//! What stands directly within an expression or a query: the one place that knows every child.

use super::{Aggregate, Expr, ExprKind, JoinTree, Query, RangeTableKind, SubscriptIndex, WindowCall, Write};

/// A child of an expression or query.
#[derive(Clone, Copy, Debug)]
pub enum Child<'a> {
    /// An expression of the same query.
    Expr(&'a Expr),
    /// A query one level further in.
    Query(&'a Query),
}

/// Calls `visit` for each child of an expression.
pub fn for_each_child<'a>(expr: &'a Expr, visit: &mut dyn FnMut(Child<'a>)) {
    match &expr.kind {
        ExprKind::Call(call) => each(&call.arguments, visit),
        ExprKind::Distinct(_, sides) | ExprKind::NullIf(_, sides) | ExprKind::ScalarArray { sides, .. } => each(&sides[..], visit),
        ExprKind::And(list)
        | ExprKind::Or(list)
        | ExprKind::Grouping(list)
        | ExprKind::Array(list)
        | ExprKind::Row(list, _)
        | ExprKind::Coalesce(list)
        | ExprKind::Greatest(list)
        | ExprKind::Least(list)
        | ExprKind::Xml(_, list)
        | ExprKind::Json(_, list) => each(list, visit),
        ExprKind::Not(of)
        | ExprKind::Field(of, _)
        | ExprKind::Relabel(of, _)
        | ExprKind::ThroughText(of, _)
        | ExprKind::RowCast(of)
        | ExprKind::Collate(of)
        | ExprKind::IsNull(of, _)
        | ExprKind::IsBoolean(of, _)
        | ExprKind::ToDomain(of, _) => visit(Child::Expr(of)),
        ExprKind::Aggregate(call) => aggregate(call, visit),
        ExprKind::Window(call) => window_call(call, visit),
        ExprKind::Subquery(subquery) => {
            each(&subquery.left, visit);
            visit(Child::Query(&subquery.query));
        }
        ExprKind::FieldStore(of, fields) => {
            visit(Child::Expr(of));
            fields.iter().for_each(|(_, value)| visit(Child::Expr(value)));
        }
        ExprKind::Subscript { container, indices, store } => {
            visit(Child::Expr(container));
            indices.iter().for_each(|index| subscript(index, visit));
            maybe(store.as_deref(), visit);
        }
        ExprKind::ArrayCast(of, by, _) => {
            visit(Child::Expr(of));
            visit(Child::Expr(by));
        }
        ExprKind::Case { operand, branches, otherwise } => {
            maybe(operand.as_deref(), visit);
            for (condition, result) in branches {
                visit(Child::Expr(condition));
                visit(Child::Expr(result));
            }
            visit(Child::Expr(otherwise));
        }
        ExprKind::RowCompare(_, left, right) => {
            each(left, visit);
            each(right, visit);
        }
        ExprKind::Column(_)
        | ExprKind::Constant(_)
        | ExprKind::Parameter(_)
        | ExprKind::CaseOperand
        | ExprKind::SqlValue(_)
        | ExprKind::DomainValue
        | ExprKind::Default
        | ExprKind::CurrentOf
        | ExprKind::MergeAction
        | ExprKind::Unknown => {}
    }
}

/// Calls `visit` for each expression of a query, and for each query that stands in its `FROM` or `WITH`.
pub fn for_each_child_of_query<'a>(query: &'a Query, visit: &mut dyn FnMut(Child<'a>)) {
    query.with.iter().for_each(|table| visit(Child::Query(&table.query)));
    query.tables.iter().for_each(|table| range_table(&table.kind, visit));
    query.from.iter().for_each(|tree| join_tree(tree, visit));
    maybe(query.filter.as_ref(), visit);
    query.targets.iter().for_each(|target| visit(Child::Expr(&target.expr)));
    writes(&query.writes, visit);
    if let Some(conflict) = &query.on_conflict {
        writes(&conflict.writes, visit);
        maybe(conflict.filter.as_ref(), visit);
    }
    for branch in &query.branches {
        maybe(branch.condition.as_ref(), visit);
        writes(&branch.writes, visit);
    }
    each(&query.group_by, visit);
    maybe(query.having.as_ref(), visit);
    for window in &query.windows {
        each(&window.partition_by, visit);
        each(&window.order_by, visit);
        each(&window.offsets, visit);
    }
    each(query.distinct.as_deref().unwrap_or_default(), visit);
    each(&query.order_by, visit);
    maybe(query.limit.as_ref(), visit);
    maybe(query.offset.as_ref(), visit);
}

/// Whether `test` holds for an expression or anything within it, queries included; `test` is told how many queries further in it is.
pub fn any(expr: &Expr, depth: u32, test: &mut dyn FnMut(&Expr, u32) -> bool) -> bool {
    if test(expr, depth) {
        return true;
    }
    let mut found = false;
    for_each_child(expr, &mut |child| found = found || any_child(child, depth, test));
    found
}

/// Whether `test` holds for anything within a query that is `depth` queries further in.
pub fn any_in_query(query: &Query, depth: u32, test: &mut dyn FnMut(&Expr, u32) -> bool) -> bool {
    let mut found = false;
    for_each_child_of_query(query, &mut |child| found = found || any_child(child, depth, test));
    found
}

fn any_child(child: Child<'_>, depth: u32, test: &mut dyn FnMut(&Expr, u32) -> bool) -> bool {
    match child {
        Child::Expr(expr) => any(expr, depth, test),
        Child::Query(query) => any_in_query(query, depth + 1, test),
    }
}

fn each<'a>(list: &'a [Expr], visit: &mut dyn FnMut(Child<'a>)) {
    list.iter().for_each(|expr| visit(Child::Expr(expr)));
}

fn maybe<'a>(expr: Option<&'a Expr>, visit: &mut dyn FnMut(Child<'a>)) {
    if let Some(expr) = expr {
        visit(Child::Expr(expr));
    }
}

fn aggregate<'a>(call: &'a Aggregate, visit: &mut dyn FnMut(Child<'a>)) {
    each(&call.direct, visit);
    each(&call.arguments, visit);
    each(&call.order_by, visit);
    maybe(call.filter.as_ref(), visit);
}

fn window_call<'a>(call: &'a WindowCall, visit: &mut dyn FnMut(Child<'a>)) {
    each(&call.arguments, visit);
    maybe(call.filter.as_ref(), visit);
}

fn subscript<'a>(index: &'a SubscriptIndex, visit: &mut dyn FnMut(Child<'a>)) {
    match index {
        SubscriptIndex::Element(at) => visit(Child::Expr(at)),
        SubscriptIndex::Slice(from, to) => {
            maybe(from.as_ref(), visit);
            maybe(to.as_ref(), visit);
        }
    }
}

fn writes<'a>(list: &'a [Write], visit: &mut dyn FnMut(Child<'a>)) {
    list.iter().for_each(|write| each(&write.values, visit));
}

fn range_table<'a>(kind: &'a RangeTableKind, visit: &mut dyn FnMut(Child<'a>)) {
    match kind {
        RangeTableKind::Subquery(query) => visit(Child::Query(query)),
        RangeTableKind::Function { calls, .. } => each(calls, visit),
        RangeTableKind::Values(rows) => rows.iter().for_each(|row| each(row, visit)),
        RangeTableKind::TableFunction(arguments, _) => each(arguments, visit),
        RangeTableKind::Relation { .. } | RangeTableKind::Join { .. } | RangeTableKind::CommonTable { .. } | RangeTableKind::Named => {}
    }
}

fn join_tree<'a>(tree: &'a JoinTree, visit: &mut dyn FnMut(Child<'a>)) {
    if let JoinTree::Join(join) = tree {
        join_tree(&join.left, visit);
        join_tree(&join.right, visit);
        maybe(join.condition.as_ref(), visit);
    }
}
