//! How does a fold of CREATE INDEX and REINDEX go.

use super::cx::Cx;
use super::effect::{Act, LockMode};
use super::errors::{index as errors, lookup as lookup_errors};
use super::expression::{ExprPlace, ExprTarget, analyze_expr};
use super::index_define::{IndexDraft, IndexElementDraft, add_index};
use super::lookup::lookup_relation;
use crate::catalog::id::RelationId;
use crate::catalog::object::{RelationKind, SimpleKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::index::{CreateIndex, IndexKey, Reindex, ReindexTarget};
use crate::text::{Gather, Span};

// pg: utility.c ProcessUtilitySlow, T_IndexStmt
pub(super) fn fold_create_index(cx: &mut Cx<'_>, it: &CreateIndex) -> Result<()> {
    if it.concurrently.is_some() && cx.session.in_transaction {
        return Err(errors::in_transaction("CREATE INDEX CONCURRENTLY"));
    }
    let lowest = cx.catalog.versions().lowest;
    if it.nulls_not_distinct && lowest < 15 {
        return Err(super::version::word_or_next(cx, Span::new(it.table.name.span.end, cx.statement.end), "nulls", 15));
    }
    let table = lookup_relation(cx, &it.table.name)?;
    refuse_unindexable(cx, table, lowest)?;
    let mode = if it.concurrently.is_some() { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    cx.lock(table, mode);
    analyze_before(cx, table, it)?;
    let draft = IndexDraft {
        name: it.name.as_ref().map(|name| name.name.clone()),
        method: it.method.as_ref().map(|method| method.name.clone()),
        elements: it.elements.iter().map(IndexElementDraft::Written).gather(),
        include: it.include.iter().map(IndexElementDraft::Written).gather(),
        unique: it.unique,
        filter: it.filter.as_ref(),
        nulls_not_distinct: it.nulls_not_distinct,
        options: &it.options,
        tablespace: it.tablespace.as_ref(),
        if_not_exists: it.if_not_exists,
        concurrently: it.concurrently.is_some(),
        only: it.table.only,
        ..IndexDraft::default()
    };
    let Some(made) = add_index(cx, table, &draft)? else {
        return Ok(());
    };
    if it.concurrently.is_some() && it.if_not_exists {
        cx.effects.acts.push(Act::BuiltUnlessThere(made));
    }
    if it.name.is_none() {
        cx.effects.acts.push(Act::NameMadeUp(made));
    }
    if !it.options.is_empty() {
        let names = it.options.iter().map(|option| option.name.name.clone()).gather();
        cx.effects.acts.push(Act::IndexOptions(made, names));
    }
    Ok(())
}

// pg: tablecmds.c RangeVarCallbackOwnsRelation, relation.c validate_relation_kind
fn refuse_unindexable(cx: &Cx<'_>, table: RelationId, lowest: u8) -> Result<()> {
    match cx.catalog.relation(table) {
        Some(found) if found.id.is_builtin() => Err(errors::system_catalog(&found.name)),
        Some(found) if found.kind == RelationKind::Composite => Err(errors::composite(&found.name, lowest)),
        _ => Ok(()),
    }
}

/// Analyzes what a statement writes before anything else of it is looked at, as PostgreSQL does.
// pg: parse_utilcmd.c transformIndexStmt
fn analyze_before(cx: &Cx<'_>, table: RelationId, it: &CreateIndex) -> Result<()> {
    if let Some(filter) = &it.filter {
        analyze_expr(cx, Some(table), filter, ExprPlace::IndexPredicate, ExprTarget::Boolean("WHERE"))?;
    }
    for element in &it.elements {
        if let IndexKey::Expr(expr) = &element.key {
            analyze_expr(cx, Some(table), expr, ExprPlace::IndexExpression, ExprTarget::Any)?;
        }
    }
    Ok(())
}

// pg: indexcmds.c ExecReindex
pub(super) fn fold_reindex(cx: &mut Cx<'_>, it: &Reindex) -> Result<()> {
    if it.concurrently && cx.session.in_transaction {
        return Err(errors::in_transaction("REINDEX CONCURRENTLY"));
    }
    let (index, table) = match &it.target {
        ReindexTarget::Index(name) => {
            let index = lookup_relation(cx, name)?;
            let found = cx.catalog.relation(index);
            if found.is_none_or(|it| it.index.is_none()) {
                return Err(lookup_errors::wrong_kind(&name.name.name, "an index"));
            }
            (Some(index), found.and_then(|it| it.index.as_ref()).map(|it| it.table))
        }
        ReindexTarget::Table(name) => (None, Some(reindexed_table(cx, name)?)),
        ReindexTarget::Schema(name) => {
            refuse_in_block(cx, "REINDEX SCHEMA")?;
            super::lookup::lookup_schema(cx, &name.name)?;
            (None, None)
        }
        ReindexTarget::Database(_) => {
            refuse_in_block(cx, "REINDEX DATABASE")?;
            (None, None)
        }
        ReindexTarget::System(_) => {
            refuse_in_block(cx, "REINDEX SYSTEM")?;
            (None, None)
        }
    };
    let Some(table) = table else {
        return Ok(());
    };
    let kind = cx.catalog.relation(table).map(|it| it.kind);
    if kind == Some(RelationKind::PartitionedTable) && cx.session.in_transaction {
        let what = if index.is_some() { "REINDEX INDEX" } else { "REINDEX TABLE" };
        return Err(errors::in_transaction(what));
    }
    let mode = if it.concurrently { LockMode::ShareUpdateExclusive } else { LockMode::Share };
    cx.lock(table, mode);
    let indexes = index.map_or_else(|| cx.catalog.indexes_of(table).to_vec(), |index| vec![index]);
    for index in indexes {
        cx.lock(index, if it.concurrently { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive });
        cx.effects.rebuild_index(index);
    }
    Ok(())
}

fn reindexed_table(cx: &Cx<'_>, name: &QualifiedName) -> Result<RelationId> {
    let table = lookup_relation(cx, name)?;
    match cx.catalog.relation(table).map(|it| it.kind) {
        Some(RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView) | None => Ok(table),
        Some(_) => Err(lookup_errors::wrong_kind(&name.name.name, "a table or materialized view")),
    }
}

fn refuse_in_block(cx: &Cx<'_>, what: &str) -> Result<()> {
    if cx.session.in_transaction { Err(errors::in_transaction(what)) } else { Ok(()) }
}

/// Whether an access method is there.
pub(super) fn access_method_exists(cx: &Cx<'_>, name: &crate::text::Name) -> bool {
    matches!(name.as_str(), "btree" | "hash" | "gin" | "gist" | "spgist" | "brin")
        || cx.catalog.simple_named(SimpleKind::AccessMethod, None, name).is_some()
}
