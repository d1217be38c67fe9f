//! What does a star stand for, and which fields does a row have.

use super::errors::{self, syntax_error};
use super::function_result::{FunctionResult, fields_of_relation, function_result};
use super::missing::missing_table;
use super::namespace::{dotted, lookup_item};
use super::notes::StarPlace;
use super::state::{NamespaceItem, State};
use crate::catalog::id::{CollationId, TypeId};
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, Query, RangeColumn, RangeTable, RangeTableKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::ColumnRef;
use crate::text::{Gather, Name, Seek, Span};
use crate::typing::category::{base_type, composite_relation};
use crate::typing::errors::type_text;

/// A field of a row.
#[derive(Clone, Debug)]
pub struct RowField {
    /// Its number, from 1.
    pub number: u16,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub type_id: TypeId,
    /// The modifier of its type.
    pub modifier: i32,
    /// Its collation.
    pub collation: Option<CollationId>,
}

/// The columns of `*` or `t.*`, with their names.
// pg: parse_target.c ExpandColumnRefStar
pub fn expand_star(state: &mut State<'_>, name: &ColumnRef, place: StarPlace) -> Result<Vec<(Name, Expr)>> {
    let at = place.at;
    if name.parts.is_empty() {
        return expand_all(state, place);
    }
    let (schema, table) = match &name.parts[..] {
        [table] => (None, table),
        [schema, table] => (Some(&schema.name), table),
        [_, _, _] => {
            return Err(errors::not_supported(format!("cross-database references are not implemented: {}.*", dotted(&name.parts)), at));
        }
        _ => return Err(syntax_error(format!("improper qualified name (too many dotted names): {}.*", dotted(&name.parts)), at)),
    };
    match lookup_item(state, schema, &table.name, at)? {
        Some(found) => {
            let expanded = expand_item(&found.item, found.level, at);
            state.note_star(place, &[(found.item, found.level)], expanded.len());
            Ok(expanded)
        }
        None => match &name.parts[..] {
            [argument] if matches!(state.hook, super::state::Hook::Arguments { .. }) => {
                let column = ColumnRef { parts: vec![argument.clone()], star: false };
                match super::column::lookup_column(state, &column, at) {
                    Ok(row) => expand_row(state, row, at),
                    Err(_) => Err(missing_table(state, schema, &table.name, at)),
                }
            }
            _ => Err(missing_table(state, schema, &table.name, at)),
        },
    }
}

// pg: parse_target.c ExpandAllTables
fn expand_all(state: &State<'_>, place: StarPlace) -> Result<Vec<(Name, Expr)>> {
    let items: Vec<(NamespaceItem, u32)> =
        state.level().namespace.iter().filter(|item| item.columns_visible).map(|item| (item.clone(), 0)).gather();
    if items.is_empty() {
        return Err(syntax_error("SELECT * with no tables specified is not valid", place.at));
    }
    let found: Vec<(Name, Expr)> = items.iter().flat_map(|(item, _)| expand_item(item, 0, place.at)).gather();
    state.note_star(place, &items, found.len());
    Ok(found)
}

// pg: parse_relation.c expandNSItemAttrs
fn expand_item(item: &NamespaceItem, level: u32, at: Span) -> Vec<(Name, Expr)> {
    let shown = item.columns.iter().filter(|column| !column.name.is_empty() && !column.hidden);
    shown.map(|column| (column.name.clone(), column.expr(level, item.row, at))).gather()
}

/// The fields of `(x).*`, with their names.
// pg: parse_target.c ExpandRowReference
pub fn expand_row(state: &mut State<'_>, row: Expr, at: Span) -> Result<Vec<(Name, Expr)>> {
    let fields = row_fields(state, &row, at)?;
    let expand = |field: RowField| {
        let name = field.name.clone();
        (name, select_field(&row, field, at))
    };
    Ok(fields.into_iter().map(expand).gather())
}

fn select_field(row: &Expr, field: RowField, at: Span) -> Expr {
    if let ExprKind::Column(var) = &row.kind
        && var.column == 0
    {
        let kind = ExprKind::Column(ColumnVar { column: field.number as i16, ..*var });
        return Expr { kind, type_id: field.type_id, modifier: field.modifier, collation: field.collation, at };
    }
    let kind = ExprKind::Field(Box::new(row.clone()), field.number);
    Expr { kind, type_id: field.type_id, modifier: field.modifier, collation: field.collation, at }
}

/// The field of a name in a row; none where it has no such field.
// pg: parse_func.c ParseComplexProjection
pub fn field_of(state: &State<'_>, row: Expr, name: &Name, at: Span) -> Result<Option<Expr>> {
    let Ok(fields) = row_fields(state, &row, at) else {
        return Ok(None);
    };
    let found = fields.into_iter().first_where(|field| field.name == *name);
    Ok(found.map(|field| select_field(&row, field, at)))
}

/// The fields of a row, in order; dropped ones are left out with their number skipped.
// pg: parse_target.c expandRecordVariable, funcapi.c get_expr_result_tupdesc
pub fn row_fields(state: &State<'_>, row: &Expr, at: Span) -> Result<Vec<RowField>> {
    if let Some(relation) = composite_relation(state.catalog, base_type(state.catalog, row.type_id)) {
        return Ok(fields_of_relation(state.catalog, relation));
    }
    if row.type_id != TypeId::RECORD {
        let message = format!("type {} is not composite", type_text(state.catalog, row.type_id));
        return Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message).at(at));
    }
    let scopes: Vec<Vec<&RangeTable>> = state.levels.iter().map(|level| level.entries.iter().map(|entry| &entry.table).gather()).gather();
    match record_fields(state, &scopes, row) {
        Some(fields) => Ok(fields),
        None => Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, "record type has not been registered")),
    }
}

/// The fields of a record, followed to where it is made; `scopes` are the range tables of the levels that it can refer to, outermost first.
fn record_fields(state: &State<'_>, scopes: &[Vec<&RangeTable>], row: &Expr) -> Option<Vec<RowField>> {
    match &row.kind {
        ExprKind::Row(fields, names) => Some(numbered(fields.iter().enumerate().map(|(index, field)| {
            let name = names.get(index).cloned().unwrap_or_else(|| Name::from(format!("f{}", index + 1)));
            (name, field.type_id, field.modifier, field.collation)
        }))),
        ExprKind::Column(var) => {
            let outer = scopes.len().checked_sub(var.level as usize)?;
            let table = scopes[..outer].last()?.get(var.table as usize)?;
            match var.column {
                0 => Some(numbered(
                    table
                        .columns
                        .iter()
                        .filter_map(|column| Some((column.name.clone(), column.type_id?, column.modifier, column.collation))),
                )),
                number => record_column(state, &scopes[..outer], table, usize::try_from(number).ok()? - 1),
            }
        }
        ExprKind::Call(_) => match function_result(state.catalog, row) {
            FunctionResult::Row(fields, _) => Some(fields),
            _ => None,
        },
        ExprKind::Subquery(subquery) => {
            let target = subquery.query.visible_targets().next()?;
            record_fields(state, &within(scopes, &subquery.query), &target.expr)
        }
        _ => None,
    }
}

fn record_column(state: &State<'_>, scopes: &[Vec<&RangeTable>], table: &RangeTable, index: usize) -> Option<Vec<RowField>> {
    match &table.kind {
        RangeTableKind::Subquery(query) => {
            let target = query.visible_targets().nth(index)?;
            record_fields(state, &within(scopes, query), &target.expr)
        }
        RangeTableKind::Join { columns } => record_fields(state, scopes, columns.get(index)?),
        RangeTableKind::Values(rows) => record_fields(state, scopes, rows.first()?.get(index)?),
        RangeTableKind::CommonTable { name, .. } => {
            let found = state.levels.iter().rev().flat_map(|level| &level.common_tables).first_where(|entry| entry.table.name == *name)?;
            let query = &found.table.query;
            let target = query.visible_targets().nth(index)?;
            record_fields(state, &within(scopes, query), &target.expr)
        }
        _ => None,
    }
}

fn within<'q>(scopes: &[Vec<&'q RangeTable>], query: &'q Query) -> Vec<Vec<&'q RangeTable>> {
    let mut inner = scopes.to_vec();
    inner.push(query.tables.iter().gather());
    inner
}

fn numbered(fields: impl Iterator<Item = (Name, TypeId, i32, Option<CollationId>)>) -> Vec<RowField> {
    let field = |((name, type_id, modifier, collation), number): (_, u16)| RowField { number, name, type_id, modifier, collation };
    fields.zip(1..).map(field).gather()
}

/// Columns of a range table as fields.
#[must_use]
pub fn fields_as_columns(fields: &[RowField]) -> Vec<RangeColumn> {
    let column = |field: &RowField| RangeColumn {
        name: field.name.clone(),
        type_id: Some(field.type_id),
        modifier: field.modifier,
        collation: field.collation,
    };
    fields.iter().map(column).gather()
}
