//! How does a fold of extended statistics go.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::{column as column_errors, statistics as errors};
use super::expression::{ExprPlace, ExprTarget, analyze_expr, columns_of, stored};
use super::lookup::{column_name, column_number, creation_schema, is_system_column, lookup_relation, lookup_schema};
use super::names::choose_statistics_name;
use super::table_merge::moved_expr;
use crate::analyze::type_name::name_text;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, SchemaId, SimpleId};
use crate::catalog::object::{Relation, RelationKind, Simple, SimpleKind, StatisticsInfo};
use crate::diag::Result;
use crate::syntax::query::table::TableRefKind;
use crate::syntax::statement::index::IndexKey;
use crate::syntax::statement::statistics::{AlterStatistics, CreateStatistics};
use crate::text::{Collection, Gather, Name, Seek, SortedSet, sort};

/// The most columns and expressions.
const MAX_ELEMENTS: usize = 8;
/// How many kinds there are.
const ALL_KINDS: usize = 3;

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
            let columns: Vec<Name> = it.elements.iter().map(element_name).gather();
            (found.schema, choose_statistics_name(&cx.catalog, found.schema, &found.name, &columns))
        }
    };
    if cx.catalog.simple_named(SimpleKind::Statistics, Some(schema), &name).is_some() {
        return if it.if_not_exists { Ok(()) } else { Err(errors::exists(&name)) };
    }
    let (mut info, needed) = resolve_elements(cx, &found, it)?;
    for kind in &it.kinds {
        if !matches!(kind.name.as_str(), "ndistinct" | "dependencies" | "mcv") {
            return Err(errors::unknown_kind(&kind.name));
        }
    }
    let kinds: SortedSet<Name> = it.kinds.iter().map(|kind| kind.name.clone()).gather();
    // To name all of them is to name none.
    info.kinds = if kinds.len() == ALL_KINDS { Vec::new() } else { kinds.into_iter().gather() };
    add_statistics(cx, schema, name, info, &needed);
    Ok(())
}

// pg: statscmds.c AlterStatistics
pub(super) fn fold_alter_statistics(cx: &mut Cx<'_>, it: &AlterStatistics) -> Result<()> {
    let name = &it.name.name.name;
    let found = match &it.name.schema {
        Some(schema) => cx.catalog.simple_named(SimpleKind::Statistics, Some(lookup_schema(cx, &schema.name)?), name),
        None => cx
            .catalog
            .schemas_in_path()
            .into_iter()
            .first_some(|schema| cx.catalog.simple_named(SimpleKind::Statistics, Some(schema), name)),
    };
    if found.is_none() && !it.if_exists { Err(errors::missing(&name_text(&it.name), name)) } else { Ok(()) }
}

/// Gives a table statistics like those of another.
// pg: parse_utilcmd.c generateClonedExtStatsStmt
pub(super) fn copy_statistics(cx: &mut Cx<'_>, source: RelationId, table: RelationId) -> Result<()> {
    let (Some(from), Some(to)) = (cx.catalog.relation(source).cloned(), cx.catalog.relation(table).cloned()) else {
        return Ok(());
    };
    let names: Vec<Name> = to.columns.iter().map(|column| column.name.clone()).gather();
    let infos: Vec<StatisticsInfo> =
        cx.catalog.simples().iter().filter_map(|it| it.statistics.clone()).filter(|info| info.table == source).gather();
    for info in infos {
        let moved = |number: &u16| column_number(&to, &column_name(&from, *number));
        let columns: Vec<u16> = info.columns.iter().filter_map(moved).gather();
        let expressions = info.expressions.iter().map(|expr| moved_expr(expr, &from, &names)).try_gather::<Result<Vec<_>>>()?;
        let mut needed = columns.clone();
        expressions.iter().for_each(|expr| add_columns(&mut needed, columns_of(cx, &expr.tree, table)));
        let mut elements: Vec<Name> = columns.iter().map(|number| column_name(&to, *number)).gather();
        elements.put_all(expressions.iter().map(|_| Name::from("expr")));
        let name = choose_statistics_name(&cx.catalog, to.schema, &to.name, &elements);
        add_statistics(cx, to.schema, name, StatisticsInfo { table, columns, kinds: info.kinds, expressions }, &needed);
    }
    Ok(())
}

fn add_columns(to: &mut Vec<u16>, more: Vec<u16>) {
    more.into_iter().for_each(|column| {
        if !to.contains(&column) {
            to.push(column);
        }
    });
}

fn add_statistics(cx: &mut Cx<'_>, schema: SchemaId, name: Name, info: StatisticsInfo, columns: &[u16]) {
    let id = SimpleId(cx.catalog.next_id());
    let table = info.table;
    cx.catalog.add_simple(Simple { statistics: Some(info), ..Simple::plain(id, SimpleKind::Statistics, Some(schema), name) });
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

/// What they are of, and the columns that this needs.
fn resolve_elements(cx: &Cx<'_>, table: &Relation, it: &CreateStatistics) -> Result<(StatisticsInfo, Vec<u16>)> {
    if it.elements.len() > MAX_ELEMENTS {
        return Err(crate::diag::Diagnostic::error(
            crate::diag::SqlState::TOO_MANY_COLUMNS,
            "cannot have more than 8 columns in statistics",
        ));
    }
    let (mut columns, mut needed): (Vec<u16>, Vec<u16>) = (Vec::new(), Vec::new());
    let mut expressions = Vec::new();
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
                add_columns(&mut needed, columns_of(cx, &tree, table.id));
                expressions.push(stored(cx, tree, expr));
            }
        }
    }
    if it.elements.len() < 2 && expressions.is_empty() {
        return Err(errors::invalid("extended statistics require at least 2 columns"));
    }
    add_columns(&mut needed, columns.clone());
    // The catalog keeps them in the order of the table.
    sort(&mut columns);
    Ok((StatisticsInfo { table: table.id, columns, kinds: Vec::new(), expressions }, needed))
}

fn element_name(element: &IndexKey) -> Name {
    match element {
        IndexKey::Column(column) => column.name.clone(),
        IndexKey::Expr(_) => Name::from("expr"),
    }
}
