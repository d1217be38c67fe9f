//! What stands directly within an expression, to be changed.

use crate::catalog::tree::{Expr, ExprKind, SubscriptIndex};
use crate::diag::Result;

/// A child, and whether its collation counts for the whole.
pub(super) enum Child<'a> {
    /// It counts.
    Held(&'a mut Expr),
    /// It stands by itself.
    Apart(&'a mut Expr),
}

/// Calls `visit` for each child of an expression, until one fails.
pub(super) fn for_each_child_mut(expr: &mut Expr, visit: &mut dyn FnMut(Child<'_>) -> Result<()>) -> Result<()> {
    match &mut expr.kind {
        ExprKind::Call(call) => held(&mut call.arguments, visit),
        ExprKind::Distinct(_, sides) | ExprKind::NullIf(_, sides) | ExprKind::ScalarArray { sides, .. } => held(&mut sides[..], visit),
        ExprKind::And(list)
        | ExprKind::Or(list)
        | ExprKind::Grouping(list)
        | ExprKind::Array(list)
        | ExprKind::Row(list, _)
        | ExprKind::Coalesce(list)
        | ExprKind::Greatest(list)
        | ExprKind::Least(list)
        | ExprKind::Xml(_, list)
        | ExprKind::Json(_, list) => held(list, visit),
        ExprKind::Not(of)
        | ExprKind::Field(of, _)
        | ExprKind::Relabel(of, _)
        | ExprKind::ThroughText(of, _)
        | ExprKind::ArrayCast(of, _, _)
        | ExprKind::RowCast(of)
        | ExprKind::Collate(of)
        | ExprKind::IsNull(of, _)
        | ExprKind::IsBoolean(of, _)
        | ExprKind::ToDomain(of, _) => visit(Child::Held(of)),
        ExprKind::Aggregate(_) => Ok(()),
        ExprKind::Window(call) => {
            held(&mut call.arguments, visit)?;
            call.filter.iter_mut().try_for_each(|filter| visit(Child::Apart(filter)))
        }
        ExprKind::Subquery(subquery) => held(&mut subquery.left, visit),
        ExprKind::FieldStore(of, fields) => {
            visit(Child::Held(of))?;
            fields.iter_mut().try_for_each(|(_, value)| visit(Child::Held(value)))
        }
        ExprKind::Subscript { container, indices, store } => {
            indices.iter_mut().try_for_each(|index| subscript(index, visit))?;
            visit(Child::Held(container))?;
            store.iter_mut().try_for_each(|store| visit(Child::Held(store)))
        }
        ExprKind::Case { branches, otherwise, .. } => {
            for (condition, result) in branches {
                visit(Child::Held(condition))?;
                visit(Child::Held(result))?;
            }
            visit(Child::Held(otherwise))
        }
        ExprKind::RowCompare(_, left, right) => {
            held(left, visit)?;
            held(right, visit)
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
        | ExprKind::Unknown => Ok(()),
    }
}

fn held(list: &mut [Expr], visit: &mut dyn FnMut(Child<'_>) -> Result<()>) -> Result<()> {
    list.iter_mut().try_for_each(|expr| visit(Child::Held(expr)))
}

fn subscript(index: &mut SubscriptIndex, visit: &mut dyn FnMut(Child<'_>) -> Result<()>) -> Result<()> {
    match index {
        SubscriptIndex::Element(at) => visit(Child::Apart(at)),
        SubscriptIndex::Slice(from, to) => from.iter_mut().chain(to).try_for_each(|bound| visit(Child::Apart(bound))),
    }
}
