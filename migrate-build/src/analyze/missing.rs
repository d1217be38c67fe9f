//! What is said when a column or table is not found, and which one was probably meant.

use super::errors::error_at;
use super::namespace::lookup_item;
use super::state::State;
use crate::catalog::tree::{RangeTable, RangeTableKind};
use crate::diag::{Problem, SqlState, SubjectKind};
use crate::text::{Gather, Name, Seek, Span};

/// How far a name may be from the one that was meant.
const MAX_DISTANCE: usize = 3;

/// `column "x" does not exist`, and where a column of a similar name is.
// pg: parse_relation.c errorMissingColumn
#[must_use]
pub fn missing_column(state: &State<'_>, relation: Option<&Name>, column: &Name, at: Span) -> Problem {
    let message = match relation {
        Some(relation) => format!("column {relation}.{column} does not exist"),
        None => format!("column \"{column}\" does not exist"),
    };
    let problem = error_at(SqlState::UNDEFINED_COLUMN, message, at);
    let problem = match relation {
        Some(relation) => {
            let within = real_name(state, relation, at).unwrap_or_else(|| relation.clone());
            problem.about_part(SubjectKind::Column, column, &within)
        }
        None => problem.about(SubjectKind::Column, column),
    };
    match closest(state, relation, column) {
        Closest::Exact(table) => problem.help(format!(
            "there is a column named \"{column}\" in table \"{table}\", but it cannot be referenced from this part of the query"
        )),
        Closest::Near(found) => match &found[..] {
            [one] => problem.help(format!("perhaps you meant to reference the column \"{one}\"")),
            [one, other] => problem.help(format!("perhaps you meant to reference the column \"{one}\" or the column \"{other}\"")),
            _ => problem,
        },
    }
}

fn real_name(state: &State<'_>, alias: &Name, at: Span) -> Option<Name> {
    let found = lookup_item(state, None, alias, at).ok()??;
    match &state.level_up(found.level)?.entries.get(found.item.entry as usize)?.table.kind {
        RangeTableKind::Relation { id, .. } => state.catalog.relation(*id).map(|relation| relation.name.clone()),
        _ => None,
    }
}

/// `missing FROM-clause entry for table "t"`, or why the entry that there is cannot be referred to.
// pg: parse_relation.c errorMissingRTE
#[must_use]
pub fn missing_table(state: &State<'_>, schema: Option<&Name>, name: &Name, at: Span) -> Problem {
    let Some((table, aliased)) = entry_for(state, schema, name) else {
        return error_at(SqlState::UNDEFINED_TABLE, format!("missing FROM-clause entry for table \"{name}\""), at)
            .about(SubjectKind::Relation, name);
    };
    let message = format!("invalid reference to FROM-clause entry for table \"{name}\"");
    let problem = error_at(SqlState::UNDEFINED_TABLE, message, at);
    let alias = &table.alias;
    let visible = matches!(lookup_item(state, None, alias, at), Ok(Some(_)));
    if aliased && alias != name && visible {
        problem
            .label(format!("its alias \"{alias}\" hides this name"))
            .help(format!("perhaps you meant to reference the table alias \"{alias}\""))
    } else {
        problem.help(format!("there is an entry for table \"{alias}\", but it cannot be referenced from this part of the query"))
    }
}

// pg: parse_relation.c searchRangeTableForRel
fn entry_for<'s>(state: &'s State<'_>, schema: Option<&Name>, name: &Name) -> Option<(&'s RangeTable, bool)> {
    let relation = match schema {
        Some(schema) => state.catalog.schema_named(schema).and_then(|schema| state.catalog.relation_in(schema, name)),
        None => state.catalog.lookup_relation(name),
    };
    state.levels.iter().rev().flat_map(|level| &level.entries).first_some(|entry| {
        let matches = match &entry.table.kind {
            RangeTableKind::Relation { id, .. } if relation == Some(*id) => true,
            RangeTableKind::CommonTable { name: own, .. } if schema.is_none() && own == name => true,
            RangeTableKind::Join { .. } => false,
            _ => entry.table.alias == *name,
        };
        matches.then_some((&entry.table, entry.aliased))
    })
}

enum Closest {
    Exact(Name),
    Near(Vec<String>),
}

// pg: parse_relation.c searchRangeTableForCol, updateFuzzyAttrMatchState
fn closest(state: &State<'_>, relation: Option<&Name>, column: &Name) -> Closest {
    let mut best = MAX_DISTANCE + 1;
    let mut found: Vec<String> = Vec::new();
    for entry in state.levels.iter().rev().flat_map(|level| &level.entries) {
        if matches!(entry.table.kind, RangeTableKind::Join { .. }) {
            continue;
        }
        let penalty = relation.map_or(0, |relation| distance(relation, &entry.table.alias));
        for candidate in entry.table.columns.iter().filter(|candidate| candidate.type_id.is_some()) {
            if candidate.name == *column && penalty == 0 {
                return Closest::Exact(entry.table.alias.clone());
            }
            let own = distance(&candidate.name, column);
            let total = own + penalty;
            if penalty > best || own > column.len() / 2 || total > best {
                continue;
            }
            let text = format!("{}.{}", entry.table.alias, candidate.name);
            if total < best {
                best = total;
                found = vec![text];
            } else if found.len() > 1 {
                best = total.saturating_sub(1);
                found.clear();
            } else if !found.is_empty() || total <= MAX_DISTANCE {
                found.push(text);
            }
        }
    }
    Closest::Near(found)
}

/// How many letters must be added, removed or replaced to get from one name to the other.
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().gather();
    let mut row: Vec<usize> = (0..=other.len()).gather();
    for (i, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, against) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *against);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[other.len()]
}
