//! What does `FROM` bring into sight.

mod alias;
mod function;
mod join;
mod json_table;
mod relation;
mod subquery;
mod xml_table;

use super::namespace::check_conflicts;
use super::place::ExprPlace;
use super::state::{NamespaceItem, State};
use crate::catalog::tree::{Expr, JoinTree};
use crate::diag::Result;
use crate::syntax::query::table::{TableRef, TableRefKind};
use crate::text::Seek;

pub(super) use relation::{add_relation, relation_item};
pub(super) use subquery::columns_of_query;

/// Analyzes the items of `FROM`, makes them visible, and says how they are joined.
// pg: parse_clause.c transformFromClause
pub(super) fn analyze_from(state: &mut State<'_>, items: &[TableRef]) -> Result<Vec<JoinTree>> {
    let mut trees = Vec::new();
    for item in items {
        let mut analyzed = analyze_item(state, item)?;
        check_conflicts(state, &state.level().namespace, &analyzed.namespace)?;
        set_lateral(&mut analyzed.namespace, true, true);
        trees.push(analyzed.tree);
        state.level_mut().namespace.append(&mut analyzed.namespace);
    }
    set_lateral(&mut state.level_mut().namespace, false, true);
    Ok(trees)
}

/// An item of `FROM` after analysis.
struct FromItem {
    tree: JoinTree,
    /// The item itself: what its columns are.
    item: NamespaceItem,
    /// What it brings into sight.
    namespace: Vec<NamespaceItem>,
}

// pg: parse_clause.c setNamespaceLateralState
fn set_lateral(namespace: &mut [NamespaceItem], only: bool, ok: bool) {
    for item in namespace {
        item.lateral_only = only;
        item.lateral_ok = ok;
    }
}

// pg: parse_clause.c transformFromClauseItem
fn analyze_item(state: &mut State<'_>, item: &TableRef) -> Result<FromItem> {
    state.deeper(|state| {
        let found = match &item.kind {
            TableRefKind::Relation(relation) => relation::analyze_relation(state, relation, item.alias.as_ref())?,
            TableRefKind::Subquery { lateral, query } => subquery::analyze_from_subquery(state, *lateral, query, item.alias.as_ref())?,
            TableRefKind::Function(function) => function::analyze_function(state, function, item.alias.as_ref())?,
            TableRefKind::Xml(table) => xml_table::analyze_xml_table(state, table, item.alias.as_ref())?,
            TableRefKind::Json(table) => json_table::analyze_json_table(state, table, item)?,
            TableRefKind::Join(join) => return join::analyze_join(state, join, item.alias.as_ref()),
        };
        Ok(FromItem { tree: JoinTree::Table(found.entry), namespace: vec![found.clone()], item: found })
    })
}

/// Whether an expression has columns of the query at hand.
// pg: var.c contain_vars_of_level
fn refers_to_this_level(exprs: &[Expr]) -> bool {
    use crate::catalog::tree::{ExprKind, walk::any};
    exprs.iter().exists(|expr| any(expr, 0, &mut |expr, depth| matches!(&expr.kind, ExprKind::Column(var) if var.level == depth)))
}

/// Analyzes something that may refer to earlier items.
fn laterally<T>(state: &mut State<'_>, place: ExprPlace, lateral: bool, analyze: impl FnOnce(&mut State<'_>) -> Result<T>) -> Result<T> {
    let before = std::mem::replace(&mut state.level_mut().lateral_active, lateral);
    let result = state.in_place(place, analyze);
    state.level_mut().lateral_active = before;
    result
}
