//! What tells whether a statement is done that runs outside of a transaction, where it may have been interrupted.

use super::cx::Cx;
use super::errors::step as errors;
use super::lookup::find_relation;
use super::step::{Probe, Rebuilt};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::alter_table::{AlterActionKind, AlterTable};
use crate::syntax::statement::index::{CreateIndex, Reindex, ReindexTarget};
use crate::syntax::statement::object::{Drop, ObjectRef};
use crate::syntax::statement::session::{ServerStatement, ServerStatementKind};
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Name, Seek};

/// The probe of a statement that was just folded: `before` is the state in which it found the database.
///
/// # Errors
/// Nothing tells whether it is done, and it cannot simply be run once more.
pub fn probe_of(before: &Cx<'_>, after: &Cx<'_>, statement: &Statement) -> Result<Probe> {
    match &statement.kind {
        StatementKind::CreateIndex(it) => Ok(index_built(after, it).unwrap_or(Probe::Harmless)),
        StatementKind::Drop(it) => Ok(index_gone(before, it).unwrap_or(Probe::Harmless)),
        StatementKind::Reindex(it) => Ok(if it.concurrently { reindexed(before, it) } else { Probe::Harmless }),
        StatementKind::AlterTable(it) => Ok(detached(before, it).unwrap_or(Probe::Harmless)),
        StatementKind::Maintenance(_) => Ok(Probe::Harmless),
        StatementKind::Server(it) => Ok(of_server(it)),
        StatementKind::CreateSubscription(_) => Err(errors::subscription_makes_slot().at(statement.span)),
        kind => Err(errors::not_repeatable(super::command_name::command_name(kind)).at(statement.span)),
    }
}

/// The index that was made, or the one that `IF NOT EXISTS` found.
fn index_built(after: &Cx<'_>, it: &CreateIndex) -> Option<Probe> {
    let table = after.catalog.relation(find_relation(after, &it.table.name)?)?;
    let made = after.effects.created.iter().first_some(|address| match address {
        Address::Relation(id) => after.catalog.relation(*id).filter(|it| it.index.is_some()),
        _ => None,
    });
    let index = match (made, &it.name) {
        (Some(made), _) => made.name.clone(),
        (None, Some(name)) => name.name.clone(),
        (None, None) => return None,
    };
    Some(Probe::IndexBuilt { schema: schema_of(&after.catalog, table.id)?, index, table: table.name.clone() })
}

/// An index that is not there is dropped by `IF EXISTS` any number of times.
fn index_gone(before: &Cx<'_>, it: &Drop) -> Option<Probe> {
    let [ObjectRef::Relation(_, name)] = it.objects.as_slice() else { return None };
    let (schema, index) = names_of(before, name)?;
    Some(Probe::IndexGone { schema, index })
}

fn reindexed(before: &Cx<'_>, it: &Reindex) -> Probe {
    let rebuilt = match &it.target {
        ReindexTarget::Index(name) => names_of(before, name).map(|(schema, index)| Rebuilt::Index { schema, index }),
        ReindexTarget::Table(name) => names_of(before, name).map(|(schema, table)| Rebuilt::Table { schema, table }),
        ReindexTarget::Schema(name) => Some(Rebuilt::Schema(name.name.clone())),
        ReindexTarget::Database(_) | ReindexTarget::System(_) => Some(Rebuilt::Database),
    };
    rebuilt.map_or(Probe::Harmless, Probe::Reindexed)
}

fn detached(before: &Cx<'_>, it: &AlterTable) -> Option<Probe> {
    let partition = it.actions.iter().first_some(|action| match &action.kind {
        AlterActionKind::DetachPartition { partition, .. } => Some(partition),
        _ => None,
    })?;
    let ((schema, table), (partition_schema, partition)) = (names_of(before, &it.relation.name)?, names_of(before, partition)?);
    Some(Probe::Detached { schema, table, partition_schema, partition })
}

fn of_server(it: &ServerStatement) -> Probe {
    let made: Option<fn(Name) -> Probe> = match it.kind {
        ServerStatementKind::CreateDatabase => Some(Probe::DatabaseMade),
        ServerStatementKind::DropDatabase => Some(Probe::DatabaseGone),
        ServerStatementKind::CreateTablespace => Some(Probe::TablespaceMade),
        ServerStatementKind::DropTablespace => Some(Probe::TablespaceGone),
        _ => None,
    };
    // What is dropped only where it is there may be dropped again.
    match (made, &it.name) {
        (Some(made), Some(name)) if !it.if_exists => made(name.name.clone()),
        _ => Probe::Harmless,
    }
}

/// The schema and the name of a relation.
fn names_of(cx: &Cx<'_>, name: &QualifiedName) -> Option<(Name, Name)> {
    let id = find_relation(cx, name)?;
    Some((schema_of(&cx.catalog, id)?, cx.catalog.relation(id)?.name.clone()))
}

fn schema_of(catalog: &Catalog, id: RelationId) -> Option<Name> {
    Some(catalog.schema(catalog.relation(id)?.schema)?.name.clone())
}
