//! What are the columns of an index: their types, collations and operator classes.

use super::cx::Cx;
use super::draft::KeyKind;
use super::errors::{column as column_errors, constraint as constraint_errors, index as errors};
use super::expression::{ExprPlace, ExprTarget, analyze_expr, stored, volatility_of};
use super::index_class::{exclusion_operator, resolve_class};
use super::index_define::{IndexDraft, IndexElementDraft};
use super::lookup::{column_number, is_system_column};
use crate::analyze::type_name::analyze_collation;
use crate::catalog::id::{CollationId, OperatorId, TypeId};
use crate::catalog::object::{Generated, IndexColumn, Relation, StoredExpr, Volatility};
use crate::catalog::tree::ExprKind;
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::query::{NullsOrder, SortDirection};
use crate::syntax::statement::index::{IndexElement, IndexKey};
use crate::text::{Name, Seek};

/// The columns of an index, what it includes after its key, and the operators of an exclusion constraint.
// pg: indexcmds.c ComputeIndexAttrs
pub(super) fn resolve_columns(
    cx: &Cx<'_>,
    table: &Relation,
    draft: &IndexDraft<'_>,
    method: &Name,
) -> Result<(Vec<IndexColumn>, Vec<OperatorId>)> {
    let mut columns = Vec::new();
    let mut operators = Vec::new();
    let constraint = draft.key.is_some();
    for element in &draft.elements {
        let mut column = match element {
            IndexElementDraft::Column(name) => named_column(cx, table, name, constraint)?,
            IndexElementDraft::Written(element) | IndexElementDraft::Excluded(element, _) => {
                written_column(cx, table, element, constraint, ExprPlace::IndexExpression)?
            }
        };
        refuse_virtual(table, &column, draft)?;
        finish_key_column(cx, &mut column, element, method)?;
        if let IndexElementDraft::Excluded(_, operator) = element {
            operators.push(exclusion_operator(cx, &column, operator)?);
        }
        columns.push(column);
    }
    for element in &draft.include {
        columns.push(included_column(cx, table, element, constraint)?);
    }
    Ok((columns, operators))
}

/// A column or an expression as an index or a partition key writes it, without collation or operator class.
pub(super) fn written_column(
    cx: &Cx<'_>,
    table: &Relation,
    element: &IndexElement,
    constraint: bool,
    place: ExprPlace,
) -> Result<IndexColumn> {
    match &element.key {
        IndexKey::Column(name) => named_column(cx, table, &name.name, constraint),
        IndexKey::Expr(written) => expression_column(cx, table, written, place),
    }
}

fn named_column(_cx: &Cx<'_>, table: &Relation, name: &Name, constraint: bool) -> Result<IndexColumn> {
    let Some(number) = column_number(table, name) else {
        if is_system_column(name) {
            return Err(errors::on_system_column());
        }
        return Err(if constraint { constraint_errors::key_column_missing(name) } else { column_errors::missing(name) });
    };
    let column = &table.columns[usize::from(number) - 1];
    Ok(index_column(Some(number), None, column.type_id.unwrap_or(TypeId::UNKNOWN), column.collation))
}

fn expression_column(cx: &Cx<'_>, table: &Relation, written: &Expr, place: ExprPlace) -> Result<IndexColumn> {
    let mut expr = analyze_expr(cx, Some(table.id), written, place, ExprTarget::Any)?;
    // A collation around the whole is that of the column: `x COLLATE y` and `(x COLLATE y)` say the same.
    let collation = expr.collation;
    while let ExprKind::Collate(inner) = expr.kind {
        expr = *inner;
    }
    if let ExprKind::Column(var) = &expr.kind
        && var.column > 0
    {
        return Ok(index_column(u16::try_from(var.column).ok(), None, expr.type_id, collation));
    }
    if volatility_of(cx, &expr) > Volatility::Immutable {
        return Err(errors::expression_not_immutable());
    }
    if names_system_column(&expr) {
        return Err(errors::on_system_column());
    }
    let type_id = expr.type_id;
    Ok(index_column(None, Some(stored(cx, expr, written)), type_id, collation))
}

fn index_column(column: Option<u16>, expr: Option<StoredExpr>, type_id: TypeId, collation: Option<CollationId>) -> IndexColumn {
    IndexColumn { column, expr, type_id, collation, operator_class: None, descending: false, nulls_first: false }
}

fn finish_key_column(cx: &Cx<'_>, column: &mut IndexColumn, element: &IndexElementDraft<'_>, method: &Name) -> Result<()> {
    let written = match element {
        IndexElementDraft::Column(_) => None,
        IndexElementDraft::Written(element) | IndexElementDraft::Excluded(element, _) => Some(*element),
    };
    if let Some(name) = written.and_then(|element| element.collation.as_ref()) {
        let found = analyze_collation(&cx.catalog, name, name.span).map_err(without_place)?;
        column.collation = Some(found);
    }
    if column.type_id == TypeId::UNKNOWN && column.expr.is_some() {
        return Ok(());
    }
    if column.expr.is_some() {
        let name = written.map_or_else(|| Name::from("expr"), super::names::index_element_name);
        super::table_define::check_column_type(cx, &name, column.type_id, (true, false), 0)?;
    }
    let collatable = cx.catalog.type_(column.type_id).is_some_and(|found| found.collation.is_some());
    match (collatable, column.collation) {
        (true, None) => return Err(errors::no_collation()),
        (false, Some(_)) => return Err(crate::typing::errors::collation_not_supported(&cx.catalog, column.type_id)),
        _ => {}
    }
    column.operator_class = resolve_class(cx, written.and_then(|element| element.operator_class.as_ref()), column.type_id, method)?;
    let Some(element) = written else {
        return Ok(());
    };
    if *method != "btree" {
        if !matches!(element.direction, SortDirection::Default) {
            return Err(errors::method_cannot(method, "ASC/DESC options"));
        }
        if element.nulls.is_some() {
            return Err(errors::method_cannot(method, "NULLS FIRST/LAST options"));
        }
        return Ok(());
    }
    column.descending = matches!(element.direction, SortDirection::Descending);
    column.nulls_first = match element.nulls {
        Some(order) => order == NullsOrder::First,
        None => column.descending,
    };
    Ok(())
}

fn included_column(cx: &Cx<'_>, table: &Relation, element: &IndexElementDraft<'_>, constraint: bool) -> Result<IndexColumn> {
    let mut column = match element {
        IndexElementDraft::Column(name) => named_column(cx, table, name, constraint)?,
        IndexElementDraft::Written(element) | IndexElementDraft::Excluded(element, _) => {
            let IndexKey::Column(name) = &element.key else {
                return Err(errors::included_expression());
            };
            let column = named_column(cx, table, &name.name, constraint)?;
            let refused = match () {
                () if element.collation.is_some() => Some("a collation"),
                () if element.operator_class.is_some() => Some("an operator class"),
                () if !matches!(element.direction, SortDirection::Default) => Some("ASC/DESC options"),
                () if element.nulls.is_some() => Some("NULLS FIRST/LAST options"),
                () => None,
            };
            if let Some(what) = refused {
                return Err(errors::included_column(what));
            }
            column
        }
    };
    column.collation = None;
    Ok(column)
}

fn refuse_virtual(table: &Relation, column: &IndexColumn, draft: &IndexDraft<'_>) -> Result<()> {
    let is_virtual =
        |number: u16| table.columns.get(usize::from(number) - 1).is_some_and(|column| column.generated == Some(Generated::Virtual));
    let Some(number) = column.column else {
        return Ok(());
    };
    if !is_virtual(number) {
        return Ok(());
    }
    Err(errors::on_virtual_column(match draft.key.as_ref().map(|key| key.kind) {
        Some(KeyKind::Primary) => "primary keys",
        Some(KeyKind::Unique { .. }) => "unique constraints",
        Some(KeyKind::Exclude(_)) => "exclusion constraints",
        None => "indexes",
    }))
}

/// Whether an expression names a column that every table has.
pub(super) fn names_system_column(expr: &crate::catalog::tree::Expr) -> bool {
    crate::analyze::volatility::columns_of(expr).iter().exists(|column| *column < 0)
}

/// A problem that PostgreSQL raises here without pointing anywhere.
pub(super) fn without_place(mut problem: crate::diag::Problem) -> crate::diag::Problem {
    problem.span = None;
    problem
}
