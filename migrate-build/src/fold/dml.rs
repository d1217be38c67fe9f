//! What do queries and changes of rows lock, and do they name what is there.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::dml as errors;
use super::errors::transaction::releases_lock;
use super::lookup::lookup_relation;
use super::plpgsql::follow_calls;
use super::setting::set_config;
use super::table_as::fold_select_into;
use super::typed::type_statement;
use crate::analyze::plan::check_plan;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind};
use crate::catalog::tree::walk::any_in_query;
use crate::catalog::tree::{self, Command, ExprKind, RangeTableKind};
use crate::diag::Result;
use crate::syntax::expr::{Expr, ExprKind as Written, Literal};
use crate::syntax::query::{Preparable, QueryBody};
use crate::syntax::statement::dml::{Copy, CopyDirection, CopySource};
use crate::text::{Gather, Name, Seek};

/// Checks a query, `INSERT`, `UPDATE`, `DELETE` or `MERGE`.
pub(super) fn fold_preparable(cx: &mut Cx<'_>, it: &Preparable) -> Result<()> {
    let analyzed = type_statement(cx, it)?;
    check_plan(&analyzed.query)?;
    note_locks(cx, &analyzed.query);
    super::rows_change::note_rows(cx, &analyzed.query);
    super::rows_change::note_sequences(cx, &analyzed.query);
    refuse_unlocking(cx, &analyzed.query)?;
    let Preparable::Query(query) = it else {
        return Ok(());
    };
    let QueryBody::Select(select) = &query.body else {
        return Ok(());
    };
    if let Some(into) = &select.into {
        return fold_select_into(cx, into, &analyzed);
    }
    follow_calls(cx, &super::plpgsql::Body::default(), query)?;
    for target in &select.targets {
        if let Some((name, value, local)) = configured(&target.value) {
            set_config(cx, &name, &value, local)?;
        }
    }
    Ok(())
}

/// Empties tables.
pub(super) fn fold_truncate(cx: &mut Cx<'_>, it: &crate::syntax::statement::dml::Truncate) -> Result<()> {
    super::truncate::fold_truncate(cx, it)
}

/// Copies between a table and a file.
// pg: copy.c DoCopy
pub(super) fn fold_copy(cx: &mut Cx<'_>, it: &Copy) -> Result<()> {
    let name = match &it.source {
        CopySource::Statement(statement) => return type_statement(cx, statement).map(|_| ()),
        CopySource::Relation(name) => name,
    };
    let id = lookup_relation(cx, name)?;
    let Some(relation) = cx.catalog.relation(id).cloned() else {
        return Ok(());
    };
    check_copied(&relation, it.direction)?;
    for (at, column) in it.columns.iter().enumerate() {
        if super::lookup::column_number(&relation, &column.name).is_none() {
            return Err(super::errors::lookup::column_missing(&column.name, &relation.name));
        }
        if it.columns[..at].iter().exists(|earlier| earlier.name == column.name) {
            return Err(super::errors::type_::attribute_twice(&column.name));
        }
    }
    match it.direction {
        CopyDirection::FromStdin => Err(errors::copy_from_stdin().at(it.span)),
        CopyDirection::FromServer => {
            cx.lock(id, LockMode::RowExclusive);
            Ok(())
        }
        CopyDirection::To => Ok(()),
    }
}

/// Notes the locks that a query takes, other than that of reading.
pub(super) fn note_locks(cx: &mut Cx<'_>, query: &tree::Query) {
    let relation_of = |entry: usize| match query.tables.get(entry).map(|table| &table.kind) {
        Some(RangeTableKind::Relation { id, .. }) => Some(*id),
        _ => None,
    };
    if query.command != Command::Select
        && let Some(id) = query.target.and_then(|entry| relation_of(entry as usize))
    {
        cx.lock(id, LockMode::RowExclusive);
    }
    if query.locks_rows {
        let locked: Vec<RelationId> = (0..query.tables.len()).filter_map(relation_of).gather();
        for id in locked {
            cx.lock(id, LockMode::RowShare);
            for index in cx.catalog.indexes_of(id).to_vec() {
                cx.lock(index, LockMode::RowShare);
            }
        }
    }
    for table in &query.with {
        note_locks(cx, &table.query);
    }
    for table in &query.tables {
        if let RangeTableKind::Subquery(inner) = &table.kind {
            note_locks(cx, inner);
        }
    }
}

/// A migration runs under an advisory lock of its session, which it cannot let go of.
pub(super) fn refuse_unlocking(cx: &Cx<'_>, query: &tree::Query) -> Result<()> {
    let mut problem = None;
    any_in_query(query, 0, &mut |expr, _| {
        if let ExprKind::Call(call) = &expr.kind
            && let Some(called) = cx.catalog.function(call.function).filter(|it| it.id.is_builtin())
            && matches!(called.name.as_str(), "pg_advisory_unlock_all" | "pg_advisory_unlock")
        {
            problem = Some(releases_lock(&format!("{}()", called.name)).at(expr.at));
        }
        problem.is_some()
    });
    problem.map_or(Ok(()), Err)
}

/// The arguments of `set_config(name, value, local)`, where they are written out.
pub(super) fn configured(expr: &Expr) -> Option<(Name, Name, bool)> {
    let Written::Call(call) = &expr.kind else {
        return None;
    };
    let [name, value, local] = call.arguments.as_slice() else {
        return None;
    };
    match (&name.value.kind, &value.value.kind, &local.value.kind) {
        (Written::Literal(Literal::String(name)), Written::Literal(Literal::String(value)), Written::Literal(Literal::Boolean(local)))
            if call.name.name.name == "set_config" =>
        {
            Some((name.clone(), value.clone(), *local))
        }
        _ => None,
    }
}

// pg: copyto.c BeginCopyTo, copyfrom.c BeginCopyFrom
fn check_copied(relation: &Relation, direction: CopyDirection) -> Result<()> {
    let kind = match relation.kind {
        RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable if direction != CopyDirection::To => {
            return Ok(());
        }
        RelationKind::Table => return Ok(()),
        RelationKind::View => "view",
        RelationKind::MaterializedView => "materialized view",
        RelationKind::ForeignTable => "foreign table",
        RelationKind::Sequence => "sequence",
        RelationKind::PartitionedTable => "partitioned table",
        _ => "non-table relation",
    };
    Err(errors::cannot_copy(if direction == CopyDirection::To { "from" } else { "to" }, kind, &relation.name))
}
