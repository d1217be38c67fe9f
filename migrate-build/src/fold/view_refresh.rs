//! How is a materialized view filled anew.

use super::cx::Cx;
use super::effect::{Act, LockMode};
use super::lookup::lookup_relation;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind};
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind};
use crate::syntax::statement::view::Refresh;
use crate::text::Seek;

/// Fills a materialized view.
// pg: matview.c RefreshMatViewStmt, ExecRefreshMatView
pub(super) fn fold_refresh(cx: &mut Cx<'_>, it: &Refresh) -> Result<()> {
    let id = lookup_relation(cx, &it.view)?;
    let Some(view) = cx.catalog.relation(id).cloned() else {
        return Ok(());
    };
    if view.kind != RelationKind::MaterializedView {
        let (code, wanted) = match view.kind {
            RelationKind::Table | RelationKind::PartitionedTable => (SqlState::FEATURE_NOT_SUPPORTED, "a materialized view"),
            _ => (SqlState::WRONG_OBJECT_TYPE, "a table or materialized view"),
        };
        let message = format!("\"{}\" is not {wanted}", view.name);
        return Err(Diagnostic::error(code, message).about(SubjectKind::Relation, &view.name));
    }
    if it.concurrently && it.no_data {
        return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, "REFRESH options CONCURRENTLY and WITH NO DATA cannot be used together"));
    }
    if it.concurrently {
        if !has_usable_unique_index(cx, id) {
            return Err(no_unique_index(cx, &view));
        }
        cx.lock(id, LockMode::Exclusive);
        return Ok(());
    }
    cx.lock(id, LockMode::AccessExclusive);
    if !it.no_data {
        cx.effects.acts.push(Act::Refreshed(id));
    }
    for index in cx.catalog.indexes_of(id).to_vec() {
        cx.lock(index, LockMode::AccessExclusive);
        cx.effects.rebuild_index(index);
    }
    Ok(())
}

// pg: matview.c is_usable_unique_index
fn has_usable_unique_index(cx: &Cx<'_>, view: RelationId) -> bool {
    let usable = |id: &RelationId| {
        cx.catalog.relation(*id).and_then(|found| found.index.as_deref()).is_some_and(|index| {
            index.unique
                && index.immediate
                && index.valid
                && index.filter.is_none()
                && index.columns.iter().for_all(|it| it.column.is_some())
        })
    };
    cx.catalog.indexes_of(view).iter().exists(usable)
}

fn no_unique_index(cx: &Cx<'_>, view: &Relation) -> crate::diag::Problem {
    let schema = cx.catalog.schema(view.schema).map_or_else(String::new, |schema| quote_identifier(&schema.name));
    let message = format!("cannot refresh materialized view \"{schema}.{}\" concurrently", quote_identifier(&view.name));
    Diagnostic::error(SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE, message)
        .help("create a unique index with no WHERE clause on one or more columns of the materialized view")
}
