//! How is an element of an inference clause lowered.

use crate::diag::Result;
use crate::syntax::expr::lower::{first_expression, lower_expr};
use crate::syntax::lower::{Lowering, find_child};
use crate::syntax::name::{lower_ident, lower_qualified_name};
use crate::syntax::query::SortDirection;
use crate::syntax::statement::index::{IndexElement, IndexKey};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::Seek;

/// Lowers a column or expression with its collation and operator class.
pub(super) fn lower_index_item(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<IndexElement> {
    let mut value = cx.need(first_expression(node), node)?;
    let mut collate = None;
    if value.kind() == SyntaxKind::COLLATE
        && let Some(inner) = first_expression(&value)
    {
        collate = find_child(&value, SyntaxKind::COLLATION_REF);
        value = inner;
    }
    if let Some(clause) = node.children().skip(1).first_where(|child| child.kind() == SyntaxKind::COLLATE) {
        collate = find_child(&clause, SyntaxKind::COLLATION_REF);
    }
    let class = find_child(node, SyntaxKind::OP_CLASS_REF);
    let key = match value.kind() {
        SyntaxKind::NAME_REF => IndexKey::Column(lower_ident(cx, &value)?),
        _ => IndexKey::Expr(lower_expr(cx, &value)?),
    };
    Ok(IndexElement {
        key,
        collation: collate.map(|name| lower_qualified_name(cx, &name)).transpose()?,
        operator_class: class.map(|name| lower_qualified_name(cx, &name)).transpose()?,
        operator_class_options: Vec::new(),
        direction: SortDirection::Default,
        nulls: None,
        span: cx.span(node),
    })
}
