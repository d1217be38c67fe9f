//! What do the statements do that concern the session or the server, and which of them may a migration hold.

use super::cx::Cx;
use super::effect::{Act, LockMode};
use super::errors::command as errors;
use super::errors::transaction::{inside_of_block, outside_of_block, releases_lock};
use super::lookup::lookup_relation;
use super::typed::type_statement;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::Preparable;
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::session::{
    DeclareCursor, DiscardTarget, Explain, Lock, Notification, ServerStatement, ServerStatementKind, SetConstraints,
};
use crate::text::{Collection, Name, Seek};

/// Explains a statement, which is analyzed; with `ANALYZE` it is run.
pub(super) fn fold_explain(cx: &mut Cx<'_>, it: &Explain) -> Result<()> {
    match &it.statement.kind {
        StatementKind::Preparable(inner) if !it.analyze => type_statement(cx, inner).map(|_| ()),
        inner if it.analyze => super::dispatch(cx, inner),
        inner => {
            let before = (cx.catalog.clone(), cx.session.clone(), cx.effects.clone());
            let result = super::dispatch(cx, inner);
            (cx.catalog, cx.session, cx.effects) = before;
            result
        }
    }
}

/// Resets the session, or a part of it.
pub(super) fn fold_discard(cx: &mut Cx<'_>, it: &DiscardTarget) -> Result<()> {
    match it {
        DiscardTarget::All if cx.session.in_transaction => Err(inside_of_block("DISCARD ALL")),
        DiscardTarget::All => Err(releases_lock("DISCARD ALL").at(cx.statement)),
        DiscardTarget::Temporary => super::discard::drop_temporary(cx),
        DiscardTarget::Plans | DiscardTarget::Sequences => Ok(()),
    }
}

/// Opens a cursor.
// pg: portalcmds.c PerformCursorOpen
pub(super) fn fold_declare_cursor(cx: &mut Cx<'_>, it: &DeclareCursor) -> Result<()> {
    type_statement(cx, &Preparable::Query(it.query.clone()))?;
    if !cx.session.in_transaction && !it.hold {
        return Err(outside_of_block("DECLARE CURSOR"));
    }
    if !cx.session.cursors.insert(it.name.name.clone()) {
        return Err(errors::cursor_exists(&it.name.name));
    }
    Ok(())
}

/// Reads from a cursor.
pub(super) fn fold_fetch(cx: &mut Cx<'_>, it: &Ident) -> Result<()> {
    if cx.session.cursors.contains(&it.name) { Ok(()) } else { Err(errors::cursor_missing(&it.name)) }
}

/// Closes cursors.
pub(super) fn fold_close_cursor(cx: &mut Cx<'_>, it: &Option<Ident>) -> Result<()> {
    match it {
        None => {
            cx.session.cursors.clear();
            Ok(())
        }
        Some(name) if cx.session.cursors.remove(&name.name) => Ok(()),
        Some(name) => Err(errors::cursor_missing(&name.name)),
    }
}

/// Tells others something, which changes nothing here.
pub(super) fn fold_notify(_cx: &mut Cx<'_>, _it: &Notification) -> Result<()> {
    Ok(())
}

/// Locks tables.
// pg: lockcmds.c LockTableCommand
pub(super) fn fold_lock(cx: &mut Cx<'_>, it: &Lock) -> Result<()> {
    if !cx.session.in_transaction {
        return Err(outside_of_block("LOCK TABLE"));
    }
    let mode = it.mode;
    for relation in &it.relations {
        let id = lookup_relation(cx, &relation.name)?;
        let Some(found) = cx.catalog.relation(id) else {
            continue;
        };
        if !matches!(found.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::View) {
            return Err(errors::not_lockable(&found.name));
        }
        lock_with_children(cx, id, mode, !relation.only);
        cx.effects.acts.push(Act::Locked(id, mode));
    }
    Ok(())
}

/// Says when constraints are checked.
// pg: trigger.c AfterTriggerSetState
pub(super) fn fold_set_constraints(cx: &mut Cx<'_>, it: &SetConstraints) -> Result<()> {
    let mut constraints = Vec::new();
    for name in &it.names {
        let found = constraints_named(cx, name)?;
        if found.is_empty() {
            return Err(errors::constraint_missing(&name.name.name));
        }
        let deferrable = |id: &ConstraintId| cx.catalog.constraint(*id).is_some_and(|constraint| constraint.deferrable);
        if it.deferred && !found.iter().exists(deferrable) {
            return Err(errors::constraint_not_deferrable(&name.name.name));
        }
        constraints.put_all(found);
    }
    cx.effects.acts.push(Act::ConstraintsSet { constraints, deferred: it.deferred });
    Ok(())
}

/// Changes the server, of which nothing is kept; most of it cannot stand in a transaction.
pub(super) fn fold_server(cx: &mut Cx<'_>, it: &ServerStatement) -> Result<()> {
    let alone = match it.kind {
        ServerStatementKind::CreateDatabase => "CREATE DATABASE",
        ServerStatementKind::DropDatabase => "DROP DATABASE",
        ServerStatementKind::CreateTablespace => "CREATE TABLESPACE",
        ServerStatementKind::DropTablespace => "DROP TABLESPACE",
        ServerStatementKind::AlterSystem => "ALTER SYSTEM",
        ServerStatementKind::AlterDatabase
        | ServerStatementKind::AlterTablespace
        | ServerStatementKind::Checkpoint
        | ServerStatementKind::Load
        | ServerStatementKind::AlterLargeObject => return Ok(()),
    };
    if cx.session.in_transaction { Err(inside_of_block(alone)) } else { Ok(()) }
}

/// A statement that no version of PostgreSQL has.
pub(super) fn fold_unsupported(cx: &mut Cx<'_>, it: &Name) -> Result<()> {
    Err(errors::unsupported(it).at(cx.statement))
}

fn lock_with_children(cx: &mut Cx<'_>, id: RelationId, mode: LockMode, children: bool) {
    let mut waiting = vec![id];
    let mut seen = Vec::new();
    while let Some(id) = waiting.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        cx.lock(id, mode);
        if children {
            waiting.extend(cx.catalog.children_of(id));
        }
    }
}

fn constraints_named(cx: &Cx<'_>, name: &QualifiedName) -> Result<Vec<ConstraintId>> {
    let schemas = match super::lookup::explicit_schema(cx, name)? {
        Some(schema) => vec![schema],
        None => cx.catalog.schemas_in_path(),
    };
    let found = schemas.into_iter().map(|schema| cx.catalog.constraints_in(schema, &name.name.name).to_vec());
    Ok(found.into_iter().first_where(|found| !found.is_empty()).unwrap_or_default())
}
