//! What does a relation or common table expression in `FROM` bring into sight.

use super::alias::rename_columns;
use crate::analyze::errors::{error_at, not_supported};
use crate::analyze::expr::{analyze_expr, coerce};
use crate::analyze::place::ExprPlace;
use crate::analyze::relation::{lookup_relation, range_columns};
use crate::analyze::state::{NamespaceItem, State};
use crate::analyze::with::{demand_common_table, note_reference};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::RelationKind;
use crate::catalog::tree::{Command, RangeTable, RangeTableKind};
use crate::diag::{Diagnostic, Result, SqlState};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::table::{Alias, RelationRef, Sample};
use crate::text::{Name, Seek};

// pg: parse_clause.c getNSItemForSpecialRelationTypes, transformTableEntry
pub(super) fn analyze_relation(state: &mut State<'_>, relation: &RelationRef, alias: Option<&Alias>) -> Result<NamespaceItem> {
    let name = alias.and_then(|alias| alias.name.as_ref()).map(|name| &name.name);
    let columns = alias.map_or(&[][..], |alias| &alias.columns);
    let bare = &relation.name.name.name;
    let common = if relation.name.schema.is_none() {
        demand_common_table(state, bare)?;
        find_common_table(state, bare)
    } else {
        None
    };
    let item = match common {
        Some(level) => add_common_table(state, &relation.name, level, name, columns)?,
        None => {
            let id = lookup_relation(state, &relation.name)?;
            let entry = add_relation(state, id, relation.only, name, columns)?;
            relation_item(state, entry)
        }
    };
    if let Some(sample) = &relation.sample {
        check_sample(state, &item, sample)?;
    }
    Ok(item)
}

/// Adds an entry for a relation.
// pg: parse_relation.c addRangeTableEntryForRelation
pub(in crate::analyze) fn add_relation(
    state: &mut State<'_>,
    id: RelationId,
    only: bool,
    alias: Option<&Name>,
    names: &[Ident],
) -> Result<u32> {
    let mut columns = range_columns(state.catalog, id);
    let own = state.catalog.relation(id).map_or_else(|| Name::from(""), |relation| relation.name.clone());
    let name = alias.cloned().unwrap_or(own);
    rename_columns(&name, &mut columns, names)?;
    let table = RangeTable { kind: RangeTableKind::Relation { id, only }, alias: name, columns, lateral: false };
    Ok(state.add_entry(table, alias.is_some()))
}

/// An entry as it can be referred to.
#[must_use]
pub(in crate::analyze) fn relation_item(state: &State<'_>, entry: u32) -> NamespaceItem {
    let found = state.level().entries.get(entry as usize);
    let (name, columns) = found.map_or_else(
        || (Name::from(""), Vec::new()),
        |found| (found.table.alias.clone(), NamespaceItem::columns_of(entry, &found.table.columns)),
    );
    NamespaceItem::visible(name, entry, columns)
}

// pg: parse_relation.c scanNameSpaceForCTE
fn find_common_table(state: &State<'_>, name: &Name) -> Option<u32> {
    let mut levels = state.levels.iter().rev().zip(0..);
    levels.first_where(|(level, _)| level.common_tables.iter().exists(|entry| entry.table.name == *name)).map(|(_, level)| level)
}

// pg: parse_relation.c addRangeTableEntryForCTE
fn add_common_table(
    state: &mut State<'_>,
    name: &QualifiedName,
    level: u32,
    alias: Option<&Name>,
    names: &[Ident],
) -> Result<NamespaceItem> {
    let bare = &name.name.name;
    let entries = state.level_up(level).map_or(&[][..], |level| &level.common_tables);
    let Some(place) = entries.iter().rposition(|entry| entry.table.name == *bare) else {
        return Err(Diagnostic::error(SqlState::INTERNAL_ERROR, "common table expression not found"));
    };
    if !entries[place].analyzed {
        note_reference(state, level, place, name.span)?;
    }
    let Some(entry) = state.level_up(level).and_then(|level| level.common_tables.get(place)) else {
        return Err(Diagnostic::error(SqlState::INTERNAL_ERROR, "common table expression not found"));
    };
    if entry.command != Command::Select && !entry.gives_rows && entry.analyzed {
        let message = format!("WITH query \"{bare}\" does not have a RETURNING clause");
        return Err(not_supported(message, name.span));
    }
    let recursive = !entry.analyzed;
    let mut columns = entry.table.columns.clone();
    let shown = alias.cloned().unwrap_or_else(|| bare.clone());
    rename_columns(&shown, &mut columns, names)?;
    let kind = RangeTableKind::CommonTable { name: bare.clone(), level, recursive };
    let hidden = if recursive { entry.search_columns.clone() } else { Vec::new() };
    let entry = state.add_entry(RangeTable { kind, alias: shown, columns, lateral: false }, alias.is_some());
    let mut item = relation_item(state, entry);
    item.columns.iter_mut().filter(|column| hidden.contains(&column.name)).for_each(|column| column.hidden = true);
    Ok(item)
}

// pg: parse_clause.c transformRangeTableSample
fn check_sample(state: &mut State<'_>, item: &NamespaceItem, sample: &Sample) -> Result<()> {
    let kind = state.entry_relation(item.entry).and_then(|id| state.catalog.relation(id)).map(|relation| relation.kind);
    if !matches!(kind, Some(RelationKind::Table | RelationKind::MaterializedView | RelationKind::PartitionedTable)) {
        return Err(not_supported("TABLESAMPLE clause can only be applied to tables and materialized views", sample.span));
    }
    let method = &sample.method.name.name;
    if *method != "bernoulli" && *method != "system" {
        let message = format!("tablesample method {method} does not exist");
        return Err(error_at(SqlState::UNDEFINED_OBJECT, message, sample.span));
    }
    if sample.arguments.len() != 1 {
        let message = format!("tablesample method {method} requires 1 argument, not {}", sample.arguments.len());
        return Err(error_at(SqlState::INVALID_TABLESAMPLE_ARGUMENT, message, sample.span));
    }
    for argument in &sample.arguments {
        let expr = analyze_expr(state, argument, ExprPlace::FromFunction)?;
        coerce::coerce_to_specific(state, expr, TypeId::FLOAT4, "TABLESAMPLE")?;
    }
    if let Some(seed) = &sample.repeatable {
        let expr = analyze_expr(state, seed, ExprPlace::FromFunction)?;
        coerce::coerce_to_specific(state, expr, TypeId::FLOAT8, "REPEATABLE")?;
    }
    Ok(())
}
