//! What does a name in an expression refer to.

use super::state::State;
use crate::catalog::tree;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::ColumnRef;
use crate::text::Span;

/// The column, whole row or argument that a name without a star refers to.
// pg: parse_expr.c transformColumnRef
pub fn lookup_column(_state: &mut State<'_>, _name: &ColumnRef, at: Span) -> Result<tree::Expr> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "columns are not looked up yet").at(at))
}
