//! Which key is a table partitioned by, and which keys can such a table have.

use super::cx::Cx;
use super::draft::KeyKind;
use super::errors::{index as index_errors, partition as errors};
use super::expression::{ExprPlace, ExprTarget, analyze_expr, columns_of, needed_by, stored, volatility_of};
use super::index_class::resolve_class;
use super::index_column::without_place;
use super::index_define::IndexDraft;
use super::lookup::{column_name, column_number, is_system_column};
use crate::analyze::type_name::analyze_collation;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{ConstraintKind, IndexColumn, PartitionKey, PartitionStrategy, Relation, StoredExpr, TypeKind, Volatility};
use crate::catalog::tree::ExprKind;
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::statement::index::{IndexElement, IndexKey};
use crate::syntax::statement::table::PartitionBy;
use crate::text::{Gather, Name, Seek};

/// Makes a table a partitioned one.
// pg: tablecmds.c transformPartitionSpec, ComputePartitionAttrs; heap.c StorePartitionKey
pub(super) fn store_key(cx: &mut Cx<'_>, table: RelationId, by: &PartitionBy) -> Result<()> {
    let Some(found) = cx.catalog.relation(table).cloned() else {
        return Ok(());
    };
    let strategy = strategy_of(cx, by)?;
    if strategy == PartitionStrategy::List && by.elements.len() > 1 {
        return Err(errors::invalid("cannot use \"list\" partition strategy with more than one column"));
    }
    if by.elements.len() > 32 {
        return Err(errors::invalid("cannot partition using more than 32 columns"));
    }
    let method = Name::from(if strategy == PartitionStrategy::Hash { "hash" } else { "btree" });
    let mut columns = Vec::new();
    for (at, element) in by.elements.iter().enumerate() {
        columns.push(key_column(cx, &found, (at + 1, element), &method)?);
    }
    let address = Address::Relation(table);
    for column in &columns {
        cx.record_operator_class(address, column.operator_class);
        if let Some(collation) = column.collation {
            cx.record(address, Address::Collation(collation), DependencyKind::Normal);
        }
        if let Some(expr) = &column.expr {
            let needs = needed_by(cx, &expr.tree, Some(table));
            let others = needs.into_iter().filter(|needed| !matches!(needed, Address::Column(of, _) if *of == table));
            cx.record_all(address, others, DependencyKind::Normal);
        }
    }
    cx.catalog.edit_relation(table, |it| it.partition_key = Some(PartitionKey { strategy, columns }));
    Ok(())
}

/// Refuses a key that cannot be held over all partitions because it lacks a column of the partition key.
// pg: indexcmds.c DefineIndex
pub(super) fn check_unique_holds_key(cx: &Cx<'_>, table: &Relation, draft: &IndexDraft<'_>, columns: &[IndexColumn]) -> Result<()> {
    let kind = match draft.key.as_ref().map(|key| key.kind) {
        Some(KeyKind::Primary) => "PRIMARY KEY",
        Some(KeyKind::Exclude(_)) => "EXCLUDE",
        Some(KeyKind::Unique { .. }) | None => "UNIQUE",
    };
    check_kind_holds_key(cx, table, kind, &columns[..draft.elements.len().min(columns.len())])
}

/// The same for a key that is like one of the parent.
pub(super) fn check_key_held(cx: &Cx<'_>, table: &Relation, kind: Option<&ConstraintKind>, columns: &[IndexColumn]) -> Result<()> {
    let kind = match kind {
        Some(ConstraintKind::PrimaryKey { .. }) => "PRIMARY KEY",
        Some(ConstraintKind::Exclude) => "EXCLUDE",
        _ => "UNIQUE",
    };
    check_kind_holds_key(cx, table, kind, columns)
}

fn check_kind_holds_key(cx: &Cx<'_>, table: &Relation, kind: &str, indexed: &[IndexColumn]) -> Result<()> {
    let Some(key) = &table.partition_key else {
        return Ok(());
    };
    if kind == "EXCLUDE" && cx.catalog.versions().lowest < 17 {
        return Err(errors::unsupported(format!("cannot create exclusion constraints on partitioned table \"{}\"", table.name)));
    }
    for column in &key.columns {
        let Some(number) = column.column else {
            let message = format!("unsupported {kind} constraint with partition key definition");
            return Err(
                errors::unsupported(message).note(format!("{kind} constraints cannot be used when partition keys include expressions"))
            );
        };
        if !indexed.iter().exists(|it| it.column == Some(number)) {
            return Err(errors::unique_without_key(kind, &table.name, &column_name(table, number)));
        }
    }
    Ok(())
}

fn strategy_of(cx: &Cx<'_>, by: &PartitionBy) -> Result<PartitionStrategy> {
    match by.strategy.name.to_ascii_lowercase().as_str() {
        "list" => Ok(PartitionStrategy::List),
        "range" => Ok(PartitionStrategy::Range),
        "hash" => Ok(PartitionStrategy::Hash),
        _ => {
            let problem = errors::unknown_strategy(&by.strategy.name);
            Err(if cx.catalog.versions().lowest >= 16 { problem.at(by.strategy.span) } else { problem })
        }
    }
}

fn key_column(cx: &Cx<'_>, table: &Relation, (number, element): (usize, &IndexElement), method: &Name) -> Result<IndexColumn> {
    let mut column = match &element.key {
        IndexKey::Column(name) => {
            if is_system_column(&name.name) {
                return Err(errors::invalid(format!("cannot use system column \"{}\" in partition key", name.name)).at(element.span));
            }
            let Some(column) = column_number(table, &name.name) else {
                return Err(errors::key_column_missing(&name.name).at(element.span));
            };
            plain_key(table, column, element)?
        }
        IndexKey::Expr(written) => expression_key(cx, table, written, element)?,
    };
    if let Some(name) = &element.collation {
        column.collation = Some(analyze_collation(&cx.catalog, name, name.span).map_err(without_place)?);
    }
    if column.type_id == TypeId::UNKNOWN {
        return Ok(column);
    }
    if matches!(cx.catalog.type_(column.type_id).map(|it| &it.kind), Some(TypeKind::Pseudo)) {
        let spelled = crate::catalog::format::format_type(&cx.catalog, column.type_id, -1);
        return Err(errors::invalid_table(format!("partition key column {number} has pseudo-type {spelled}")));
    }
    let collatable = cx.catalog.type_(column.type_id).is_some_and(|found| found.collation.is_some());
    match (collatable, column.collation) {
        (true, None) => return Err(index_errors::no_collation()),
        (false, Some(_)) => return Err(crate::typing::errors::collation_not_supported(&cx.catalog, column.type_id)),
        _ => {}
    }
    column.operator_class = resolve_class(cx, element.operator_class.as_ref(), column.type_id, method)?;
    Ok(column)
}

fn plain_key(table: &Relation, number: u16, element: &IndexElement) -> Result<IndexColumn> {
    let column = &table.columns[usize::from(number) - 1];
    if column.generated.is_some() {
        return Err(errors::invalid("cannot use generated column in partition key")
            .note(format!("column \"{}\" is a generated column", column.name))
            .at(element.span));
    }
    Ok(index_column(Some(number), None, column.type_id.unwrap_or(TypeId::UNKNOWN), column.collation))
}

fn expression_key(cx: &Cx<'_>, table: &Relation, written: &Expr, element: &IndexElement) -> Result<IndexColumn> {
    let expr = analyze_expr(cx, Some(table.id), written, ExprPlace::PartitionExpression, ExprTarget::Any).map_err(without_place)?;
    if let ExprKind::Column(var) = &expr.kind
        && let Ok(number) = u16::try_from(var.column)
        && number > 0
    {
        return plain_key(table, number, element);
    }
    for number in columns_of(cx, &expr, table.id) {
        plain_key(table, number, element)?;
    }
    if volatility_of(cx, &expr) > Volatility::Immutable {
        return Err(errors::invalid("functions in partition key expression must be marked IMMUTABLE"));
    }
    if !crate::analyze::volatility::contains_columns(&expr) {
        return Err(errors::invalid("cannot use constant expression as partition key"));
    }
    let (type_id, collation) = (expr.type_id, expr.collation);
    Ok(index_column(None, Some(stored(cx, expr, written)), type_id, collation))
}

fn index_column(
    column: Option<u16>,
    expr: Option<StoredExpr>,
    type_id: TypeId,
    collation: Option<crate::catalog::id::CollationId>,
) -> IndexColumn {
    IndexColumn { column, expr, type_id, collation, operator_class: None, descending: false, nulls_first: false }
}

/// Names the columns of a partition key, for messages.
pub(super) fn key_names(table: &Relation) -> Vec<Name> {
    let columns = table.partition_key.as_ref().map_or(&[][..], |key| key.columns.as_slice());
    columns
        .iter()
        .map(|column| match (column.column, &column.expr) {
            (Some(number), _) => column_name(table, number),
            (None, Some(expr)) => expr.text.clone(),
            (None, None) => Name::from(""),
        })
        .gather()
}
