//! How are nodes of the typed tree made.

use crate::analyze::star::RowField;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::tree::walk::{Child, for_each_child};
use crate::catalog::tree::{Expr, ExprKind};
use crate::text::Span;

/// A node of a type, with the type's own collation.
#[must_use]
pub fn typed(catalog: &Catalog, kind: ExprKind, type_id: TypeId, modifier: i32, at: Span) -> Expr {
    let collation = catalog.type_(type_id).and_then(|found| found.collation);
    Expr { kind, type_id, modifier, collation, at }
}

/// A boolean node.
#[must_use]
pub fn boolean(kind: ExprKind, at: Span) -> Expr {
    Expr { kind, type_id: TypeId::BOOL, modifier: -1, collation: None, at }
}

/// A constant of a type.
#[must_use]
pub fn constant(catalog: &Catalog, text: Option<&str>, type_id: TypeId, at: Span) -> Expr {
    typed(catalog, ExprKind::Constant(text.map(Into::into)), type_id, -1, at)
}

/// A value that only stands for its type while another node is made.
#[must_use]
pub fn placeholder(catalog: &Catalog, like: &Expr) -> Expr {
    typed(catalog, ExprKind::CaseOperand, like.type_id, like.modifier, like.at)
}

/// A field of a row.
#[must_use]
pub fn field(row: &Expr, field: &RowField) -> Expr {
    Expr {
        kind: ExprKind::Field(Box::new(row.clone()), field.number),
        type_id: field.type_id,
        modifier: field.modifier,
        collation: field.collation,
        at: row.at,
    }
}

/// Whichever of two places comes first.
// pg: nodeFuncs.c leftmost_loc
#[must_use]
pub fn leftmost(one: Span, other: Span) -> Span {
    if other.start < one.start { other } else { one }
}

/// The first of a place and the places of expressions.
#[must_use]
pub fn leftmost_of<'a>(at: Span, exprs: impl IntoIterator<Item = &'a Expr>) -> Span {
    exprs.into_iter().fold(at, |first, expr| leftmost(first, expr.at))
}

/// The expressions that stand directly within one, in the same query.
#[must_use]
pub fn children(expr: &Expr) -> Vec<&Expr> {
    let mut found = Vec::new();
    for_each_child(expr, &mut |child| {
        if let Child::Expr(expr) = child {
            found.push(expr);
        }
    });
    found
}
