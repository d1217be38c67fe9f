//! Which tables do VACUUM, ANALYZE and CLUSTER work on, and what do they lock.

use super::cx::Cx;
use super::effect::{Act, LockMode};
use super::errors::command as errors;
use super::errors::lookup::column_missing;
use super::errors::transaction::inside_of_block;
use super::lookup::{column_number, lookup_relation};
use crate::catalog::id::RelationId;
use crate::catalog::object::{Relation, RelationKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::session::{Maintenance, MaintenanceKind};
use crate::text::Seek;

/// Works on tables.
// pg: vacuum.c ExecVacuum; cluster.c cluster
pub(super) fn fold_maintenance(cx: &mut Cx<'_>, it: &Maintenance) -> Result<()> {
    let vacuums = matches!(it.kind, MaintenanceKind::Vacuum | MaintenanceKind::VacuumFull);
    if vacuums && cx.session.in_transaction {
        return Err(inside_of_block("VACUUM"));
    }
    if it.kind == MaintenanceKind::Analyze && it.relations.is_empty() {
        cx.effects.acts.push(Act::Analyzed(None));
    }
    for (name, columns) in &it.relations {
        let id = lookup_relation(cx, name)?;
        let Some(relation) = cx.catalog.relation(id).cloned() else {
            continue;
        };
        match it.kind {
            MaintenanceKind::Cluster => cluster(cx, &relation, it.index.as_ref())?,
            MaintenanceKind::VacuumFull => rewrite(cx, id),
            MaintenanceKind::Vacuum | MaintenanceKind::Analyze => {
                check_columns(&relation, columns)?;
                if matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::MaterializedView) {
                    cx.lock(id, LockMode::ShareUpdateExclusive);
                }
                if it.kind == MaintenanceKind::Analyze {
                    cx.effects.acts.push(Act::Analyzed(Some(id)));
                }
            }
        }
    }
    Ok(())
}

// pg: analyze.c do_analyze_rel
fn check_columns(relation: &Relation, columns: &[Ident]) -> Result<()> {
    for (at, column) in columns.iter().enumerate() {
        if column_number(relation, &column.name).is_none() {
            return Err(column_missing(&column.name, &relation.name));
        }
        if columns[..at].iter().exists(|earlier| earlier.name == column.name) {
            return Err(errors::column_twice(&column.name, &relation.name));
        }
    }
    Ok(())
}

fn cluster(cx: &mut Cx<'_>, relation: &Relation, index: Option<&Ident>) -> Result<()> {
    let index_id = match index {
        None => relation.clustered_on.ok_or_else(|| errors::never_clustered(&relation.name))?,
        Some(name) => {
            let named = |id: &RelationId| cx.catalog.relation(*id).is_some_and(|index| index.name == name.name);
            let found = cx.catalog.indexes_of(relation.id).iter().copied().find(named);
            found.ok_or_else(|| errors::index_missing(&name.name, &relation.name))?
        }
    };
    rewrite(cx, relation.id);
    cx.catalog.edit_relation(relation.id, |relation| relation.clustered_on = Some(index_id));
    Ok(())
}

fn rewrite(cx: &mut Cx<'_>, id: RelationId) {
    cx.lock(id, LockMode::AccessExclusive);
    cx.effects.rewrite(id);
    cx.effects.acts.push(Act::WrittenAnew(id));
    for index in cx.catalog.indexes_of(id).to_vec() {
        cx.lock(index, LockMode::AccessExclusive);
        cx.effects.rebuild_index(index);
    }
}
