//! What does a function in `FROM` bring into sight.

use super::alias::rename_columns;
use super::{laterally, refers_to_this_level, relation_item};
use crate::analyze::column_name::figure_column_name;
use crate::analyze::errors::{error_at, not_supported, syntax_error};
use crate::analyze::expr::analyze_expr;
use crate::analyze::function_result::{FunctionResult, function_result, output_name};
use crate::analyze::place::ExprPlace;
use crate::analyze::star::fields_as_columns;
use crate::analyze::state::{NamespaceItem, State};
use crate::analyze::type_name::analyze_collation;
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Expr, ExprKind, RangeColumn, RangeTable, RangeTableKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::{Argument, Call, Expr as SyntaxExpr, ExprKind as SyntaxKind};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::{Alias, ColumnDefinition, TableFunction};
use crate::text::{Collection, Gather, Name, Seek, Span};
use crate::typing::errors::type_text;

struct Item<'s> {
    expr: Expr,
    name: Name,
    definitions: &'s [ColumnDefinition],
}

// pg: parse_clause.c transformRangeFunction
pub(super) fn analyze_function(state: &mut State<'_>, function: &TableFunction, alias: Option<&Alias>) -> Result<NamespaceItem> {
    let own = alias.map_or(&[][..], |alias| &alias.definitions);
    let mut items = laterally(state, ExprPlace::FromFunction, true, |state| analyze_calls(state, function, own))?;
    if let [first, ..] = own {
        check_definitions(function, items.len(), first.name.span)?;
        if let [only] = &mut items[..] {
            only.definitions = own;
        }
    }
    let calls: Vec<Expr> = items.iter().map(|item| item.expr.clone()).gather();
    let lateral = function.lateral || refers_to_this_level(&calls);
    let name = alias.and_then(|alias| alias.name.as_ref()).map(|name| &name.name);
    let mut columns = Vec::new();
    for item in &items {
        columns.put_all(columns_of(state, item, name, items.len())?);
    }
    if function.ordinality {
        columns.push(RangeColumn { name: Name::from("ordinality"), type_id: Some(TypeId::INT8), modifier: -1, collation: None });
    }
    let shown = name.cloned().or_else(|| items.first().map(|item| item.name.clone())).unwrap_or_else(|| Name::from(""));
    rename_columns(&shown, &mut columns, alias.map_or(&[][..], |alias| &alias.columns))?;
    let kind = RangeTableKind::Function { calls, ordinality: function.ordinality };
    let entry = state.add_entry(RangeTable { kind, alias: shown, columns, lateral }, name.is_some());
    Ok(relation_item(state, entry))
}

fn analyze_calls<'s>(state: &mut State<'_>, function: &'s TableFunction, own: &[ColumnDefinition]) -> Result<Vec<Item<'s>>> {
    let mut items = Vec::new();
    for call in &function.calls {
        for single in unnest_each(&call.call, &call.definitions) {
            let single = single.as_ref().unwrap_or(&call.call);
            let expr = analyze_call(state, single)?;
            let name = figure_column_name(single);
            if let ([first, ..], [_, ..]) = (own, &call.definitions[..]) {
                let message = "multiple column definition lists are not allowed for the same function";
                return Err(syntax_error(message, first.name.span));
            }
            items.push(Item { expr, name, definitions: &call.definitions });
        }
    }
    Ok(items)
}

/// `unnest(a, b)` is one call for each argument.
fn unnest_each(expr: &SyntaxExpr, definitions: &[ColumnDefinition]) -> Vec<Option<SyntaxExpr>> {
    let SyntaxKind::Call(call) = &expr.kind else {
        return vec![None];
    };
    let plain = call.name.schema.is_none()
        && call.name.name.name == "unnest"
        && call.arguments.len() > 1
        && call.order_by.is_empty()
        && call.filter.is_none()
        && call.over.is_none()
        && !call.star
        && !call.distinct
        && !call.variadic
        && definitions.is_empty();
    if !plain {
        return vec![None];
    }
    let schema = Some(Ident { name: Name::from("pg_catalog"), span: call.name.span });
    let name = QualifiedName { schema, ..call.name.clone() };
    let one = |argument: &Argument| {
        let call = Call { name: name.clone(), arguments: vec![argument.clone()], ..(**call).clone() };
        Some(SyntaxExpr { kind: SyntaxKind::Call(Box::new(call)), at: expr.at, span: expr.span })
    };
    call.arguments.iter().map(one).gather()
}

fn analyze_call(state: &mut State<'_>, call: &SyntaxExpr) -> Result<Expr> {
    let before = state.level_mut().last_set_call.take();
    let expr = analyze_expr(state, call, ExprPlace::FromFunction)?;
    let last = std::mem::replace(&mut state.level_mut().last_set_call, before);
    match last {
        Some(at) if !is_set_call(&expr) => Err(not_supported("set-returning functions must appear at top level of FROM", at)),
        _ => Ok(expr),
    }
}

fn is_set_call(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call(call) if call.set)
}

fn check_definitions(function: &TableFunction, count: usize, at: Span) -> Result<()> {
    if count != 1 {
        return Err(if function.rows_from {
            syntax_error("ROWS FROM() with multiple functions cannot have a column definition list", at)
                .help("put a separate column definition list for each function inside ROWS FROM()")
        } else {
            syntax_error("UNNEST() with multiple arguments cannot have a column definition list", at)
                .help("use separate UNNEST() calls inside ROWS FROM(), and attach a column definition list to each one")
        });
    }
    if function.ordinality {
        return Err(syntax_error("WITH ORDINALITY cannot be used with a column definition list", at)
            .help("put the column definition list inside ROWS FROM()"));
    }
    Ok(())
}

// pg: parse_relation.c addRangeTableEntryForFunction
fn columns_of(state: &State<'_>, item: &Item<'_>, alias: Option<&Name>, count: usize) -> Result<Vec<RangeColumn>> {
    let result = function_result(state.catalog, &item.expr);
    if let [first, ..] = item.definitions {
        let message = match &result {
            FunctionResult::Record => return defined_columns(state, item.definitions),
            FunctionResult::Row(_, false) => "a column definition list is redundant for a function with OUT parameters",
            FunctionResult::Row(_, true) => "a column definition list is redundant for a function returning a named composite type",
            _ => "a column definition list is only allowed for functions returning \"record\"",
        };
        return Err(syntax_error(message, first.name.span));
    }
    match result {
        FunctionResult::Record => {
            Err(syntax_error("a column definition list is required for functions returning \"record\"", item.expr.at)
                .help("say which columns it gives: AS t(a integer, b text)"))
        }
        FunctionResult::Row(fields, _) => Ok(fields_as_columns(&fields)),
        FunctionResult::Scalar(type_id) => {
            let by_alias = if count == 1 { alias.cloned() } else { None };
            let name = output_name(state.catalog, &item.expr).or(by_alias).unwrap_or_else(|| item.name.clone());
            Ok(vec![RangeColumn { name, type_id: Some(type_id), modifier: item.expr.modifier, collation: item.expr.collation }])
        }
        FunctionResult::Other(type_id) => {
            let message = format!("function \"{}\" in FROM has unsupported return type {}", item.name, type_text(state.catalog, type_id));
            Err(error_at(SqlState::DATATYPE_MISMATCH, message, item.expr.at))
        }
    }
}

fn defined_columns(state: &State<'_>, definitions: &[ColumnDefinition]) -> Result<Vec<RangeColumn>> {
    let mut columns: Vec<RangeColumn> = Vec::new();
    for definition in definitions {
        let name = &definition.name.name;
        let (type_id, modifier) = state.analyze_type_name(&definition.type_name)?;
        if definition.type_name.set_of {
            let message = format!("column \"{name}\" cannot be declared SETOF");
            return Err(error_at(SqlState::INVALID_TABLE_DEFINITION, message, definition.name.span));
        }
        let collation = match &definition.collation {
            Some(collation) => Some(analyze_collation(state.catalog, collation, collation.span)?),
            None => state.catalog.type_(type_id).and_then(|of| of.collation),
        };
        columns.push(RangeColumn { name: name.clone(), type_id: Some(type_id), modifier, collation });
    }
    for (index, column) in columns.iter().enumerate() {
        if columns[..index].iter().exists(|before| before.name == column.name) {
            let message = format!("column name \"{}\" specified more than once", column.name);
            return Err(Diagnostic::error(SqlState::DUPLICATE_COLUMN, message));
        }
    }
    Ok(columns)
}
