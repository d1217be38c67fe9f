//! How are windows lowered.

use super::select::lower_order_by;
use super::{Frame, FrameBound, FrameUnit, WindowDefinition};
use crate::diag::Result;
use crate::diag::{Diagnostic, SqlState};
use crate::syntax::errors;
use crate::syntax::expr::lower::{lower_exprs, lower_only_expr};
use crate::syntax::lower::{Lowering, find_child};
use crate::syntax::name::lower_ident;
use crate::syntax::tree::{SyntaxKind, SyntaxNode};

/// Lowers `WINDOW name AS (...), ...`.
pub(super) fn lower_window_clause(cx: &Lowering<'_>, clause: &SyntaxNode) -> Result<Vec<WindowDefinition>> {
    let mut windows = Vec::new();
    for definition in clause.children().filter(|child| child.kind() == SyntaxKind::WINDOW_DEF) {
        let name = cx.need(find_child(&definition, SyntaxKind::WINDOW), &definition)?;
        let mut window = match find_child(&definition, SyntaxKind::WINDOW_SPEC) {
            Some(specification) => lower_window_specification(cx, &specification)?,
            None => empty_window(cx, &definition),
        };
        window.name = Some(lower_ident(cx, &name)?);
        window.span = cx.span_of_token(&definition, SyntaxKind::L_PAREN);
        windows.push(window);
    }
    Ok(windows)
}

/// Lowers what stands between the brackets of a window.
pub(in crate::syntax) fn lower_window_specification(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<WindowDefinition> {
    let mut window = empty_window(cx, node);
    for child in node.children() {
        match child.kind() {
            SyntaxKind::WINDOW_REF => window.base = Some(lower_ident(cx, &child)?),
            SyntaxKind::PARTITION_BY_CLAUSE => window.partition_by = lower_exprs(cx, &child)?,
            SyntaxKind::ORDER_BY_CLAUSE => window.order_by = lower_order_by(cx, &child)?,
            SyntaxKind::FRAME_CLAUSE => window.frame = Some(lower_frame(cx, &child)?),
            _ => {}
        }
    }
    Ok(window)
}

fn empty_window(cx: &Lowering<'_>, node: &SyntaxNode) -> WindowDefinition {
    WindowDefinition { name: None, base: None, partition_by: Vec::new(), order_by: Vec::new(), frame: None, span: cx.span(node) }
}

// pg: gram.y frame_extent
fn lower_frame(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Frame> {
    let mut unit = FrameUnit::Range;
    let mut bounds = Vec::new();
    let mut excludes = false;
    for child in node.children() {
        match child.kind() {
            SyntaxKind::FRAME_ROWS => unit = FrameUnit::Rows,
            SyntaxKind::FRAME_RANGE => unit = FrameUnit::Range,
            SyntaxKind::FRAME_GROUPS => unit = FrameUnit::Groups,
            SyntaxKind::FRAME_BETWEEN => {
                for bound in child.children() {
                    bounds.push((lower_bound(cx, &bound)?, cx.first_token_span(&bound)));
                }
            }
            SyntaxKind::FRAME_EXCLUDE => excludes = true,
            _ => bounds.push((lower_bound(cx, &child)?, cx.first_token_span(&child))),
        }
    }
    let refuse = |message: &str, at| Err(Diagnostic::error(SqlState::WINDOWING_ERROR, message).at(at));
    let mut bounds = bounds.into_iter();
    let Some((start, start_at)) = bounds.next() else { return Err(errors::not_understood("frame", cx.first_token_span(node))) };
    let end = bounds.next();
    match (&start, end.as_ref().map(|(end, at)| (end, *at))) {
        (FrameBound::UnboundedFollowing, _) => return refuse("frame start cannot be UNBOUNDED FOLLOWING", start_at),
        (FrameBound::Following(_), None) => return refuse("frame starting from following row cannot end with current row", start_at),
        (_, Some((FrameBound::UnboundedPreceding, at))) => return refuse("frame end cannot be UNBOUNDED PRECEDING", at),
        (FrameBound::CurrentRow, Some((FrameBound::Preceding(_), at))) => {
            return refuse("frame starting from current row cannot have preceding rows", at);
        }
        (FrameBound::Following(_), Some((FrameBound::Preceding(_) | FrameBound::CurrentRow, at))) => {
            return refuse("frame starting from following row cannot have preceding rows", at);
        }
        _ => {}
    }
    Ok(Frame { unit, start, end: end.map(|(end, _)| end), excludes, span: cx.span(node) })
}

fn lower_bound(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<FrameBound> {
    Ok(match node.kind() {
        SyntaxKind::UNBOUNDED_PRECEDING => FrameBound::UnboundedPreceding,
        SyntaxKind::UNBOUNDED_FOLLOWING => FrameBound::UnboundedFollowing,
        SyntaxKind::EXPR_PRECEDING => FrameBound::Preceding(lower_only_expr(cx, node)?),
        SyntaxKind::EXPR_FOLLOWING => FrameBound::Following(lower_only_expr(cx, node)?),
        _ => FrameBound::CurrentRow,
    })
}
