//! What does `INSERT` say.

use super::assign::{assign, check_duplicates};
use super::conflict::analyze_conflict;
use super::generated::check_insert;
use super::returning::analyze_returning;
use super::target::{Column, Writing, insert_columns, open_target};
use super::view::check_view;
use crate::analyze::errors::syntax_error;
use crate::analyze::from::columns_of_query;
use crate::analyze::place::ExprPlace;
use crate::analyze::query::values::check_length;
use crate::analyze::query::{Within, analyze_within, take_level};
use crate::analyze::state::{Link, State};
use crate::analyze::target::analyze_list;
use crate::analyze::with::analyze_with;
use crate::catalog::id::TypeId;
use crate::catalog::object::RuleEvent;
use crate::catalog::tree::{self, ColumnVar, Command, Expr, ExprKind, JoinTree, RangeTable, RangeTableKind, RowVersion, Write};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::query::{Query, QueryBody, Values};
use crate::syntax::statement::dml::{AssignmentTarget, Insert, InsertSource};
use crate::text::{Gather, Name, Seek};

type Targets = [(Column, AssignmentTarget)];

// pg: analyze.c transformInsertStmt
pub(in crate::analyze) fn analyze_insert(state: &mut State<'_>, insert: &Insert) -> Result<tree::Query> {
    let mut analyzed = tree::Query::new(Command::Insert);
    if let Some(with) = &insert.with {
        analyze_with(state, with)?;
    }
    let writing = open_target(state, &insert.target)?;
    let columns = insert_columns(state, &writing, &insert.columns)?;
    let named = !insert.columns.is_empty();
    analyzed.writes = match &insert.source {
        InsertSource::DefaultValues => Vec::new(),
        InsertSource::Query(query) => match plain_values(query) {
            Some(values) => analyze_rows(state, &writing, values, &columns, named)?,
            None => analyze_select(state, &writing, query, &columns, named, &mut analyzed)?,
        },
    };
    analyzed.target = Some(writing.entry);
    if let Some(conflict) = &insert.on_conflict {
        analyzed.on_conflict = Some(Box::new(analyze_conflict(state, &writing, conflict)?));
    }
    if let Some(returning) = &insert.returning {
        state.level_mut().namespace = vec![writing.item.clone()];
        analyzed.targets = analyze_returning(state, &writing, returning)?;
    }
    take_level(state, &mut analyzed)?;
    check_duplicates(state)?;
    check_rules(state, &writing, &analyzed)?;
    check_insert(state, &writing, &analyzed, insert.overriding)?;
    let given = |write: &&Write| !write.values.iter().for_all(|value| matches!(value.kind, ExprKind::Default));
    let written: Vec<u16> = analyzed.writes.iter().filter(given).map(|write| write.column).gather();
    check_view(state, &writing, RuleEvent::Insert, &written, insert.returning.is_some())?;
    Ok(analyzed)
}

// pg: rewriteHandler.c RewriteQuery
fn check_rules(state: &State<'_>, writing: &Writing, query: &tree::Query) -> Result<()> {
    let rules = state.catalog.rules_of(writing.relation).iter().filter_map(|id| state.catalog.rule(*id));
    let mut written = rules.filter(|rule| matches!(rule.event, RuleEvent::Insert | RuleEvent::Update));
    if query.on_conflict.is_some() && written.next().is_some() {
        let message = "INSERT with ON CONFLICT clause cannot be used with table that has INSERT or UPDATE rules";
        return Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
    }
    Ok(())
}

/// `VALUES` without anything around it.
fn plain_values(query: &Query) -> Option<&Values> {
    let bare =
        query.with.is_none() && query.order_by.is_empty() && query.limit.is_none() && query.offset.is_none() && query.locking.is_empty();
    match &query.body {
        QueryBody::Values(values) if bare => Some(values),
        _ => None,
    }
}

fn analyze_rows(state: &mut State<'_>, writing: &Writing, values: &Values, columns: &Targets, named: bool) -> Result<Vec<Write>> {
    let place = if values.rows.len() > 1 { ExprPlace::Values } else { ExprPlace::ValuesSingle };
    let mut writes: Vec<Write> = Vec::new();
    let mut lengths: Option<Vec<Expr>> = None;
    for row in &values.rows {
        let exprs = analyze_list(state, row, place, true)?;
        check_length(lengths.as_ref(), &exprs, row.first().map_or(values.span, |expr| expr.at))?;
        let given = exprs.clone();
        let assigned = assign_row(state, writing, exprs, columns, named)?;
        add_row(&mut writes, assigned);
        lengths.get_or_insert(given);
    }
    Ok(writes)
}

fn add_row(writes: &mut Vec<Write>, row: Vec<(u16, Expr)>) {
    for (index, (column, value)) in row.into_iter().enumerate() {
        match writes.get_mut(index) {
            Some(write) => write.values.push(value),
            None => writes.push(Write { column, values: vec![value] }),
        }
    }
}

/// The values of a row, each fit to its column.
// pg: analyze.c transformInsertRow
pub(super) fn assign_row(
    state: &mut State<'_>,
    writing: &Writing,
    values: Vec<Expr>,
    columns: &Targets,
    named: bool,
) -> Result<Vec<(u16, Expr)>> {
    if values.len() > columns.len() {
        let at = values[columns.len()].at;
        return Err(syntax_error("INSERT has more expressions than target columns", at).label(format!(
            "the row has {} values for {} columns",
            values.len(),
            columns.len()
        )));
    }
    if named && values.len() < columns.len() {
        let at = columns[values.len()].1.span;
        return Err(syntax_error("INSERT has more target columns than expressions", at).label("no value for this column"));
    }
    let mut assigned = Vec::new();
    for (value, (column, target)) in values.into_iter().zip(columns) {
        let value = state.in_place(ExprPlace::InsertTarget, |state| assign(state, writing, column, target, value, true))?;
        assigned.push((column.number, value));
    }
    Ok(assigned)
}

fn analyze_select(
    state: &mut State<'_>,
    writing: &Writing,
    query: &Query,
    columns: &Targets,
    named: bool,
    analyzed: &mut tree::Query,
) -> Result<Vec<Write>> {
    let within = Within { resolve_unknowns: false, link: Link::With, ..Within::default() };
    let source = analyze_within(state, query, within)?;
    let exprs: Vec<Expr> = source.visible_targets().map(|target| target.expr.clone()).gather();
    let shown = columns_of_query(&source);
    let kind = RangeTableKind::Subquery(Box::new(source));
    let entry = state.add_entry(RangeTable { kind, alias: Name::from("*SELECT*"), columns: shown, lateral: false }, true);
    analyzed.from = vec![JoinTree::Table(entry)];
    let as_column = |(index, expr): (usize, Expr)| {
        let literal = matches!(expr.kind, ExprKind::Constant(_) | ExprKind::Parameter(_));
        if expr.type_id == TypeId::UNKNOWN && literal {
            return expr;
        }
        let var = ColumnVar { level: 0, table: entry, column: index as i16 + 1, row: RowVersion::Default };
        Expr { kind: ExprKind::Column(var), ..expr }
    };
    let values: Vec<Expr> = exprs.into_iter().enumerate().map(as_column).gather();
    let given = values.clone();
    let assigned = assign_row(state, writing, values, columns, named)?;
    for (index, ((_, value), before)) in assigned.iter().zip(&given).enumerate() {
        if before.type_id == TypeId::UNKNOWN && before.type_id != value.type_id {
            set_source_type(state, entry, index, value);
        }
    }
    let mut writes = Vec::new();
    add_row(&mut writes, assigned);
    Ok(writes)
}

fn set_source_type(state: &mut State<'_>, entry: u32, index: usize, value: &Expr) {
    let found = state.level_mut().entries.get_mut(entry as usize);
    if let Some(RangeTableKind::Subquery(query)) = found.map(|entry| &mut entry.table.kind)
        && let Some(target) = query.targets.iter_mut().filter(|target| !target.junk).nth(index)
        && matches!(target.expr.kind, ExprKind::Parameter(_))
    {
        target.expr = value.clone();
    }
}
