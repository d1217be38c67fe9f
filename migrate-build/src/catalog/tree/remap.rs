//! What does an expression say after a change of what it refers to: over a table whose columns have other numbers, of an enum's label that was renamed.

use super::{Expr, ExprKind, SubscriptIndex};
use crate::catalog::id::TypeId;
use crate::text::Name;

/// The expression with each column of entry 0 of its range table renumbered; none where a column has no counterpart, or the whole row is meant.
// pg: rewriteManip.c map_variable_attnos
#[must_use]
pub fn remap_columns(expr: &Expr, map: &dyn Fn(u16) -> Option<u16>) -> Option<Expr> {
    let mut expr = expr.clone();
    remap(&mut expr, map).then_some(expr)
}

/// The expression with a label of an enum under its new name.
#[must_use]
pub fn rename_label(expr: &Expr, type_id: TypeId, from: &Name, to: &Name) -> Expr {
    let mut expr = expr.clone();
    rename(&mut expr, type_id, from, to);
    expr
}

fn rename(expr: &mut Expr, type_id: TypeId, from: &Name, to: &Name) {
    if let (ExprKind::Constant(Some(label)), true) = (&mut expr.kind, expr.type_id == type_id)
        && label == from
    {
        *label = to.clone();
    }
    for_each_child_mut(&mut expr.kind, &mut |child| rename(child, type_id, from, to));
}

fn remap(expr: &mut Expr, map: &dyn Fn(u16) -> Option<u16>) -> bool {
    if let ExprKind::Column(var) = &mut expr.kind {
        if var.table != 0 || var.level != 0 || var.column < 0 {
            return true;
        }
        let mapped =
            u16::try_from(var.column).ok().filter(|column| *column > 0).and_then(map).and_then(|column| i16::try_from(column).ok());
        return match mapped {
            Some(column) => {
                var.column = column;
                true
            }
            None => false,
        };
    }
    let mut fits = true;
    for_each_child_mut(&mut expr.kind, &mut |child| fits &= remap(child, map));
    fits
}

/// Every expression directly within one; queries are left alone.
fn for_each_child_mut(kind: &mut ExprKind, visit: &mut dyn FnMut(&mut Expr)) {
    use ExprKind as K;
    match kind {
        K::Call(call) => call.arguments.iter_mut().for_each(visit),
        K::Distinct(_, sides) | K::NullIf(_, sides) | K::ScalarArray { sides, .. } => sides.iter_mut().for_each(visit),
        K::And(list) | K::Or(list) | K::Grouping(list) | K::Array(list) | K::Row(list, _) => list.iter_mut().for_each(visit),
        K::Coalesce(list) | K::Greatest(list) | K::Least(list) | K::Xml(_, list) | K::Json(_, list) => list.iter_mut().for_each(visit),
        K::Not(inner) | K::Field(inner, _) | K::Relabel(inner, _) | K::ThroughText(inner, _) | K::RowCast(inner) => visit(inner),
        K::Collate(inner) | K::IsNull(inner, _) | K::IsBoolean(inner, _) | K::ToDomain(inner, _) => visit(inner),
        K::FieldStore(inner, fields) => {
            visit(inner);
            fields.iter_mut().for_each(|(_, value)| visit(value));
        }
        K::Subscript { container, indices, store } => {
            visit(container);
            indices.iter_mut().for_each(|index| match index {
                SubscriptIndex::Element(index) => visit(index),
                SubscriptIndex::Slice(from, to) => from.iter_mut().chain(to).for_each(&mut *visit),
            });
            store.iter_mut().for_each(|value| visit(value));
        }
        K::ArrayCast(array, element, _) => {
            visit(array);
            visit(element);
        }
        K::Case { operand, branches, otherwise } => {
            operand.iter_mut().for_each(|operand| visit(operand));
            for (condition, result) in branches {
                visit(condition);
                visit(result);
            }
            visit(otherwise);
        }
        K::RowCompare(_, left, right) => left.iter_mut().chain(right).for_each(visit),
        K::Subquery(subquery) => subquery.left.iter_mut().for_each(visit),
        K::Aggregate(_) | K::Window(_) | K::Column(_) | K::Constant(_) | K::Parameter(_) | K::CaseOperand | K::SqlValue(_) => {}
        K::DomainValue | K::Default | K::CurrentOf | K::MergeAction | K::Unknown => {}
    }
}
