//! Does a value fit the column that it is assigned to.

use super::step::{Container, null_of, store};
use super::target::{Column, Writing, find_column};
use crate::analyze::errors::{error_at, not_supported, syntax_error};
use crate::analyze::expr::{analyze_expr, coerce};
use crate::analyze::place::ExprPlace;
use crate::analyze::query::analyze_subquery;
use crate::analyze::state::State;
use crate::analyze::target::analyze_list;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, RowVersion, Subquery, SubqueryKind, Write};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::{Expr as SyntaxExpr, ExprKind as SyntaxKind, Step, SubqueryKind as SyntaxSubquery};
use crate::syntax::statement::dml::{Assignment, AssignmentTarget};
use crate::text::{Collection, Gather, Seek};
use crate::typing::errors::type_text;

/// A value as it is stored in a column; `insert` tells a new row from one that is changed.
// pg: parse_target.c transformAssignedExpr
pub(super) fn assign(
    state: &mut State<'_>,
    writing: &Writing,
    column: &Column,
    target: &AssignmentTarget,
    value: Expr,
    insert: bool,
) -> Result<Expr> {
    if matches!(value.kind, ExprKind::Default) {
        return match target.steps.first() {
            Some(Step::Index(_) | Step::Slice(..)) => Err(not_supported("cannot set an array element to DEFAULT", target.span)),
            Some(_) => Err(not_supported("cannot set a subfield to DEFAULT", target.span)),
            None => Ok(Expr { type_id: column.type_id, modifier: column.modifier, collation: column.collation, ..value }),
        };
    }
    if !target.steps.is_empty() {
        let base = if insert {
            null_of(column.type_id, target.span)
        } else {
            let var = ColumnVar { level: 0, table: writing.entry, column: column.number as i16, row: RowVersion::Default };
            let (type_id, modifier, collation) = (column.type_id, column.modifier, column.collation);
            Expr { kind: ExprKind::Column(var), type_id, modifier, collation, at: target.span }
        };
        let container = Container { base, type_id: column.type_id, modifier: column.modifier };
        return store(state, column, container, &target.steps, value, target.span);
    }
    let (given, at) = (value.type_id, value.at);
    match coerce::coerce_to_target(state, value, column.type_id, column.modifier, CastContext::Assignment)? {
        Some(value) => Ok(value),
        None => {
            let (wanted, given) = (type_text(state.catalog, column.type_id), type_text(state.catalog, given));
            let message = format!("column \"{}\" is of type {wanted} but expression is of type {given}", column.name);
            Err(error_at(SqlState::DATATYPE_MISMATCH, message, at)
                .label(format!("this is {given}"))
                .help("you will need to rewrite or cast the expression"))
        }
    }
}

/// The assignments of `SET`.
// pg: analyze.c transformUpdateTargetList
pub(super) fn analyze_assignments(state: &mut State<'_>, writing: &Writing, assignments: &[Assignment]) -> Result<Vec<Write>> {
    let mut sources = Vec::new();
    for assignment in assignments {
        match assignment {
            Assignment::One(target, value) => sources.push((target, analyze_source(state, value)?)),
            Assignment::Several(targets, value) => {
                let values = analyze_several(state, targets.len(), value)?;
                sources.put_all(targets.iter().zip(values));
            }
        }
    }
    let mut writes: Vec<Write> = Vec::new();
    let mut names: Vec<(u16, bool)> = Vec::new();
    for (target, value) in sources {
        let column = find_column(state, writing, &target.column, target.span)?;
        let value = state.in_place(ExprPlace::UpdateTarget, |state| assign(state, writing, &column, target, value, false))?;
        let whole = target.steps.is_empty();
        if names.iter().exists(|(number, before)| *number == column.number && (whole || *before)) {
            state.level_mut().duplicate_assignment.get_or_insert(column.name.clone());
        }
        names.push((column.number, whole));
        writes.push(Write { column: column.number, values: vec![value] });
    }
    Ok(writes)
}

/// Refuses columns that are assigned twice.
// pg: rewriteHandler.c process_matched_tle
pub(super) fn check_duplicates(state: &State<'_>) -> Result<()> {
    match &state.level().duplicate_assignment {
        Some(name) => Err(Diagnostic::error(SqlState::SYNTAX_ERROR, format!("multiple assignments to same column \"{name}\""))),
        None => Ok(()),
    }
}

fn analyze_source(state: &mut State<'_>, value: &SyntaxExpr) -> Result<Expr> {
    if matches!(value.kind, SyntaxKind::Default) {
        return Ok(Expr { kind: ExprKind::Default, type_id: TypeId::UNKNOWN, modifier: -1, collation: None, at: value.at });
    }
    analyze_expr(state, value, ExprPlace::UpdateSource)
}

// pg: parse_expr.c transformMultiAssignRef
fn analyze_several(state: &mut State<'_>, count: usize, value: &SyntaxExpr) -> Result<Vec<Expr>> {
    let mismatch = || syntax_error("number of columns does not match number of values", value.at);
    match &value.kind {
        SyntaxKind::Row(fields, _) => {
            let values = analyze_list(state, fields, ExprPlace::UpdateSource, true)?;
            if values.len() == count { Ok(values) } else { Err(mismatch()) }
        }
        SyntaxKind::Subquery(SyntaxSubquery::Scalar, query) => {
            let query = state.in_place(ExprPlace::UpdateSource, |state| analyze_subquery(state, query))?;
            let columns: Vec<Expr> = query.visible_targets().map(|target| target.expr.clone()).gather();
            if columns.len() != count {
                return Err(mismatch());
            }
            let whole = Subquery { kind: SubqueryKind::MultiAssignment, left: Vec::new(), operators: Vec::new(), query };
            let row =
                Expr { kind: ExprKind::Subquery(Box::new(whole)), type_id: TypeId::RECORD, modifier: -1, collation: None, at: value.at };
            let field = |(index, column): (usize, Expr)| Expr { kind: ExprKind::Field(Box::new(row.clone()), index as u16 + 1), ..column };
            Ok(columns.into_iter().enumerate().map(field).gather())
        }
        _ => Err(not_supported("source for a multiple-column UPDATE item must be a sub-SELECT or ROW() expression", value.at)),
    }
}
