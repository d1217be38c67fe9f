//! How does a fold of extended statistics go.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::{column as column_errors, statistics as errors};
use super::expression::{ExprPlace, ExprTarget, analyze_expr, columns_of};
use super::lookup::{column_name, column_number, creation_schema, is_system_column, lookup_relation, lookup_schema};
use super::names::choose_statistics_name;
use crate::analyze::type_name::name_text;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, SchemaId, SimpleId};
use crate::catalog::object::{Relation, RelationKind, Simple, SimpleKind};
use crate::diag::Result;
use crate::syntax::query::table::TableRefKind;
use crate::syntax::statement::index::IndexKey;
use crate::syntax::statement::statistics::{AlterStatistics, CreateStatistics};
use crate::text::Name;
use std::collections::BTreeMap;

/// The most columns and expressions.
const MAX_ELEMENTS: usize = 8;

// pg: statscmds.c CreateStatistics
pub(super) fn fold_create_statistics(cx: &mut Cx<'_>, it: &CreateStatistics) -> Result<()> {
    let lowest = cx.catalog.versions().lowest;
    if it.name.is_none() && lowest < 16 {
        return Err(super::errors::lookup::too_new("ON", 16, lowest));
    }
    let [from] = it.from.as_slice() else {
        return Err(errors::unsupported("only a single relation is allowed in CREATE STATISTICS"));
    };
    let TableRefKind::Relation(relation) = &from.kind else {
        return Err(errors::unsupported("only a single relation is allowed in CREATE STATISTICS"));
    };
    let table = lookup_relation(cx, &relation.name)?;
    cx.lock(table, LockMode::ShareUpdateExclusive);
    let Some(found) = cx.catalog.relation(table).cloned() else {
        return Ok(());
    };
    if !matches!(
        found.kind,
        RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable | RelationKind::MaterializedView
    ) {
        return Err(errors::wrong_relation(&found.name));
    }
    let (schema, name) = match &it.name {
        Some(name) => (creation_schema(cx, name)?, name.name.name.clone()),
        None => {
            let columns: Vec<Name> = it.elements.iter().map(element_name).collect();
            (found.schema, choose_statistics_name(&cx.catalog, found.schema, &found.name, &columns))
        }
    };
    if cx.catalog.simple_named(SimpleKind::Statistics, Some(schema), &name).is_some() {
        return if it.if_not_exists { Ok(()) } else { Err(errors::exists(&name)) };
    }
    let columns = resolve_elements(cx, &found, it)?;
    for kind in &it.kinds {
        if !matches!(kind.name.as_str(), "ndistinct" | "dependencies" | "mcv") {
            return Err(errors::unknown_kind(&kind.name));
        }
    }
    add_statistics(cx, schema, name, table, &columns);
    Ok(())
}

// pg: statscmds.c AlterStatistics
pub(super) fn fold_alter_statistics(cx: &mut Cx<'_>, it: &AlterStatistics) -> Result<()> {
    let name = &it.name.name.name;
    let found = match &it.name.schema {
        Some(schema) => cx.catalog.simple_named(SimpleKind::Statistics, Some(lookup_schema(cx, &schema.name)?), name),
        None => {
            cx.catalog.schemas_in_path().into_iter().find_map(|schema| cx.catalog.simple_named(SimpleKind::Statistics, Some(schema), name))
        }
    };
    if found.is_none() && !it.if_exists { Err(errors::missing(&name_text(&it.name), name)) } else { Ok(()) }
}

/// Gives a table statistics like those of another.
// pg: parse_utilcmd.c generateClonedExtStatsStmt
pub(super) fn copy_statistics(cx: &mut Cx<'_>, source: RelationId, table: RelationId) {
    let (Some(from), Some(to)) = (cx.catalog.relation(source).cloned(), cx.catalog.relation(table).cloned()) else {
        return;
    };
    let simples: Vec<SimpleId> = cx.catalog.simples().iter().filter(|it| it.kind == SimpleKind::Statistics).map(|it| it.id).collect();
    for id in simples {
        let needs = cx.catalog.dependencies().needs_of(Address::Simple(id));
        let columns: Vec<Name> = needs
            .filter_map(|entry| match entry.needed {
                Address::Column(of, column) if of == source => Some(column_name(&from, column)),
                _ => None,
            })
            .collect();
        if columns.is_empty() {
            continue;
        }
        let name = choose_statistics_name(&cx.catalog, to.schema, &to.name, &columns);
        let numbers: Vec<u16> = columns.iter().filter_map(|column| column_number(&to, column)).collect();
        add_statistics(cx, to.schema, name, table, &numbers);
    }
}

fn add_statistics(cx: &mut Cx<'_>, schema: SchemaId, name: Name, table: RelationId, columns: &[u16]) {
    let id = SimpleId(cx.catalog.next_id());
    cx.catalog.add_simple(Simple { id, kind: SimpleKind::Statistics, schema: Some(schema), name, properties: BTreeMap::new() });
    let address = Address::Simple(id);
    for column in columns {
        cx.record(address, Address::Column(table, *column), DependencyKind::Auto);
    }
    if columns.is_empty() {
        cx.record(address, Address::Relation(table), DependencyKind::Auto);
    }
    cx.record_schema(address, schema);
    cx.effects.created.push(address);
}

fn resolve_elements(cx: &Cx<'_>, table: &Relation, it: &CreateStatistics) -> Result<Vec<u16>> {
    if it.elements.len() > MAX_ELEMENTS {
        return Err(crate::diag::Diagnostic::error(
            crate::diag::SqlState::TOO_MANY_COLUMNS,
            "cannot have more than 8 columns in statistics",
        ));
    }
    let mut columns: Vec<u16> = Vec::new();
    let mut expressions = 0;
    for element in &it.elements {
        match element {
            IndexKey::Column(column) => {
                if is_system_column(&column.name) {
                    return Err(errors::unsupported("statistics creation on system columns is not supported"));
                }
                let number = column_number(table, &column.name).ok_or_else(|| column_errors::missing(&column.name))?;
                let type_id = table.columns[usize::from(number) - 1].type_id;
                if let Some(type_id) = type_id
                    && super::index_class::default_class(&cx.catalog, type_id, "btree").is_none()
                {
                    let spelled = crate::catalog::format::format_type(&cx.catalog, type_id, -1);
                    let message = format!(
                        "column \"{}\" cannot be used in statistics because its type {spelled} has no default btree operator class",
                        column.name
                    );
                    return Err(errors::unsupported(message));
                }
                if columns.contains(&number) {
                    return Err(errors::duplicate("duplicate column name in statistics definition"));
                }
                columns.push(number);
            }
            IndexKey::Expr(expr) => {
                let tree = analyze_expr(cx, Some(table.id), expr, ExprPlace::StatisticsExpression, ExprTarget::Any)?;
                expressions += 1;
                for column in columns_of(cx, &tree, table.id) {
                    if !columns.contains(&column) {
                        columns.push(column);
                    }
                }
            }
        }
    }
    if it.elements.len() < 2 && expressions == 0 {
        return Err(errors::invalid("extended statistics require at least 2 columns"));
    }
    Ok(columns)
}

fn element_name(element: &IndexKey) -> Name {
    match element {
        IndexKey::Column(column) => column.name.clone(),
        IndexKey::Expr(_) => Name::from("expr"),
    }
}
