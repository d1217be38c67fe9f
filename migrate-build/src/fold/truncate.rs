//! Which tables does TRUNCATE empty.

use super::cx::Cx;
use super::effect::{LockMode, Loss};
use super::errors::dml as errors;
use super::errors::lookup::wrong_kind;
use super::lookup::lookup_relation;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind};
use crate::diag::Result;
use crate::syntax::statement::dml::Truncate;
use crate::text::Gather;

/// Empties tables, their children and, with CASCADE, all that refer to them.
// pg: tablecmds.c ExecuteTruncate
pub(super) fn fold_truncate(cx: &mut Cx<'_>, it: &Truncate) -> Result<()> {
    let mut tables: Vec<RelationId> = Vec::new();
    for relation in &it.relations {
        let id = lookup_relation(cx, &relation.name)?;
        check_table(cx, id)?;
        if relation.only && cx.catalog.relation(id).is_some_and(|found| found.kind == RelationKind::PartitionedTable) {
            return Err(errors::truncate_only_partitioned());
        }
        add_with_children(cx, id, !relation.only, &mut tables);
    }
    let mut at = 0;
    while let Some(id) = tables.get(at).copied() {
        at += 1;
        for by in referring(cx, id) {
            if tables.contains(&by) {
                continue;
            }
            if !it.cascade {
                let name = |id| cx.catalog.relation(id).map_or_else(|| crate::text::Name::from(""), |found| found.name.clone());
                return Err(errors::truncate_referenced(&name(id), &name(by)));
            }
            add_with_children(cx, by, true, &mut tables);
        }
    }
    for id in tables {
        empty(cx, id, it.restart_identity);
    }
    Ok(())
}

// pg: tablecmds.c truncate_check_rel
fn check_table(cx: &Cx<'_>, id: RelationId) -> Result<()> {
    match cx.catalog.relation(id) {
        Some(relation) if !matches!(relation.kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable) => {
            Err(wrong_kind(&relation.name, "a table"))
        }
        Some(relation) if id.is_builtin() => Err(errors::system_catalog(&relation.name)),
        _ => Ok(()),
    }
}

fn add_with_children(cx: &Cx<'_>, id: RelationId, children: bool, tables: &mut Vec<RelationId>) {
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if tables.contains(&id) {
            continue;
        }
        tables.push(id);
        if children {
            waiting.extend(cx.catalog.children_of(id).iter().rev());
        }
    }
}

/// The tables whose foreign keys refer to a table.
// pg: heap.c heap_truncate_find_FKs
fn referring(cx: &Cx<'_>, table: RelationId) -> Vec<RelationId> {
    let mut found = Vec::new();
    for entry in cx.catalog.dependencies().needed_by(crate::catalog::depend::Address::Relation(table)) {
        add_referring(cx, table, entry.dependent, &mut found);
    }
    let columns = cx.catalog.relation(table).map_or(0, |relation| relation.columns.len());
    for number in 1..=columns as u16 {
        for entry in cx.catalog.dependencies().needed_by(crate::catalog::depend::Address::Column(table, number)) {
            add_referring(cx, table, entry.dependent, &mut found);
        }
    }
    found
}

fn add_referring(cx: &Cx<'_>, table: RelationId, dependent: crate::catalog::depend::Address, found: &mut Vec<RelationId>) {
    if let crate::catalog::depend::Address::Constraint(id) = dependent
        && let Some(constraint) = cx.catalog.constraint(id)
        && let ConstraintKind::ForeignKey(key) = &constraint.kind
        && key.table == table
        && let ConstraintOwner::Relation(by) = constraint.owner
        && !found.contains(&by)
    {
        found.push(by);
    }
}

fn empty(cx: &mut Cx<'_>, id: RelationId, restart_identity: bool) {
    let Some(relation) = cx.catalog.relation(id).cloned() else {
        return;
    };
    cx.lock(id, LockMode::AccessExclusive);
    if relation.kind == RelationKind::Table {
        cx.effects.rewrite(id);
        if !cx.session.new_relations.contains(&id) {
            cx.effects.losses.push(Loss::Rows(id, relation.name.clone()));
        }
        for index in cx.catalog.indexes_of(id).to_vec() {
            cx.lock(index, LockMode::AccessExclusive);
            cx.effects.rebuild_index(index);
        }
    }
    if restart_identity {
        let owned = |it: &&crate::catalog::object::Relation| {
            it.sequence.as_ref().and_then(|sequence| sequence.owned_by).is_some_and(|(table, _)| table == id)
        };
        let sequences: Vec<RelationId> = cx.catalog.relations().into_iter().filter(owned).map(|it| it.id).gather();
        for sequence in sequences {
            cx.lock(sequence, LockMode::AccessExclusive);
        }
    }
}
