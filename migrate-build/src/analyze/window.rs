//! Which windows does a query have, and where may a window function stand.

use super::state::State;
use crate::catalog::tree::WindowCall;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::Over;
use crate::text::Span;

/// A call that was resolved to a window function or an aggregate over a window gets its window, and its place is checked.
// pg: parse_agg.c transformWindowFuncCall
pub fn place_window_call(_state: &mut State<'_>, _call: WindowCall, _over: &Over, at: Span) -> Result<WindowCall> {
    Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "windows are not placed yet").at(at))
}
