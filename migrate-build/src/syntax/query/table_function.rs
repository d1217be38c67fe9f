//! How are functions in `FROM` lowered: plain ones, `ROWS FROM`, `XMLTABLE`, `JSON_TABLE`.

use super::from::lower_definitions;
use super::table::{JsonTable, JsonTableColumn, TableFunction, TableFunctionCall, TableRefKind, XmlTable, XmlTableColumn};
use crate::diag::{Result, each};
use crate::syntax::expr::json::lower as json;
use crate::syntax::expr::lower::{expressions, lower_expr, lower_only_expr, sql_value};
use crate::syntax::expr::xml::lower_passing;
use crate::syntax::expr::{Expr, ExprKind};
use crate::syntax::lower::{Lowering, find_child, has_token};
use crate::syntax::name::{Ident, lower_ident};
use crate::syntax::tree::{SyntaxKind, SyntaxNode, SyntaxToken};
use crate::syntax::type_name::lower::is_type;
use crate::syntax::type_name::{TypeName, lower_type_name};
use crate::text::{Gather, Seek};

/// `f(...) [WITH ORDINALITY]`, and the few expressions that the grammar takes for a function.
pub(super) fn lower_function_item(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TableRefKind> {
    let call = TableFunctionCall { call: lower_only_expr(cx, node)?, definitions: Vec::new() };
    Ok(function(node, vec![call], false))
}

/// `current_date` in `FROM`, which looks like a table.
pub(super) fn lower_value_function(cx: &Lowering<'_>, keyword: &SyntaxToken) -> Option<TableRefKind> {
    let value = sql_value(keyword.kind())?;
    let at = cx.token_span(keyword);
    let call = TableFunctionCall { call: Expr { kind: ExprKind::SqlValue(value, None), at, span: at }, definitions: Vec::new() };
    let function = TableFunction { lateral: false, calls: vec![call], rows_from: false, ordinality: false };
    Some(TableRefKind::Function(Box::new(function)))
}

/// `ROWS FROM (...)`.
pub(super) fn lower_rows_from(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TableRefKind> {
    let mut calls = Vec::new();
    for argument in node.children().filter(|child| child.kind() == SyntaxKind::ROWS_FROM_ARG) {
        let definitions = find_child(&argument, SyntaxKind::COLUMN_DEF_LIST).map(|list| lower_definitions(cx, &list)).transpose()?;
        calls.push(TableFunctionCall { call: lower_only_expr(cx, &argument)?, definitions: definitions.unwrap_or_default() });
    }
    Ok(function(node, calls, true))
}

/// `XMLTABLE`.
pub(super) fn lower_xml_table(cx: &Lowering<'_>, item: &SyntaxNode) -> Result<TableRefKind> {
    let node = cx.need(find_child(item, SyntaxKind::XML_TABLE), item)?;
    let passing = cx.need(find_child(&node, SyntaxKind::XML_ROW_PASSING_CLAUSE), &node)?;
    let (row, document) = lower_passing(cx, &passing)?;
    let mut namespaces = Vec::new();
    if let Some(list) = find_child(&node, SyntaxKind::XML_NAMESPACE_LIST) {
        for namespace in list.children() {
            let prefix = find_child(&namespace, SyntaxKind::XML_NAMESPACE_PREFIX).map(|name| lower_ident(cx, &name)).transpose()?;
            namespaces.push((prefix, lower_only_expr(cx, &namespace)?));
        }
    }
    let list = cx.need(find_child(&node, SyntaxKind::XML_TABLE_COLUMN_LIST), &node)?;
    let columns = each(list.children(), |column| lower_xml_column(cx, &column))?;
    let lateral = has_token(item, SyntaxKind::LATERAL_KW);
    Ok(TableRefKind::Xml(Box::new(XmlTable { lateral, namespaces, row, document, columns })))
}

/// `JSON_TABLE`.
pub(super) fn lower_json_table(cx: &Lowering<'_>, item: &SyntaxNode) -> Result<TableRefKind> {
    let node = cx.need(find_child(item, SyntaxKind::JSON_TABLE), item)?;
    let path = cx.need(expressions(&node).nth(1), &node)?;
    Ok(TableRefKind::Json(Box::new(JsonTable {
        lateral: has_token(item, SyntaxKind::LATERAL_KW),
        context: json::lower_value(cx, &node)?,
        path: lower_expr(cx, &path)?,
        path_name: path_name(cx, &node)?,
        passing: json::lower_passing(cx, &node)?,
        columns: lower_json_columns(cx, &node)?,
        on_error: json::lower_on(cx, &node, SyntaxKind::JSON_ON_ERROR_CLAUSE)?,
    })))
}

fn function(node: &SyntaxNode, calls: Vec<TableFunctionCall>, rows_from: bool) -> TableRefKind {
    TableRefKind::Function(Box::new(TableFunction {
        lateral: has_token(node, SyntaxKind::LATERAL_KW),
        calls,
        rows_from,
        ordinality: find_child(node, SyntaxKind::WITH_ORDINALITY).is_some(),
    }))
}

fn column_name(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Ident> {
    lower_ident(cx, &cx.need(find_child(node, SyntaxKind::COLUMN_NAME), node)?)
}

fn column_type(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<TypeName> {
    lower_type_name(cx, &cx.need(node.children().first_where(|child| is_type(child.kind())), node)?)
}

fn lower_xml_column(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<XmlTableColumn> {
    let type_name = node.children().first_where(|child| is_type(child.kind())).map(|it| lower_type_name(cx, &it)).transpose()?;
    let mut column = XmlTableColumn { name: column_name(cx, node)?, type_name, path: None, default: None, not_null: false };
    for option in find_child(node, SyntaxKind::XML_COLUMN_OPTION_LIST).into_iter().flat_map(|list| list.children().gather::<Vec<_>>()) {
        match option.kind() {
            SyntaxKind::OPTION_DEFAULT => column.default = Some(lower_only_expr(cx, &option)?),
            SyntaxKind::OPTION_PATH => column.path = Some(lower_only_expr(cx, &option)?),
            SyntaxKind::OPTION_NOT_NULL => column.not_null = true,
            _ => {}
        }
    }
    Ok(column)
}

fn path_name(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Ident>> {
    match find_child(node, SyntaxKind::JSON_PATH_NAME_CLAUSE).and_then(|clause| clause.children().next()) {
        Some(name) => Ok(Some(lower_ident(cx, &name)?)),
        None => Ok(None),
    }
}

fn lower_json_columns(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<JsonTableColumn>> {
    let Some(list) = find_child(node, SyntaxKind::JSON_TABLE_COLUMN_LIST) else { return Ok(Vec::new()) };
    each(list.children(), |column| cx.deeper(&column, || lower_json_column(cx, &column)))
}

fn lower_json_column(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<JsonTableColumn> {
    let path = find_child(node, SyntaxKind::JSON_PATH_CLAUSE).map(|clause| lower_only_expr(cx, &clause)).transpose()?;
    Ok(match node.kind() {
        SyntaxKind::JSON_TABLE_ORDINALITY_COLUMN => JsonTableColumn::Ordinality(column_name(cx, node)?),
        SyntaxKind::JSON_TABLE_EXISTS_COLUMN => JsonTableColumn::Exists {
            name: column_name(cx, node)?,
            type_name: column_type(cx, node)?,
            path,
            on_error: json::lower_on(cx, node, SyntaxKind::JSON_ON_ERROR_CLAUSE)?,
        },
        SyntaxKind::JSON_TABLE_NESTED_COLUMN => JsonTableColumn::Nested {
            path: lower_only_expr(cx, node)?,
            path_name: path_name(cx, node)?,
            columns: lower_json_columns(cx, node)?,
        },
        _ => JsonTableColumn::Value {
            name: column_name(cx, node)?,
            type_name: Box::new(column_type(cx, node)?),
            format: json::lower_format(cx, node)?,
            path: path.map(Box::new),
            wrapper: json::wrapper(node),
            quotes: json::quotes(node),
            on_empty: json::lower_on(cx, node, SyntaxKind::JSON_ON_EMPTY_CLAUSE)?.map(|clause| Box::new(clause.behavior)),
            on_error: json::lower_on(cx, node, SyntaxKind::JSON_ON_ERROR_CLAUSE)?.map(|clause| Box::new(clause.behavior)),
        },
    })
}
