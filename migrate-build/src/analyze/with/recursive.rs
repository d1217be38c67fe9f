//! Where may a common table expression refer to itself.

use super::{analyze_table, take_pending};
use crate::analyze::errors::{error_at, not_supported};
use crate::analyze::state::{Link, State};
use crate::catalog::format::format_type;
use crate::catalog::tree::{Expr, RangeColumn};
use crate::diag::{Problem, Result, SqlState};
use crate::syntax::query::{CommonTable, Preparable, Query, QueryBody, SetOperator};
use crate::text::{Collection, Name, Seek, Span};

/// Analyzes an expression of a `WITH RECURSIVE` further out that stands later than where it is referred to; whether there is one.
// pg: parse_cte.c TopologicalSort
pub(in crate::analyze) fn demand_common_table(state: &mut State<'_>, name: &Name) -> Result<bool> {
    let waits = |table: &CommonTable| table.name.name == *name;
    let Some(level) = state.levels.iter().rposition(|level| {
        level.pending_common_tables.iter().exists(waits) || level.common_tables.iter().exists(|entry| entry.table.name == *name)
    }) else {
        return Ok(false);
    };
    if !state.levels[level].pending_common_tables.iter().exists(waits) {
        return Ok(false);
    }
    let inner = state.levels.split_off(level + 1);
    let current = state.level().current_with.clone();
    let result = match take_pending(state, Some(name)) {
        Some(table) => analyze_table(state, &table, true),
        None => Ok(()),
    };
    state.level_mut().current_with = current;
    state.levels.put_all(inner);
    result.map(|()| true)
}

/// Notes that an expression refers to itself, where it may.
// pg: parse_cte.c checkWellFormedRecursionWalker
pub(in crate::analyze) fn note_reference(state: &mut State<'_>, level: u32, place: usize, at: Span) -> Result<()> {
    let Some((current, table)) = state.level_up(level).and_then(|level| level.current_with.clone()) else {
        return Ok(());
    };
    if current != place {
        let first = state.level_up(level).and_then(|level| level.common_tables.get(place)).map_or(table.span, |entry| entry.span);
        return Err(not_supported("mutual recursion between WITH items is not implemented", first));
    }
    let name = table.name.name.clone();
    check_form(&table)?;
    let refuse = |what: &str| -> Result<()> { Err(misplaced(&name, what, at)) };
    let known = state.level_up(level).is_some_and(|level| level.common_tables[place].columns_known);
    if !known {
        return refuse("within its non-recursive term");
    }
    for up in 0..level {
        let Some(inner) = state.level_up(up) else { break };
        if inner.outer_joins > 0 {
            return refuse("within an outer join");
        }
        match inner.link {
            Link::Expression => return refuse("within a subquery"),
            Link::SetOperation(Some(words)) => return refuse(words),
            _ => {}
        }
    }
    if let Some(entry) = state.level_up_mut(level).and_then(|level| level.common_tables.get_mut(place)) {
        entry.self_references += 1;
        if entry.self_references > 1 {
            return refuse("more than once");
        }
    }
    Ok(())
}

fn misplaced(name: &Name, what: &str, at: Span) -> Problem {
    let message = match what {
        "more than once" => format!("recursive reference to query \"{name}\" must not appear more than once"),
        _ => format!("recursive reference to query \"{name}\" must not appear {what}"),
    };
    error_at(SqlState::INVALID_RECURSION, message, at)
}

// pg: parse_cte.c checkWellFormedRecursion
fn check_form(table: &CommonTable) -> Result<()> {
    let name = &table.name.name;
    let Preparable::Query(query) = &*table.statement else {
        let message = format!("recursive query \"{name}\" must not contain data-modifying statements");
        return Err(error_at(SqlState::INVALID_RECURSION, message, table.span));
    };
    let is_union = matches!(&query.body, QueryBody::SetOperation(operation) if operation.operator == SetOperator::Union);
    if !is_union {
        let message = format!("recursive query \"{name}\" does not have the form non-recursive-term UNION [ALL] recursive-term");
        return Err(error_at(SqlState::INVALID_RECURSION, message, table.span));
    }
    check_clauses(query)
}

fn check_clauses(query: &Query) -> Result<()> {
    if let Some(key) = query.order_by.first() {
        return Err(not_supported("ORDER BY in a recursive query is not implemented", key.value.at));
    }
    if let Some(offset) = &query.offset {
        return Err(not_supported("OFFSET in a recursive query is not implemented", offset.at));
    }
    if let Some(limit) = query.limit.as_ref().and_then(|limit| limit.count.as_ref()) {
        return Err(not_supported("LIMIT in a recursive query is not implemented", limit.at));
    }
    match query.locking.first() {
        Some(clause) => Err(not_supported("FOR UPDATE/SHARE in a recursive query is not implemented", clause.span)),
        None => Ok(()),
    }
}

/// The whole must have the types of the first term.
// pg: parse_cte.c analyzeCTE
pub(super) fn check_types(state: &State<'_>, table: &CommonTable, known: &[RangeColumn], targets: &[Expr]) -> Result<()> {
    for (index, (column, target)) in known.iter().zip(targets).enumerate() {
        let Some(type_id) = column.type_id else { continue };
        if type_id == target.type_id && column.modifier == target.modifier {
            continue;
        }
        let message = format!(
            "recursive query \"{}\" column {} has type {} in non-recursive term but type {} overall",
            table.name.name,
            index + 1,
            format_type(state.catalog, type_id, column.modifier),
            format_type(state.catalog, target.type_id, target.modifier)
        );
        return Err(
            error_at(SqlState::DATATYPE_MISMATCH, message, target.at).help("cast the output of the non-recursive term to the correct type")
        );
    }
    Ok(())
}
