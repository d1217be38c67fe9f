//! What does a query say: the typed tree of `SELECT`, `VALUES` and set operations.

mod locking;
mod select;
mod set_operation;
pub(super) mod values;

use super::errors::syntax_error;
use super::expr::collate::assign_query_collations;
use super::state::{Level, Link, State};
use super::with::analyze_with;
use crate::catalog::tree;
use crate::diag::Result;
use crate::syntax::query::{Preparable, Query, QueryBody};
use crate::text::Gather;

/// How a query stands within the one at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within {
    /// Whether `FOR UPDATE` locks it from outside.
    pub(super) locked: bool,
    /// Whether literals of unknown type in its target list become text.
    pub(super) resolve_unknowns: bool,
    /// The common table expression, by its place, that it is the statement of.
    pub(super) common_table: Option<usize>,
    /// How it stands there.
    pub(super) link: Link,
}

impl Default for Within {
    fn default() -> Self {
        Self { locked: false, resolve_unknowns: true, common_table: None, link: Link::From }
    }
}

impl Within {
    pub(super) fn level(self) -> Level {
        Level {
            locked_from_parent: self.locked,
            resolve_unknowns: self.resolve_unknowns,
            parent_common_table: self.common_table,
            link: self.link,
            ..Level::default()
        }
    }
}

/// A query in an expression of the one at hand, which it may refer to.
// pg: analyze.c parse_sub_analyze
pub fn analyze_subquery(state: &mut State<'_>, query: &Query) -> Result<tree::Query> {
    analyze_within(state, query, Within { link: Link::Expression, ..Within::default() })
}

/// A query within the one at hand.
pub(super) fn analyze_within(state: &mut State<'_>, query: &Query, within: Within) -> Result<tree::Query> {
    state.in_level(within.level(), |state| analyze_query(state, query, false)).map(|(query, _)| query)
}

/// A query in the level at hand, which is empty.
// pg: analyze.c transformStmt
pub(super) fn analyze_query(state: &mut State<'_>, query: &Query, allow_into: bool) -> Result<tree::Query> {
    if !allow_into && let Some(into) = into_of(query) {
        return Err(syntax_error("SELECT ... INTO is not allowed here", into));
    }
    let mut analyzed = match &query.body {
        QueryBody::Select(select) => select::analyze_select(state, query, select)?,
        QueryBody::Values(values) => values::analyze_values(state, query, values)?,
        QueryBody::SetOperation(operation) => set_operation::analyze_set_operation(state, query, operation)?,
    };
    take_level(state, &mut analyzed)?;
    Ok(analyzed)
}

/// A statement in the level at hand, which is empty.
pub(super) fn analyze_preparable(state: &mut State<'_>, statement: &Preparable) -> Result<tree::Query> {
    match statement {
        Preparable::Query(query) => analyze_query(state, query, true),
        Preparable::Insert(insert) => super::write::analyze_insert(state, insert),
        Preparable::Update(update) => super::write::analyze_update(state, update),
        Preparable::Delete(delete) => super::write::analyze_delete(state, delete),
        Preparable::Merge(merge) => super::write::analyze_merge(state, merge),
    }
}

/// Moves what the level has gathered into the query, and settles its collations.
pub(super) fn take_level(state: &mut State<'_>, query: &mut tree::Query) -> Result<()> {
    let level = state.level_mut();
    query.tables = level.entries.iter().map(|entry| entry.table.clone()).gather();
    query.with = level.common_tables.iter().map(|entry| entry.table.clone()).gather();
    query.has_aggregates = level.has_aggregates;
    query.has_target_sets = level.has_target_sets;
    assign_query_collations(state.catalog, query)
}

/// `WITH` of a query.
fn start(state: &mut State<'_>, query: &Query) -> Result<()> {
    match &query.with {
        Some(with) => analyze_with(state, with),
        None => Ok(()),
    }
}

fn into_of(query: &Query) -> Option<crate::text::Span> {
    match &query.body {
        QueryBody::Select(select) => select.into.as_ref().map(|into| into.span),
        QueryBody::SetOperation(operation) => into_of(&operation.left),
        QueryBody::Values(_) => None,
    }
}
