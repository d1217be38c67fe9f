//! What does a name in an expression refer to.

use super::errors::{self, syntax_error};
use super::missing::{missing_column, missing_table};
use super::namespace::{Found, column_of_item, dotted, lookup_bare_column, lookup_item};
use super::state::{Hook, State};
use crate::catalog::id::TypeId;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, RangeTableKind, RowVersion};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::expr::ColumnRef;
use crate::syntax::name::Ident;
use crate::text::{Gather, Name, Seek, Span};

/// The column, whole row or argument that a name refers to; with a star, the whole row of what stands before it.
// pg: parse_expr.c transformColumnRef
pub fn lookup_column(state: &mut State<'_>, name: &ColumnRef, at: Span) -> Result<Expr> {
    if let Some(place) = state.level().place.refuses_columns() {
        return Err(errors::not_supported(format!("cannot use column reference in {place}"), at));
    }
    if let (Hook::DomainValue { type_id, modifier, collation }, [only]) = (&state.hook, &name.parts[..])
        && only.name == "value"
        && !name.star
    {
        return Ok(Expr { kind: ExprKind::DomainValue, type_id: *type_id, modifier: *modifier, collation: *collation, at });
    }
    let result = if name.star { whole_row_of(state, &name.parts, at) } else { column_of(state, &name.parts, at) };
    match result? {
        Resolved::Expr(expr) => Ok(expr),
        Resolved::Missing(problem) => match lookup_argument(state, &name.parts, at)? {
            Some(argument) => Ok(argument),
            None => Err(problem),
        },
    }
}

enum Resolved {
    Expr(Expr),
    Missing(crate::diag::Problem),
}

fn column_of(state: &mut State<'_>, parts: &[Ident], at: Span) -> Result<Resolved> {
    match parts {
        [column] => {
            if let Some(found) = lookup_bare_column(state, &column.name, false, at)? {
                return Ok(Resolved::Expr(found));
            }
            match lookup_item(state, None, &column.name, at)? {
                Some(found) => whole_row(state, &found, at).map(Resolved::Expr),
                None => Ok(Resolved::Missing(missing_column(state, None, &column.name, at))),
            }
        }
        [table, column] => qualified_column(state, None, table, column, at),
        [schema, table, column] => qualified_column(state, Some(&schema.name), table, column, at),
        [_, schema, table, column] => {
            let message = format!("cross-database references are not implemented: {}", dotted(parts));
            let _ = (schema, table, column);
            Ok(Resolved::Missing(errors::not_supported(message, at)))
        }
        _ => Ok(Resolved::Missing(syntax_error(format!("improper qualified name (too many dotted names): {}", dotted(parts)), at))),
    }
}

fn qualified_column(state: &mut State<'_>, schema: Option<&Name>, table: &Ident, column: &Ident, at: Span) -> Result<Resolved> {
    let Some(found) = lookup_item(state, schema, &table.name, at)? else {
        return Ok(Resolved::Missing(missing_table(state, schema, &table.name, at)));
    };
    if let Some(expr) = column_of_item(state, &found.item, found.level, &column.name, at)? {
        return Ok(Resolved::Expr(expr));
    }
    let row = whole_row(state, &found, at)?;
    match super::expr::call::call_on_value(state, &column.name, row, at)? {
        Some(expr) => Ok(Resolved::Expr(expr)),
        None => Ok(Resolved::Missing(missing_column(state, Some(&table.name), &column.name, at))),
    }
}

fn whole_row_of(state: &mut State<'_>, parts: &[Ident], at: Span) -> Result<Resolved> {
    let (schema, table) = match parts {
        [table] => (None, table),
        [schema, table] => (Some(&schema.name), table),
        _ => {
            return Ok(Resolved::Missing(syntax_error(
                format!("improper qualified name (too many dotted names): {}.*", dotted(parts)),
                at,
            )));
        }
    };
    match lookup_item(state, schema, &table.name, at)? {
        Some(found) => whole_row(state, &found, at).map(Resolved::Expr),
        None => Ok(Resolved::Missing(missing_table(state, schema, &table.name, at))),
    }
}

/// The whole row of an item.
// pg: parse_expr.c transformWholeRowRef; makefuncs.c makeWholeRowVar
pub fn whole_row(state: &State<'_>, found: &Found, at: Span) -> Result<Expr> {
    let item = &found.item;
    let Some(entry) = state.level_up(found.level).and_then(|level| level.entries.get(item.entry as usize)) else {
        return Err(Diagnostic::error(SqlState::INTERNAL_ERROR, "range table entry not found").at(at));
    };
    if item.name != entry.table.alias && item.row == RowVersion::Default && matches!(entry.table.kind, RangeTableKind::Join { .. }) {
        let visible = item.columns.iter().filter(|column| !column.name.is_empty());
        let fields: Vec<Expr> = visible.clone().map(|column| column.expr(found.level, item.row, at)).gather();
        let names = visible.map(|column| column.name.clone()).gather();
        return Ok(Expr { kind: ExprKind::Row(fields, names), type_id: TypeId::RECORD, modifier: -1, collation: None, at });
    }
    let var = |column, row| ColumnVar { level: found.level, table: item.entry, column, row };
    let whole = |type_id| Expr { kind: ExprKind::Column(var(0, item.row)), type_id, modifier: -1, collation: None, at };
    match &entry.table.kind {
        RangeTableKind::Relation { id, .. } => {
            let relation = state.catalog.relation(*id);
            match relation.and_then(|relation| relation.row_type) {
                Some(type_id) => Ok(whole(type_id)),
                None => {
                    let name = relation.map_or_else(|| item.name.clone(), |relation| relation.name.clone());
                    let message = format!("relation \"{name}\" does not have a composite type");
                    Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message))
                }
            }
        }
        RangeTableKind::Function { calls, ordinality: false } if calls.len() == 1 => {
            let type_id = calls[0].type_id;
            if type_id == TypeId::RECORD || crate::typing::category::is_row(state.catalog, type_id) {
                Ok(whole(type_id))
            } else {
                Ok(item.columns.first().map_or_else(|| whole(TypeId::RECORD), |column| column.expr(found.level, item.row, at)))
            }
        }
        _ => Ok(whole(TypeId::RECORD)),
    }
}

// pg: functions.c sql_fn_post_column_ref
fn lookup_argument(state: &mut State<'_>, parts: &[Ident], at: Span) -> Result<Option<Expr>> {
    let Hook::Arguments { function, arguments } = &state.hook else {
        return Ok(None);
    };
    let position = |name: &Name| arguments.iter().place_where(|(own, _)| own.as_ref() == Some(name));
    let is_function = |name: &Name| function.as_ref() == Some(name);
    let (index, field) = match parts {
        [argument] => (position(&argument.name), None),
        [first, second] if is_function(&first.name) && position(&second.name).is_some() => (position(&second.name), None),
        [argument, field] => (position(&argument.name), Some(field)),
        [first, argument, field] if is_function(&first.name) => (position(&argument.name), Some(field)),
        _ => (None, None),
    };
    let Some(index) = index else {
        return Ok(None);
    };
    let (number, type_id) = (index as u32 + 1, arguments[index].1);
    let collation = state.catalog.type_(type_id).and_then(|of| of.collation);
    let argument = Expr { kind: ExprKind::Parameter(number), type_id, modifier: -1, collation, at };
    match field {
        None => Ok(Some(argument)),
        Some(field) => super::star::field_of(state, argument, &field.name, at),
    }
}
