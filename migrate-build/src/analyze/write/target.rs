//! Which relation is written to, and which of its columns.

use crate::analyze::errors::{error_at, no_such_column_of};
use crate::analyze::from::{add_relation, relation_item};
use crate::analyze::relation::lookup_relation;
use crate::analyze::state::{NamespaceItem, State};
use crate::catalog::id::{CollationId, RelationId, TypeId};
use crate::diag::{Problem, Result, SqlState};
use crate::syntax::name::Ident;
use crate::syntax::statement::dml::{AssignmentTarget, TargetRelation};
use crate::text::{Gather, Name, Seek, Span};

/// The relation that a statement writes to.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    pub(super) relation: RelationId,
    pub(super) name: Name,
    pub(super) entry: u32,
    pub(super) item: NamespaceItem,
}

/// A column that is written to.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) number: u16,
    pub(super) name: Name,
    pub(super) type_id: TypeId,
    pub(super) modifier: i32,
    pub(super) collation: Option<CollationId>,
}

/// Opens the target of a statement and adds it to the range table.
// pg: parse_clause.c setTargetTable
pub(super) fn open_target(state: &mut State<'_>, target: &TargetRelation) -> Result<Writing> {
    let relation = lookup_relation(state, &target.relation.name)?;
    let alias = target.alias.as_ref().map(|alias| &alias.name);
    let entry = add_relation(state, relation, target.relation.only, alias, &[])?;
    state.level_mut().target = Some(entry);
    let item = relation_item(state, entry);
    let name = state.catalog.relation(relation).map_or_else(|| Name::from(""), |found| found.name.clone());
    Ok(Writing { relation, name, entry, item })
}

/// The columns of the target, by number; dropped ones are left out.
pub(super) fn live_columns(state: &State<'_>, writing: &Writing) -> Vec<Column> {
    let columns = crate::analyze::relation::range_columns(state.catalog, writing.relation);
    let column = |(column, number): (crate::catalog::tree::RangeColumn, u16)| {
        Some(Column { number, name: column.name, type_id: column.type_id?, modifier: column.modifier, collation: column.collation })
    };
    columns.into_iter().zip(1..).filter_map(column).gather()
}

/// The column of a name.
// pg: parse_relation.c attnameAttNum
pub(super) fn find_column(state: &State<'_>, writing: &Writing, name: &Ident, at: Span) -> Result<Column> {
    if let Some(found) = live_columns(state, writing).into_iter().first_where(|column| column.name == name.name) {
        return Ok(found);
    }
    Err(missing(state, writing, name, at))
}

fn missing(state: &State<'_>, writing: &Writing, name: &Ident, at: Span) -> Problem {
    let problem = no_such_column_of(&name.name, &writing.name, at);
    let near = live_columns(state, writing)
        .into_iter()
        .map(|column| (crate::analyze::missing::distance(&column.name, &name.name), column.name))
        .filter(|(distance, _)| *distance <= 3 && *distance <= name.name.len() / 2)
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, near)) => problem.help(format!("there is a column \"{near}\"")),
        None => problem,
    }
}

/// The columns that `INSERT` names, or all.
// pg: parse_target.c checkInsertTargets
pub(super) fn insert_columns(state: &State<'_>, writing: &Writing, named: &[AssignmentTarget]) -> Result<Vec<(Column, AssignmentTarget)>> {
    if named.is_empty() {
        let whole = |column: Column| {
            let ident = Ident { name: column.name.clone(), span: Span::default() };
            (column, AssignmentTarget { column: ident, steps: Vec::new(), span: Span::default() })
        };
        return Ok(live_columns(state, writing).into_iter().map(whole).gather());
    }
    let mut found: Vec<(Column, AssignmentTarget)> = Vec::new();
    for target in named {
        let column = find_column(state, writing, &target.column, target.span)?;
        let clash = |(before, other): &(Column, AssignmentTarget)| {
            before.number == column.number && (target.steps.is_empty() || other.steps.is_empty())
        };
        if found.iter().exists(clash) {
            let message = format!("column \"{}\" specified more than once", target.column.name);
            return Err(error_at(SqlState::DUPLICATE_COLUMN, message, target.span));
        }
        found.push((column, target.clone()));
    }
    Ok(found)
}
