//! What does a body in SQL say, and does its last statement give what the function returns.

use super::cx::Cx;
use super::errors::function as errors;
use super::typed::refuse_new_labels;
use crate::analyze::parameter::Parameters as Given;
use crate::analyze::scope::ExprScope;
use crate::analyze::{Analyzed, OutputColumn, analyze_statement_in};
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::catalog::object::{CastContext, Function, FunctionKind, ParameterMode, TypeKind};
use crate::diag::Result;
use crate::syntax::parse::parse_fragment;
use crate::syntax::query::{Preparable, Query};
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::function::{FunctionText, SqlBody};
use crate::text::{Gather, Name, Seek};
use crate::typing::category::{composite_relation, is_polymorphic};
use crate::typing::coerce::can_coerce_one;

/// The first version whose words for the last statement of a body name MERGE.
const MERGE_RETURNING_SINCE: u8 = 17;

/// Analyzes a body that is parsed when the function is made.
// pg: functioncmds.c interpret_AS_clause
pub(super) fn analyze_sql_body(cx: &Cx<'_>, function: &Function, body: &SqlBody) -> Result<Vec<Analyzed>> {
    match body {
        SqlBody::Return(expr) => Ok(vec![analyze_in(cx, function, &Preparable::Query(Query::of_expr(expr)))?]),
        SqlBody::Atomic(statements) => {
            let mut analyzed = Vec::new();
            for statement in statements {
                match &statement.kind {
                    StatementKind::Preparable(it) => analyzed.push(analyze_in(cx, function, it)?),
                    kind => return Err(errors::not_in_unquoted_body(super::command_name::command_name(kind))),
                }
            }
            Ok(analyzed)
        }
    }
}

/// Checks a body that is a text, as the server does when the function is made.
// pg: functions.c fmgr_sql_validator
pub(super) fn check_text_body(cx: &Cx<'_>, function: &Function, text: &FunctionText) -> Result<()> {
    let parsed = parse_fragment(&text.body.value, text.verbatim_from.unwrap_or(0), cx.grammar());
    let placed = |mut problem: crate::diag::Problem| {
        if text.verbatim_from.is_none() {
            problem.span = Some(text.body.span);
        }
        problem
    };
    if let Some(problem) = parsed.problems.into_iter().next() {
        return Err(placed(problem));
    }
    if function.input_types().exists(is_polymorphic) {
        return Ok(());
    }
    let mut last = None;
    for statement in &parsed.statements {
        last = match &statement.kind {
            StatementKind::Preparable(it) => Some(analyze_in(cx, function, it).map_err(placed)?),
            _ => None,
        };
    }
    check_result(cx, function, last.as_ref())
}

/// Refuses a body whose last statement gives something else than the function returns.
// pg: functions.c check_sql_fn_retval
pub(super) fn check_result(cx: &Cx<'_>, function: &Function, last: Option<&Analyzed>) -> Result<()> {
    let returns = function.returns;
    if returns == TypeId::VOID {
        return Ok(());
    }
    let mismatch = |detail: String| Err(errors::return_mismatch(&format_type(&cx.catalog, returns, -1), detail));
    let Some(last) = last.filter(|last| !last.columns.is_empty() || last.query.command == crate::catalog::tree::Command::Select) else {
        let merge = if cx.catalog.versions().lowest >= MERGE_RETURNING_SINCE { "/MERGE" } else { "" };
        return mismatch(format!("function's final statement must be SELECT or INSERT/UPDATE/DELETE{merge} RETURNING"));
    };
    let fits = |column: &OutputColumn, type_id| can_coerce_one(&cx.catalog, column.type_id, type_id, CastContext::Assignment);
    match cx.catalog.type_(returns).map(|found| &found.kind) {
        Some(TypeKind::Composite(_)) => {}
        Some(TypeKind::Domain { .. }) if composite_relation(&cx.catalog, returns).is_some() => {}
        Some(TypeKind::Pseudo) if returns == TypeId::RECORD => {}
        Some(TypeKind::Pseudo) if !is_polymorphic(returns) => {
            return Err(errors::return_unsupported(&format_type(&cx.catalog, returns, -1)));
        }
        _ => {
            return match last.columns.as_slice() {
                [one] if fits(one, returns) => Ok(()),
                [one] => mismatch(format!("actual return type is {}", format_type(&cx.catalog, one.type_id, -1))),
                _ => mismatch("final statement must return exactly one column".to_owned()),
            };
        }
    }
    if let ([one], false) = (last.columns.as_slice(), function.kind == FunctionKind::Procedure)
        && fits(one, returns)
    {
        return Ok(());
    }
    let Some(wanted) = row_of(cx, function) else {
        return Ok(());
    };
    for (at, column) in last.columns.iter().enumerate() {
        let Some(type_id) = wanted.get(at) else {
            return mismatch("final statement returns too many columns".to_owned());
        };
        if !fits(column, *type_id) {
            let (given, asked) = (format_type(&cx.catalog, column.type_id, -1), format_type(&cx.catalog, *type_id, -1));
            return mismatch(format!("final statement returns {given} instead of {asked} at column {}", at + 1));
        }
    }
    if last.columns.len() < wanted.len() {
        return mismatch("final statement returns too few columns".to_owned());
    }
    Ok(())
}

/// The columns of the row that a function returns; none where any row will do.
// pg: funcapi.c get_expr_result_tupdesc
fn row_of(cx: &Cx<'_>, function: &Function) -> Option<Vec<TypeId>> {
    if let Some(relation) = composite_relation(&cx.catalog, function.returns).and_then(|id| cx.catalog.relation(id)) {
        return Some(relation.columns.iter().filter_map(|column| column.type_id).gather());
    }
    let is_output = |mode| matches!(mode, ParameterMode::Out | ParameterMode::InOut | ParameterMode::Table);
    let outputs: Vec<TypeId> = function.parameters.iter().filter(|parameter| is_output(parameter.mode)).map(|it| it.type_id).gather();
    (!outputs.is_empty()).then_some(outputs)
}

/// Analyzes a statement of a body, which can refer to the arguments of its function.
pub(super) fn analyze_in(cx: &Cx<'_>, function: &Function, statement: &Preparable) -> Result<Analyzed> {
    let arguments: Vec<(Option<Name>, TypeId)> = function.inputs().map(|input| (input.name.clone(), input.type_id)).gather();
    let mut given = Given::fixed(arguments.iter().map(|(_, type_id)| *type_id));
    let scope = ExprScope::Arguments { function: Some(&function.name), arguments: &arguments };
    let analyzed = analyze_statement_in(&cx.catalog, statement, &mut given, &scope)?;
    refuse_new_labels(cx, &analyzed.query)?;
    Ok(analyzed)
}
