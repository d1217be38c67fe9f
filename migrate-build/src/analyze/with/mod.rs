//! What do common table expressions say.

mod recursive;
mod search;

use super::errors::{error_at, not_supported};
use super::query::{Within, analyze_preparable};
use super::state::{CommonEntry, Link, State};
use crate::catalog::id::TypeId;
use crate::catalog::tree::{self, Command, Expr, RangeColumn};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::Grammar;
use crate::syntax::query::{CommonTable, Preparable, With};
use crate::text::{Collection, Gather, Name, Seek};

pub(super) use recursive::{demand_common_table, note_reference};

/// Analyzes the common table expressions of a `WITH`, which then can be seen.
// pg: parse_cte.c transformWithClause
pub(super) fn analyze_with(state: &mut State<'_>, with: &With) -> Result<()> {
    for (index, table) in with.tables.iter().enumerate() {
        if with.tables[..index].iter().exists(|before| before.name.name == table.name.name) {
            let message = format!("WITH query name \"{}\" specified more than once", table.name.name);
            return Err(error_at(SqlState::DUPLICATE_ALIAS, message, table.span));
        }
        if !matches!(*table.statement, Preparable::Query(_)) && state.levels.len() > state.outermost + 1 {
            let message = "WITH clause containing a data-modifying statement must be at the top level";
            return Err(not_supported(message, table.span));
        }
    }
    if let Some(merge) = with.tables.iter().first_where(|table| matches!(*table.statement, Preparable::Merge(_)))
        && state.version() < 17
    {
        return Err(not_supported("MERGE not supported in WITH query", merge.span));
    }
    if with.recursive {
        state.level_mut().pending_common_tables = with.tables.clone();
        while let Some(table) = take_pending(state, None) {
            analyze_table(state, &table, true)?;
        }
        return Ok(());
    }
    state.level_mut().future_common_tables = with.tables.iter().map(|table| table.name.name.clone()).gather();
    for table in &with.tables {
        analyze_table(state, table, false)?;
        state.level_mut().future_common_tables.retain(|name| *name != table.name.name);
    }
    Ok(())
}

/// Takes the expression of a name, or the first, from those that wait.
fn take_pending(state: &mut State<'_>, name: Option<&Name>) -> Option<CommonTable> {
    let pending = &mut state.level_mut().pending_common_tables;
    let index = match name {
        Some(name) => pending.iter().place_where(|table| table.name.name == *name)?,
        None if pending.is_empty() => return None,
        None => 0,
    };
    Some(pending.remove(index))
}

fn analyze_table(state: &mut State<'_>, table: &CommonTable, may_recurse: bool) -> Result<()> {
    if matches!(*table.statement, Preparable::Merge(_))
        && let Some(help) = Grammar::of_version(u32::from(state.version())).lacks("with_merge")
    {
        return Err(error_at(SqlState::FEATURE_NOT_SUPPORTED, "MERGE not supported in WITH query", table.name.span).help(help));
    }
    let place = may_recurse.then(|| begin(state, table));
    let within = Within { link: Link::With, common_table: place, ..Within::default() };
    let query = state.in_level(within.level(), |state| analyze_preparable(state, &table.statement)).map(|(query, _)| query)?;
    let modifying = query.command != Command::Select;
    let gives_rows = !modifying || query.targets.iter().exists(|target| !target.junk);
    let recursive = place.is_some_and(|place| state.level().common_tables[place].self_references > 0);
    let targets: Vec<Expr> = query.visible_targets().map(|target| target.expr.clone()).gather();
    let names: Vec<Name> = query.visible_targets().map(|target| target.name.clone()).gather();
    let mut columns = match place {
        Some(place) if recursive => {
            let known = state.level().common_tables[place].table.columns.clone();
            recursive::check_types(state, table, &known, &targets)?;
            known
        }
        _ => columns_of(state, table, &targets, &names, false)?,
    };
    let added = search::analyze_search_and_cycle(state, table, &query, recursive, &mut columns)?;
    let entry = CommonEntry {
        command: query.command,
        table: tree::CommonTable { name: table.name.name.clone(), query, columns, recursive },
        analyzed: true,
        columns_known: true,
        self_references: 0,
        span: table.span,
        search_columns: added,
        gives_rows,
    };
    match place {
        Some(place) => state.level_mut().common_tables[place] = entry,
        None => state.level_mut().common_tables.push(entry),
    }
    Ok(())
}

/// Enters an expression that may refer to itself, before its columns are known.
fn begin(state: &mut State<'_>, table: &CommonTable) -> usize {
    let command = match *table.statement {
        Preparable::Query(_) => Command::Select,
        Preparable::Insert(_) => Command::Insert,
        Preparable::Update(_) => Command::Update,
        Preparable::Delete(_) => Command::Delete,
        Preparable::Merge(_) => Command::Merge,
    };
    let common =
        tree::CommonTable { name: table.name.name.clone(), query: tree::Query::new(command), columns: Vec::new(), recursive: true };
    let tables = &mut state.level_mut().common_tables;
    tables.push(CommonEntry {
        table: common,
        analyzed: false,
        columns_known: false,
        self_references: 0,
        span: table.span,
        command,
        search_columns: Vec::new(),
        gives_rows: true,
    });
    let place = tables.len() - 1;
    state.level_mut().current_with = Some((place, table.clone()));
    place
}

/// The columns of an expression, by its own names where it gives some.
// pg: parse_cte.c analyzeCTETargetList
fn columns_of(state: &State<'_>, table: &CommonTable, targets: &[Expr], names: &[Name], recursive: bool) -> Result<Vec<RangeColumn>> {
    if table.columns.len() > targets.len() {
        let message = format!(
            "WITH query \"{}\" has {} columns available but {} columns specified",
            table.name.name,
            targets.len(),
            table.columns.len()
        );
        return Err(error_at(SqlState::INVALID_COLUMN_REFERENCE, message, table.span));
    }
    let column = |(index, target): (usize, &Expr)| {
        let unknown = recursive && target.type_id == TypeId::UNKNOWN;
        let type_id = if unknown { TypeId::TEXT } else { target.type_id };
        let collation = if unknown { state.catalog.type_(type_id).and_then(|of| of.collation) } else { target.collation };
        let name = table.columns.get(index).map(|name| &name.name).or_else(|| names.get(index));
        RangeColumn {
            name: name.cloned().unwrap_or_else(|| Name::from("?column?")),
            type_id: Some(type_id),
            modifier: target.modifier,
            collation,
        }
    };
    Ok(targets.iter().enumerate().map(column).gather())
}

/// The columns of a recursive expression are those of its first term.
// pg: analyze.c determineRecursiveColTypes
pub(super) fn set_recursive_columns(state: &mut State<'_>, targets: &[Expr], names: &[Name]) -> Result<()> {
    let Some(place) = state.level().parent_common_table else {
        return Ok(());
    };
    let Some((_, table)) = state.level_up(1).and_then(|level| level.current_with.clone()).filter(|(current, _)| *current == place) else {
        return Ok(());
    };
    let mut columns = columns_of(state, &table, targets, names, true)?;
    let added = search::columns_of_clauses(&table);
    let search_columns: Vec<Name> = added.iter().map(|column| column.name.clone()).gather();
    columns.put_all(added);
    match state.level_up_mut(1).and_then(|level| level.common_tables.get_mut(place)) {
        Some(entry) => {
            entry.table.columns = columns;
            entry.search_columns = search_columns;
            entry.columns_known = true;
            Ok(())
        }
        None => Err(Diagnostic::error(SqlState::INTERNAL_ERROR, "common table expression not found")),
    }
}
