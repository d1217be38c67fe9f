//! What does a query in `FROM` bring into sight.

use super::alias::rename_columns;
use super::{laterally, relation_item};
use crate::analyze::errors::syntax_error;
use crate::analyze::place::ExprPlace;
use crate::analyze::query::{Within, analyze_within};
use crate::analyze::state::{NamespaceItem, State};
use crate::catalog::tree::{self, RangeColumn, RangeTable, RangeTableKind};
use crate::diag::Result;
use crate::syntax::query::Query;
use crate::syntax::query::QueryBody;
use crate::syntax::query::table::Alias;
use crate::text::{Gather, Name};

// pg: parse_clause.c transformRangeSubselect
pub(super) fn analyze_from_subquery(state: &mut State<'_>, lateral: bool, query: &Query, alias: Option<&Alias>) -> Result<NamespaceItem> {
    let name = alias.and_then(|alias| alias.name.as_ref()).map(|name| &name.name);
    if name.is_none() && state.version() < 16 {
        let (what, hint) = match query.body {
            QueryBody::Values(_) => ("VALUES in FROM must have an alias", "for example, FROM (VALUES ...) [AS] foo"),
            _ => ("subquery in FROM must have an alias", "for example, FROM (SELECT ...) [AS] foo"),
        };
        let bracket = crate::text::Span::new(query.span.start.saturating_sub(1), query.span.start);
        return Err(syntax_error(what, bracket).help(hint));
    }
    let locked = name.is_some_and(|name| state.level().locked_names.as_ref().is_some_and(|names| names.is_empty() || names.contains(name)));
    let within = Within { locked, ..Within::default() };
    let analyzed = laterally(state, ExprPlace::FromSubquery, lateral, |state| analyze_within(state, query, within))?;
    let names = alias.map_or(&[][..], |alias| &alias.columns);
    add_subquery(state, analyzed, name, names, lateral)
}

/// Adds an entry for a query.
// pg: parse_relation.c addRangeTableEntryForSubquery
pub(super) fn add_subquery(
    state: &mut State<'_>,
    query: tree::Query,
    alias: Option<&Name>,
    names: &[crate::syntax::name::Ident],
    lateral: bool,
) -> Result<NamespaceItem> {
    let name = alias.cloned().unwrap_or_else(|| Name::from("unnamed_subquery"));
    let mut columns = columns_of_query(&query);
    rename_columns(&name, &mut columns, names)?;
    let kind = RangeTableKind::Subquery(Box::new(query));
    let entry = state.add_entry(RangeTable { kind, alias: name, columns, lateral }, alias.is_some());
    let mut item = relation_item(state, entry);
    item.relation_visible = alias.is_some();
    Ok(item)
}

/// The columns that a query gives, as those of an entry.
#[must_use]
pub(in crate::analyze) fn columns_of_query(query: &tree::Query) -> Vec<RangeColumn> {
    let column = |target: &tree::Target| RangeColumn {
        name: target.name.clone(),
        type_id: Some(target.expr.type_id),
        modifier: target.expr.modifier,
        collation: target.expr.collation,
    };
    query.visible_targets().map(column).gather()
}
