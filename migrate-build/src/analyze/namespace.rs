//! Which entry or column does a name mean, among those that can be seen.

use super::errors;
use super::place::ExprPlace;
use super::relation::system_column;
use super::state::{NamespaceItem, State};
use crate::catalog::id::RelationId;
use crate::catalog::tree::{ColumnVar, Expr, ExprKind, RangeTableKind};
use crate::diag::{Result, SqlState};
use crate::syntax::name::Ident;
use crate::text::{Gather, Name, Span};

/// An item of a namespace and how many queries further out it is.
#[derive(Clone, Debug)]
pub struct Found {
    /// The item.
    pub item: NamespaceItem,
    /// How many queries further out it is.
    pub level: u32,
}

/// The item of a name that may have a schema in front.
// pg: parse_relation.c refnameNamespaceItem
pub fn lookup_item(state: &State<'_>, schema: Option<&Name>, name: &Name, at: Span) -> Result<Option<Found>> {
    let relation = match schema {
        None => None,
        Some(schema) => match state.catalog.schema_named(schema).and_then(|schema| state.catalog.relation_in(schema, name)) {
            None => return Ok(None),
            found => found,
        },
    };
    for level in 0..state.levels.len() as u32 {
        let mut found: Option<&NamespaceItem> = None;
        let Some(at_level) = state.level_up(level) else { break };
        for item in at_level.namespace.iter().filter(|item| item.relation_visible) {
            if item.lateral_only && !at_level.lateral_active {
                continue;
            }
            let matches = match relation {
                Some(relation) => is_plain(state, level, item, relation),
                None => item.name == *name,
            };
            if !matches {
                continue;
            }
            if found.is_some() {
                return Err(errors::ambiguous_table(name, at));
            }
            check_lateral(state, level, item, at)?;
            found = Some(item);
        }
        if let Some(item) = found {
            return Ok(Some(Found { item: item.clone(), level }));
        }
    }
    Ok(None)
}

fn is_plain(state: &State<'_>, level: u32, item: &NamespaceItem, relation: RelationId) -> bool {
    let Some(entry) = state.level_up(level).and_then(|level| level.entries.get(item.entry as usize)) else {
        return false;
    };
    !entry.aliased && item.name == entry.table.alias && matches!(entry.table.kind, RangeTableKind::Relation { id, .. } if id == relation)
}

/// The column of a bare name, in the innermost query that has it.
// pg: parse_relation.c colNameToVar
pub fn lookup_bare_column(state: &State<'_>, name: &Name, local_only: bool, at: Span) -> Result<Option<Expr>> {
    for level in 0..state.levels.len() as u32 {
        let mut found = None;
        let Some(at_level) = state.level_up(level) else { break };
        for item in at_level.namespace.iter().filter(|item| item.columns_visible) {
            if item.lateral_only && !at_level.lateral_active {
                continue;
            }
            if let Some(column) = column_of_item(state, item, level, name, at)? {
                if found.is_some() {
                    return Err(errors::ambiguous_column(name, at));
                }
                check_lateral(state, level, item, at)?;
                found = Some(column);
            }
        }
        if found.is_some() || local_only {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The column of a name within one item.
// pg: parse_relation.c scanNSItemForColumn
pub fn column_of_item(state: &State<'_>, item: &NamespaceItem, level: u32, name: &Name, at: Span) -> Result<Option<Expr>> {
    let mut found = None;
    for column in item.columns.iter().filter(|column| column.name == *name) {
        if found.is_some() {
            return Err(errors::ambiguous_column(name, at));
        }
        found = Some(column);
    }
    if let Some(column) = found {
        return Ok(Some(column.expr(level, item.row, at)));
    }
    system_column_of(state, item, level, name, at)
}

fn system_column_of(state: &State<'_>, item: &NamespaceItem, level: u32, name: &Name, at: Span) -> Result<Option<Expr>> {
    let Some((number, type_id)) = system_column(name).filter(|_| !item.bare) else {
        return Ok(None);
    };
    let entry = state.level_up(level).and_then(|level| level.entries.get(item.entry as usize));
    let Some(RangeTableKind::Relation { id, .. }) = entry.map(|entry| &entry.table.kind) else {
        return Ok(None);
    };
    if !super::relation::has_system_column(state.catalog, *id, number) {
        return Ok(None);
    }
    if *name != "tableoid" {
        let message = match state.level().place {
            ExprPlace::CheckConstraint => Some(format!("system column \"{name}\" reference in check constraint is invalid")),
            ExprPlace::GeneratedColumn => Some(format!("cannot use system column \"{name}\" in column generation expression")),
            ExprPlace::MergeWhen => Some(format!("cannot use system column \"{name}\" in MERGE WHEN condition")),
            _ => None,
        };
        if let Some(message) = message {
            return Err(errors::error_at(SqlState::INVALID_COLUMN_REFERENCE, message, at));
        }
    }
    let kind = ExprKind::Column(ColumnVar { level, table: item.entry, column: number, row: item.row });
    Ok(Some(Expr { kind, type_id, modifier: -1, collation: None, at }))
}

// pg: parse_relation.c check_lateral_ref_ok
fn check_lateral(state: &State<'_>, level: u32, item: &NamespaceItem, at: Span) -> Result<()> {
    if !item.lateral_only || item.lateral_ok {
        return Ok(());
    }
    let name = &item.name;
    let message = format!("invalid reference to FROM-clause entry for table \"{name}\"");
    let problem = errors::error_at(SqlState::INVALID_COLUMN_REFERENCE, message, at);
    let is_target = state.level_up(level).is_some_and(|level| level.target == Some(item.entry));
    Err(if is_target {
        problem.help(format!("there is an entry for table \"{name}\", but it cannot be referenced from this part of the query"))
    } else {
        problem.note("the combining JOIN type must be INNER or LEFT for a LATERAL reference")
    })
}

/// Refuses two lists that have the same name twice.
// pg: parse_relation.c checkNameSpaceConflicts
pub fn check_conflicts(state: &State<'_>, before: &[NamespaceItem], added: &[NamespaceItem]) -> Result<()> {
    let plain = |item: &NamespaceItem| {
        let entry = state.level().entries.get(item.entry as usize)?;
        match entry.table.kind {
            RangeTableKind::Relation { id, .. } if !entry.aliased => Some(id),
            _ => None,
        }
    };
    for first in before.iter().filter(|item| item.relation_visible) {
        for second in added.iter().filter(|item| item.relation_visible && item.name == first.name) {
            if let (Some(one), Some(other)) = (plain(first), plain(second))
                && one != other
            {
                continue;
            }
            return Err(errors::duplicate_alias(&first.name));
        }
    }
    Ok(())
}

/// The words of a name with dots, as messages have it.
#[must_use]
pub fn dotted(parts: &[Ident]) -> String {
    parts.iter().map(|part| part.name.as_str()).gather::<Vec<_>>().join(".")
}
