//! Which windows does a query have, and where may a window function stand.

use super::clause::check_without_variables;
use super::errors::{error_at, not_supported};
use super::expr::{analyze_expr, coerce};
use super::group::analyze_partition_by;
use super::place::ExprPlace;
use super::sort::{Lookup, analyze_sort};
use super::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::walk::{Child, for_each_child};
use crate::catalog::tree::{Expr, ExprKind, Target, Window, WindowCall};
use crate::diag::{Problem, Result, SqlState, each};
use crate::syntax::expr::Over;
use crate::syntax::query::{Frame, FrameBound, FrameUnit, WindowDefinition};
use crate::text::{Gather, Name, Seek, Span};
use crate::typing::category::base_type;
use crate::typing::errors::type_text;
use crate::typing::order::default_operator_class;

/// A call that was resolved to a window function or an aggregate over a window gets its window, and its place is checked.
// pg: parse_agg.c transformWindowFuncCall
pub fn place_window_call(state: &mut State<'_>, mut call: WindowCall, over: &Over, at: Span) -> Result<WindowCall> {
    if state.level().has_windows
        && let Some(nested) = locate_window_call(&call.arguments)
    {
        return Err(error_at(SqlState::WINDOWING_ERROR, "window function calls cannot be nested", nested));
    }
    if let Some(place) = state.level().place.refuses_windows() {
        return Err(error_at(SqlState::WINDOWING_ERROR, format!("window functions are not allowed in {place}"), at));
    }
    let level = state.level_mut();
    level.has_windows = true;
    let index = match over {
        Over::Name(name) => level.windows.iter().place_where(|window| window.name.as_ref().is_some_and(|own| own.name == name.name)),
        Over::Definition(definition) => {
            let same = |window: &WindowDefinition| window.name.is_none() && same_window(window, definition);
            Some(level.windows.iter().place_where(same).unwrap_or_else(|| {
                level.windows.push((**definition).clone());
                level.windows.len() - 1
            }))
        }
    };
    match (index, over) {
        (Some(index), _) => {
            call.window = index as u32;
            call.frame_holds_current = level.windows[index].frame.as_ref().is_none_or(holds_current);
            Ok(call)
        }
        (None, Over::Name(name)) => Err(no_such_window(&name.name, name.span)),
        (None, Over::Definition(definition)) => Err(no_such_window(&Name::from(""), definition.span)),
    }
}

fn no_such_window(name: &Name, at: Span) -> Problem {
    error_at(SqlState::UNDEFINED_OBJECT, format!("window \"{name}\" does not exist"), at)
}

fn same_window(one: &WindowDefinition, other: &WindowDefinition) -> bool {
    let text = |window: &WindowDefinition| window.partition_by.is_empty() && window.order_by.is_empty() && window.frame.is_none();
    one.base.as_ref().map(|base| &base.name) == other.base.as_ref().map(|base| &base.name) && text(one) && text(other)
}

fn holds_current(frame: &Frame) -> bool {
    let start = matches!(frame.start, FrameBound::UnboundedPreceding | FrameBound::CurrentRow | FrameBound::Preceding(_));
    let end = matches!(frame.end, None | Some(FrameBound::CurrentRow | FrameBound::Following(_) | FrameBound::UnboundedFollowing));
    start && end && !frame.excludes
}

/// Where a window function of the query at hand stands.
// pg: rewriteManip.c locate_windowfunc
#[must_use]
pub fn locate_window_call(exprs: &[Expr]) -> Option<Span> {
    exprs.iter().first_some(|expr| {
        if matches!(expr.kind, ExprKind::Window(_)) {
            return Some(expr.at);
        }
        let mut found = None;
        for_each_child(expr, &mut |child| {
            if let (None, Child::Expr(child)) = (found, child) {
                found = locate_window_call(std::slice::from_ref(child));
            }
        });
        found
    })
}

/// The windows of the query at hand.
// pg: parse_clause.c transformWindowDefinitions
pub(super) fn analyze_windows(state: &mut State<'_>, targets: &mut Vec<Target>) -> Result<Vec<Window>> {
    let mut analyzed: Vec<Window> = Vec::new();
    let mut index = 0;
    while let Some(definition) = state.level().windows.get(index).cloned() {
        index += 1;
        if let Some(name) = &definition.name
            && analyzed.iter().exists(|before| before.name.as_ref() == Some(&name.name))
        {
            let message = format!("window \"{}\" is already defined", name.name);
            return Err(error_at(SqlState::WINDOWING_ERROR, message, definition.span));
        }
        let base = base_of(state, &definition, &analyzed)?;
        let order = analyze_sort(state, &definition.order_by, targets, ExprPlace::WindowOrder, Lookup::Sql99)?;
        let partition = analyze_partition_by(state, &definition.partition_by, targets)?;
        let mut window = copy_base(base, &definition)?;
        let exprs = |indices: &[usize]| indices.iter().map(|index| targets[*index].expr.clone()).gather::<Vec<_>>();
        if window.partition_by.is_empty() {
            window.partition_by = exprs(&partition);
        }
        if !definition.order_by.is_empty() {
            window.order_by = exprs(&order);
        }
        if let Some(frame) = &definition.frame {
            window.offsets = analyze_frame(state, frame, &window, definition.span)?;
        }
        analyzed.push(window);
    }
    Ok(analyzed)
}

fn base_of<'w>(state: &State<'_>, definition: &WindowDefinition, before: &'w [Window]) -> Result<Option<(&'w Window, bool)>> {
    let Some(base) = &definition.base else {
        return Ok(None);
    };
    match before.iter().first_where(|window| window.name.as_ref() == Some(&base.name)) {
        Some(found) => {
            let framed = state
                .level()
                .windows
                .iter()
                .exists(|window| window.name.as_ref().is_some_and(|name| name.name == base.name) && window.frame.is_some());
            Ok(Some((found, framed)))
        }
        None => Err(no_such_window(&base.name, definition.span)),
    }
}

fn copy_base(base: Option<(&Window, bool)>, definition: &WindowDefinition) -> Result<Window> {
    let mut window = Window {
        name: definition.name.as_ref().map(|name| name.name.clone()),
        partition_by: Vec::new(),
        order_by: Vec::new(),
        offsets: Vec::new(),
        frame_holds_current: definition.frame.as_ref().is_none_or(holds_current),
    };
    let Some((base, framed)) = base else {
        return Ok(window);
    };
    let name = base.name.clone().unwrap_or_else(|| Name::from(""));
    let refuse = |message: String| Err(error_at(SqlState::WINDOWING_ERROR, message, definition.span));
    if !definition.partition_by.is_empty() {
        return refuse(format!("cannot override PARTITION BY clause of window \"{name}\""));
    }
    if !definition.order_by.is_empty() && !base.order_by.is_empty() {
        return refuse(format!("cannot override ORDER BY clause of window \"{name}\""));
    }
    if framed {
        return refuse(format!("cannot copy window \"{name}\" because it has a frame clause"));
    }
    window.partition_by = base.partition_by.clone();
    window.order_by = base.order_by.clone();
    Ok(window)
}

fn analyze_frame(state: &mut State<'_>, frame: &Frame, window: &Window, at: Span) -> Result<Vec<Expr>> {
    let offset = |bound: &FrameBound| match bound {
        FrameBound::Preceding(offset) | FrameBound::Following(offset) => Some(offset.clone()),
        _ => None,
    };
    let offsets: Vec<_> = [Some(&frame.start), frame.end.as_ref()].into_iter().flatten().filter_map(offset).gather();
    if frame.unit == FrameUnit::Range && !offsets.is_empty() && window.order_by.len() != 1 {
        let message = "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column";
        return Err(error_at(SqlState::WINDOWING_ERROR, message, at));
    }
    if frame.unit == FrameUnit::Groups && window.order_by.is_empty() {
        return Err(error_at(SqlState::WINDOWING_ERROR, "GROUPS mode requires an ORDER BY clause", at));
    }
    each(offsets.iter(), |offset| analyze_offset(state, frame.unit, offset, window))
}

// pg: parse_clause.c transformFrameOffset
fn analyze_offset(state: &mut State<'_>, unit: FrameUnit, offset: &crate::syntax::expr::Expr, window: &Window) -> Result<Expr> {
    let (place, construct) = match unit {
        FrameUnit::Rows => (ExprPlace::WindowFrameRows, "ROWS"),
        FrameUnit::Groups => (ExprPlace::WindowFrameGroups, "GROUPS"),
        FrameUnit::Range => (ExprPlace::WindowFrameRange, "RANGE"),
    };
    let analyzed = analyze_expr(state, offset, place)?;
    let fitted = match unit {
        FrameUnit::Rows | FrameUnit::Groups => coerce::coerce_to_specific(state, analyzed, TypeId::INT8, construct)?,
        FrameUnit::Range => range_offset(state, analyzed, window)?,
    };
    check_without_variables(&fitted, construct)?;
    Ok(fitted)
}

/// The type of an offset depends on that of the column that is sorted by.
fn range_offset(state: &mut State<'_>, offset: Expr, window: &Window) -> Result<Expr> {
    let Some(ordered) = window.order_by.first() else {
        return Ok(offset);
    };
    let wanted = match base_type(state.catalog, ordered.type_id) {
        TypeId::DATE | TypeId::TIME | TypeId::TIMETZ | TypeId::TIMESTAMP | TypeId::TIMESTAMPTZ | TypeId::INTERVAL => TypeId::INTERVAL,
        TypeId::INT2 | TypeId::INT4 if matches!(offset.type_id, TypeId::INT2 | TypeId::INT4 | TypeId::INT8) => offset.type_id,
        of @ (TypeId::INT2 | TypeId::INT4 | TypeId::INT8 | TypeId::NUMERIC) => of,
        TypeId::FLOAT4 | TypeId::FLOAT8 => TypeId::FLOAT8,
        other => {
            let class = default_operator_class(state.catalog, other, "btree").and_then(|id| state.catalog.operator_class(id));
            let other = class.map_or(other, |class| class.input);
            let message =
                format!("RANGE with offset PRECEDING/FOLLOWING is not supported for column type {}", type_text(state.catalog, other));
            return Err(not_supported(message, offset.at));
        }
    };
    let (given, at) = (offset.type_id, offset.at);
    match coerce::coerce_to_target(state, offset, wanted, -1, CastContext::Implicit)? {
        Some(fitted) => Ok(fitted),
        None => {
            let message = format!(
                "RANGE with offset PRECEDING/FOLLOWING is not supported for column type {} and offset type {}",
                type_text(state.catalog, ordered.type_id),
                type_text(state.catalog, given)
            );
            Err(not_supported(message, at).help("cast the offset value to an appropriate type"))
        }
    }
}
