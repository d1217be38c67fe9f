//! How does an index of a partition come to be part of that of the partitioned table.

use super::super::cx::Cx;
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::lookup::lookup_relation;
use super::super::partition_index::{first_match, set_parent};
use super::column::relation_name;
use crate::catalog::id::RelationId;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::text::Seek;

// pg: tablecmds.c ATExecAttachPartitionIdx
pub(super) fn attach_index(cx: &mut Cx<'_>, parent: RelationId, name: &QualifiedName) -> Result<()> {
    let index = lookup_relation(cx, name)?;
    let (Some(found), Some(above)) = (cx.catalog.relation(index), cx.catalog.relation(parent)) else {
        return Ok(());
    };
    if !matches!(found.kind, RelationKind::Index | RelationKind::PartitionedIndex) {
        return Err(errors::not_an_index(&found.name));
    }
    let (Some(own), Some(other)) = (&found.index, &above.index) else {
        return Ok(());
    };
    let (table, parent_table) = (own.table, other.table);
    if found.parents.first() == Some(&parent) {
        return Ok(());
    }
    let names = (found.name.clone(), above.name.clone());
    let refuse = |why: String| Err(errors::cannot_attach_index(&names.0, &names.1, &why));
    if let Some(other) = attached_to(cx, parent, table) {
        return refuse(format!(
            "another index \"{}\" is already attached for partition \"{}\"",
            relation_name(cx, other),
            relation_name(cx, table)
        ));
    }
    if !found.parents.is_empty() {
        return refuse(format!("index \"{}\" is already attached to another index", names.0));
    }
    if !cx.catalog.children_of(parent_table).contains(&table) {
        return refuse(format!("index \"{}\" is not an index on any partition of table \"{}\"", names.0, relation_name(cx, parent_table)));
    }
    let Some(partition) = cx.catalog.relation(table).cloned() else {
        return Ok(());
    };
    let fits = first_match(cx, &partition, parent, vec![index])?.is_some();
    if !fits {
        return Err(errors::index_definitions_differ(&names.0, &names.1));
    }
    cx.lock(index, LockMode::AccessExclusive);
    set_parent(cx, table, index, parent);
    make_valid(cx, parent, parent_table);
    Ok(())
}

fn attached_to(cx: &Cx<'_>, parent: RelationId, table: RelationId) -> Option<RelationId> {
    let mut attached = cx.catalog.children_of(parent).iter().copied();
    attached.first_where(|it| cx.catalog.relation(*it).and_then(|it| it.index.as_ref()).is_some_and(|index| index.table == table))
}

/// An index of a partitioned table can be used once every partition has its part.
// pg: tablecmds.c validatePartitionedIndex
fn make_valid(cx: &mut Cx<'_>, index: RelationId, table: RelationId) {
    let parts = cx.catalog.children_of(index).len();
    if parts == cx.catalog.children_of(table).len() {
        cx.catalog.edit_relation(index, |it| {
            if let Some(index) = &mut it.index {
                index.valid = true;
            }
        });
    }
}
