//! What does `XMLTABLE` bring into sight.

use super::alias::rename_columns;
use super::{laterally, refers_to_this_level, relation_item};
use crate::analyze::errors::{not_supported, syntax_error};
use crate::analyze::expr::{analyze_expr, coerce};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::{NamespaceItem, State};
use crate::catalog::id::TypeId;
use crate::catalog::tree::{Expr, RangeColumn, RangeTable, RangeTableKind};
use crate::diag::Result;
use crate::syntax::expr::Expr as SyntaxExpr;
use crate::syntax::query::table::{Alias, XmlTable, XmlTableColumn};
use crate::text::{Name, Seek};

// pg: parse_clause.c transformRangeTableFunc
pub(super) fn analyze_xml_table(state: &mut State<'_>, table: &XmlTable, alias: Option<&Alias>) -> Result<NamespaceItem> {
    let (arguments, mut columns, never_null) = laterally(state, ExprPlace::FromFunction, true, |state| analyze_parts(state, table))?;
    let lateral = table.lateral || refers_to_this_level(&arguments);
    let name = alias.and_then(|alias| alias.name.as_ref()).map(|name| &name.name);
    let shown = name.cloned().unwrap_or_else(|| Name::from("xmltable"));
    rename_columns(&shown, &mut columns, alias.map_or(&[][..], |alias| &alias.columns))?;
    let kind = RangeTableKind::TableFunction(arguments, never_null);
    let entry = state.add_entry(RangeTable { kind, alias: shown, columns, lateral }, name.is_some());
    Ok(relation_item(state, entry))
}

type Parts = (Vec<Expr>, Vec<RangeColumn>, Vec<bool>);

fn analyze_parts(state: &mut State<'_>, table: &XmlTable) -> Result<Parts> {
    let mut arguments = vec![argument(state, &table.row, TypeId::TEXT)?, argument(state, &table.document, TypeId::XML)?];
    let mut columns: Vec<RangeColumn> = Vec::new();
    let mut never_null = Vec::new();
    for column in &table.columns {
        let analyzed = analyze_column(state, column, &mut arguments)?;
        if columns.iter().exists(|before| before.name == analyzed.name) {
            return Err(syntax_error(format!("column name \"{}\" is not unique", analyzed.name), column.name.span));
        }
        never_null.push(column.not_null || column.type_name.is_none());
        columns.push(analyzed);
    }
    for (name, value) in &table.namespaces {
        arguments.push(argument(state, value, TypeId::TEXT)?);
        if name.is_none() {
            return Err(not_supported("DEFAULT namespace is not supported", value.at));
        }
    }
    Ok((arguments, columns, never_null))
}

fn argument(state: &mut State<'_>, expr: &SyntaxExpr, type_id: TypeId) -> Result<Expr> {
    let expr = analyze_expr(state, expr, ExprPlace::FromFunction)?;
    coerce::coerce_to_specific(state, expr, type_id, "XMLTABLE")
}

fn analyze_column(state: &mut State<'_>, column: &XmlTableColumn, arguments: &mut Vec<Expr>) -> Result<RangeColumn> {
    let name = column.name.name.clone();
    let Some(type_name) = &column.type_name else {
        return Ok(RangeColumn { name, type_id: Some(TypeId::INT4), modifier: -1, collation: None });
    };
    let (type_id, modifier) = state.analyze_type_name(type_name)?;
    if type_name.set_of {
        return Err(crate::analyze::errors::error_at(
            crate::diag::SqlState::INVALID_TABLE_DEFINITION,
            format!("column \"{name}\" cannot be declared SETOF"),
            column.name.span,
        ));
    }
    if let Some(path) = &column.path {
        arguments.push(argument(state, path, TypeId::TEXT)?);
    }
    if let Some(default) = &column.default {
        arguments.push(argument(state, default, type_id)?);
    }
    let collation = state.catalog.type_(type_id).and_then(|of| of.collation);
    Ok(RangeColumn { name, type_id: Some(type_id), modifier, collation })
}
