//! Where may a function that returns a set stand.

use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::text::Span;

/// Checks that a call of a set-returning function may stand where it does, and remembers it; `before` is the last such call before its arguments.
// pg: parse_func.c check_srf_call_placement
pub fn place_set_call(state: &mut State<'_>, before: Option<Span>, at: Span) -> Result<()> {
    let place = state.level().place;
    if let Some(refused) = place.refuses_sets() {
        return Err(not_allowed(refused).at(at));
    }
    if place == ExprPlace::FromFunction
        && let Some(inner) = state.level().last_set_call.filter(|last| Some(*last) != before)
    {
        return Err(
            Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "set-returning functions must appear at top level of FROM").at(inner)
        );
    }
    let level = state.level_mut();
    if !matches!(place, ExprPlace::FromFunction) {
        level.has_target_sets = true;
    }
    level.last_set_call = Some(at);
    Ok(())
}

/// Refuses set-returning functions within a construct, where one was found since `before`.
pub fn refuse_sets_within(state: &State<'_>, before: Option<Span>, construct: &str) -> Result<()> {
    match state.level().last_set_call {
        Some(last) if Some(last) != before => {
            Err(not_allowed(construct).at(last).help("you might be able to move the set-returning function into a LATERAL FROM item"))
        }
        _ => Ok(()),
    }
}

fn not_allowed(construct: &str) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("set-returning functions are not allowed in {construct}"))
}
