//! What does `JSON_TABLE` bring into sight.

use super::alias::rename_columns;
use super::{laterally, relation_item};
use crate::analyze::errors::{error_at, syntax_error};
use crate::analyze::expr::{analyze_expr, coerce};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::{NamespaceItem, State};
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::catalog::tree::{Expr, RangeColumn, RangeTable, RangeTableKind};
use crate::diag::{Result, SqlState};
use crate::syntax::expr::json::{JsonBehavior, JsonClause};
use crate::syntax::expr::{Expr as SyntaxExpr, ExprKind as SyntaxKind, Literal};
use crate::syntax::name::Ident;
use crate::syntax::query::table::{JsonTable, JsonTableColumn, TableRef};
use crate::syntax::type_name::TypeName;
use crate::text::Name;

#[derive(Default)]
struct Parts {
    arguments: Vec<Expr>,
    columns: Vec<RangeColumn>,
    never_null: Vec<bool>,
    names: Vec<Name>,
}

// pg: parse_jsontable.c transformJsonTable
pub(super) fn analyze_json_table(state: &mut State<'_>, table: &JsonTable, item: &TableRef) -> Result<NamespaceItem> {
    let parts = laterally(state, ExprPlace::FromFunction, true, |state| {
        let mut parts = Parts::default();
        check_on_error(table)?;
        if let Some(name) = &table.path_name {
            parts.names.push(name.name.clone());
        }
        collect_names(&table.columns, &mut parts.names)?;
        let context = analyze_expr(state, &table.context.value, ExprPlace::FromFunction)?;
        let context = if context.type_id == TypeId::UNKNOWN {
            coerce::coerce_to_specific(state, context, TypeId::JSONB, "JSON_TABLE()")?
        } else {
            context
        };
        parts.arguments.push(context);
        check_path(&table.path)?;
        for passing in &table.passing {
            let value = analyze_expr(state, &passing.value.value, ExprPlace::FromFunction)?;
            parts.arguments.push(value);
        }
        analyze_columns(state, &table.columns, false, &mut parts)?;
        Ok(parts)
    })?;
    let alias = item.alias.as_ref();
    let name = alias.and_then(|alias| alias.name.as_ref()).map(|name| &name.name);
    let shown = name.cloned().unwrap_or_else(|| Name::from("json_table"));
    let mut columns = parts.columns;
    rename_columns(&shown, &mut columns, alias.map_or(&[][..], |alias| &alias.columns))?;
    let kind = RangeTableKind::TableFunction(parts.arguments, parts.never_null);
    let entry = state.add_entry(RangeTable { kind, alias: shown, columns, lateral: true }, name.is_some());
    Ok(relation_item(state, entry))
}

fn check_on_error(table: &JsonTable) -> Result<()> {
    match &table.on_error {
        Some(JsonClause { behavior: JsonBehavior::Error | JsonBehavior::EmptyArray, .. }) | None => Ok(()),
        Some(clause) => Err(syntax_error("invalid ON ERROR behavior", clause.span)
            .note("only EMPTY [ ARRAY ] or ERROR is allowed in the top-level ON ERROR clause")),
    }
}

fn check_path(path: &SyntaxExpr) -> Result<()> {
    match &path.kind {
        SyntaxKind::Literal(Literal::String(_)) => Ok(()),
        _ => Err(crate::analyze::errors::not_supported("only string constants are supported in JSON_TABLE path specification", path.at)),
    }
}

// pg: parse_jsontable.c CheckDuplicateColumnOrPathNames
fn collect_names(columns: &[JsonTableColumn], names: &mut Vec<Name>) -> Result<()> {
    let mut add = |name: &Ident| {
        if names.contains(&name.name) {
            let message = format!("duplicate JSON_TABLE column or path name: {}", name.name);
            return Err(error_at(SqlState::DUPLICATE_ALIAS, message, name.span));
        }
        names.push(name.name.clone());
        Ok(())
    };
    let mut nested = Vec::new();
    for column in columns {
        match column {
            JsonTableColumn::Ordinality(name) | JsonTableColumn::Exists { name, .. } | JsonTableColumn::Value { name, .. } => add(name)?,
            JsonTableColumn::Nested { path_name, columns, .. } => {
                if let Some(name) = path_name {
                    add(name)?;
                }
                nested.push(columns);
            }
        }
    }
    nested.into_iter().try_for_each(|columns| collect_names(columns, names))
}

fn analyze_columns(state: &mut State<'_>, columns: &[JsonTableColumn], nested: bool, parts: &mut Parts) -> Result<()> {
    for column in columns {
        match column {
            JsonTableColumn::Ordinality(name) => push(parts, name, (TypeId::INT4, -1), None, !nested),
            JsonTableColumn::Exists { name, type_name, .. } => {
                let of = column_type(state, type_name)?;
                let collation = state.catalog.type_(of.0).and_then(|of| of.collation);
                push(parts, name, of, collation, false);
            }
            JsonTableColumn::Value { name, type_name, on_empty, on_error, .. } => {
                let of = column_type(state, type_name)?;
                for behavior in [on_empty, on_error].into_iter().flatten() {
                    if let JsonBehavior::Default(value) = &**behavior {
                        let value = analyze_expr(state, value, ExprPlace::FromFunction)?;
                        coerce::coerce_to_target(state, value, of.0, of.1, CastContext::Explicit)?;
                    }
                }
                let collation = state.catalog.type_(of.0).and_then(|of| of.collation);
                push(parts, name, of, collation, false);
            }
            JsonTableColumn::Nested { columns, .. } => state.deeper(|state| analyze_columns(state, columns, true, parts))?,
        }
    }
    Ok(())
}

fn column_type(state: &State<'_>, type_name: &TypeName) -> Result<(TypeId, i32)> {
    state.analyze_type_name(type_name)
}

fn push(parts: &mut Parts, name: &Ident, of: (TypeId, i32), collation: Option<crate::catalog::id::CollationId>, never_null: bool) {
    parts.columns.push(RangeColumn { name: name.name.clone(), type_id: Some(of.0), modifier: of.1, collation });
    parts.never_null.push(never_null);
}
