//! What stands directly within an expression or a query: the one place that knows every child.

use crate::catalog::tree::{Aggregate, Expr, ExprKind, Query, SubscriptIndex, WindowCall};

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

/// Whether `test` holds for an expression or anything within it in the same query.
pub fn any(expr: &Expr, depth: u32, test: &mut dyn FnMut(&Expr, u32) -> bool) -> bool {
    if test(expr, depth) {
        return true;
    }
    let mut found = false;
    for_each_child(expr, &mut |child| {
        if let Child::Expr(child) = child {
            found = found || any(child, depth, test);
        }
    });
    found
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
