//! What do `SEARCH` and `CYCLE` add to a recursive query.

use crate::analyze::errors::{error_at, syntax_error};
use crate::analyze::expr::{analyze_expr, coerce};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Query, RangeColumn, SetTree};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::name::Ident;
use crate::syntax::query::{CommonTable, CycleClause, SearchClause};
use crate::text::{Gather, Name, Seek};
use crate::typing::order::sort_operators;

/// The columns that the clauses add, as far as they are known before the query is analyzed.
// pg: parse_relation.c addRangeTableEntryForCTE
pub(super) fn columns_of_clauses(table: &CommonTable) -> Vec<RangeColumn> {
    let mut columns = Vec::new();
    if let Some(search) = &table.search {
        columns.push(column(&search.set.name, if search.breadth_first { TypeId::RECORD } else { TypeId::RECORD_ARRAY }));
    }
    if let Some(cycle) = &table.cycle {
        columns.push(column(&cycle.mark.name, TypeId::BOOL));
        columns.push(column(&cycle.path.name, TypeId::RECORD_ARRAY));
    }
    columns
}

fn column(name: &Name, type_id: TypeId) -> RangeColumn {
    RangeColumn { name: name.clone(), type_id: Some(type_id), modifier: -1, collation: None }
}

/// Checks the clauses and adds their columns; the names of those are given back.
// pg: parse_cte.c analyzeCTE
pub(super) fn analyze_search_and_cycle(
    state: &mut State<'_>,
    table: &CommonTable,
    query: &Query,
    recursive: bool,
    columns: &mut Vec<RangeColumn>,
) -> Result<Vec<Name>> {
    if table.search.is_none() && table.cycle.is_none() {
        return Ok(Vec::new());
    }
    if !recursive {
        return Err(error_at(SqlState::SYNTAX_ERROR, "WITH query is not recursive", table.span));
    }
    let added: Vec<Name> = columns_of_clauses(table).into_iter().map(|column| column.name).gather();
    columns.truncate(columns.len().saturating_sub(added.len()));
    check_form(query)?;
    let own = columns.clone();
    if let Some(search) = &table.search {
        check_search(&own, search)?;
        columns.push(column(&search.set.name, if search.breadth_first { TypeId::RECORD } else { TypeId::RECORD_ARRAY }));
    }
    if let Some(cycle) = &table.cycle {
        let type_id = check_cycle(state, &own, cycle)?;
        check_clash(table.search.as_ref(), cycle)?;
        columns.push(column(&cycle.mark.name, type_id));
        columns.push(column(&cycle.path.name, TypeId::RECORD_ARRAY));
    }
    Ok(added)
}

fn check_form(query: &Query) -> Result<()> {
    let plain = |side: &SetTree| matches!(side, SetTree::Leaf(_));
    match query.set_operation.as_deref() {
        Some(SetTree::Operation { left, .. }) if !plain(left) => Err(Diagnostic::error(
            SqlState::FEATURE_NOT_SUPPORTED,
            "with a SEARCH or CYCLE clause, the left side of the UNION must be a SELECT",
        )),
        Some(SetTree::Operation { right, .. }) if !plain(right) => {
            Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "with a SEARCH or CYCLE clause, the right side of the UNION must be a SELECT"))
        }
        _ => Ok(()),
    }
}

fn check_list(columns: &[RangeColumn], list: &[Ident], clause: &str, at: crate::text::Span) -> Result<()> {
    for (index, name) in list.iter().enumerate() {
        if !columns.iter().exists(|column| column.name == name.name) {
            return Err(syntax_error(format!("{clause} column \"{}\" not in WITH query column list", name.name), at));
        }
        if list[..index].iter().exists(|before| before.name == name.name) {
            return Err(error_at(SqlState::DUPLICATE_COLUMN, format!("{clause} column \"{}\" specified more than once", name.name), at));
        }
    }
    Ok(())
}

fn check_search(columns: &[RangeColumn], search: &SearchClause) -> Result<()> {
    check_list(columns, &search.by, "search", search.span)?;
    if columns.iter().exists(|column| column.name == search.set.name) {
        let message = format!("search sequence column name \"{}\" already used in WITH query column list", search.set.name);
        return Err(syntax_error(message, search.span));
    }
    Ok(())
}

fn check_cycle(state: &mut State<'_>, columns: &[RangeColumn], cycle: &CycleClause) -> Result<TypeId> {
    check_list(columns, &cycle.columns, "cycle", cycle.span)?;
    let type_id = mark_type(state, cycle)?;
    for (name, what) in [(&cycle.mark, "cycle mark"), (&cycle.path, "cycle path")] {
        if columns.iter().exists(|column| column.name == name.name) {
            let message = format!("{what} column name \"{}\" already used in WITH query column list", name.name);
            return Err(syntax_error(message, cycle.span));
        }
    }
    if cycle.mark.name == cycle.path.name {
        return Err(syntax_error("cycle mark column name and cycle path column name are the same", cycle.span));
    }
    Ok(type_id)
}

fn mark_type(state: &mut State<'_>, cycle: &CycleClause) -> Result<TypeId> {
    let (Some(value), Some(default)) = (&cycle.mark_value, &cycle.mark_default) else {
        return Ok(TypeId::BOOL);
    };
    let value = analyze_expr(state, value, ExprPlace::CycleMark)?;
    let default = analyze_expr(state, default, ExprPlace::CycleMark)?;
    let type_id = coerce::select_common(state, &[&value, &default], Some("CYCLE"))?.unwrap_or(value.type_id);
    coerce::coerce_to_common(state, value, type_id, "CYCLE/SET/TO")?;
    coerce::coerce_to_common(state, default, type_id, "CYCLE/SET/DEFAULT")?;
    if sort_operators(state.catalog, type_id).equal.is_none() {
        let text = crate::typing::errors::type_text(state.catalog, type_id);
        return Err(Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("could not identify an equality operator for type {text}")));
    }
    Ok(type_id)
}

fn check_clash(search: Option<&SearchClause>, cycle: &CycleClause) -> Result<()> {
    let Some(search) = search else {
        return Ok(());
    };
    if search.set.name == cycle.mark.name {
        return Err(syntax_error("search sequence column name and cycle mark column name are the same", search.span));
    }
    if search.set.name == cycle.path.name {
        return Err(syntax_error("search sequence column name and cycle path column name are the same", search.span));
    }
    Ok(())
}
