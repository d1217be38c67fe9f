//! How does a table come to be logged, or unlogged.

use super::super::cx::Cx;
use super::super::errors::alter_table as errors;
use super::super::set_schema::owned_sequences;
use super::work::Work;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Persistence, RelationKind};
use crate::diag::Result;
use crate::text::Collection;

// pg: tablecmds.c ATPrepChangePersistence
pub(super) fn prepare(cx: &Cx<'_>, work: &mut Work, logged: bool) -> Result<()> {
    let id = work.relation;
    if work.persistence_changed {
        return Err(errors::persistence_twice());
    }
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    match (relation.persistence, logged) {
        (Persistence::Temporary, _) => return Err(errors::temporary_persistence(&relation.name)),
        (Persistence::Permanent, true) | (Persistence::Unlogged, false) => return Ok(()),
        _ => {}
    }
    check_references(cx, id, logged)?;
    work.persistence_changed = true;
    if relation.kind == RelationKind::Table {
        work.rewrites.insert(id);
    }
    Ok(())
}

/// A logged table cannot refer to an unlogged one.
fn check_references(cx: &Cx<'_>, id: RelationId, logged: bool) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    for constraint in cx.catalog.constraints() {
        let (ConstraintKind::ForeignKey(key), ConstraintOwner::Relation(own)) = (&constraint.kind, constraint.owner) else {
            continue;
        };
        let other = match (logged, own == id, key.table == id) {
            (true, true, false) => key.table,
            (false, false, true) => own,
            _ => continue,
        };
        match cx.catalog.relation(other) {
            Some(other) if logged && other.persistence != Persistence::Permanent => {
                return Err(errors::logged_references_unlogged(&relation.name, &other.name));
            }
            Some(other) if !logged && other.persistence == Persistence::Permanent => {
                return Err(errors::unlogged_references_logged(&relation.name, &other.name));
            }
            _ => {}
        }
    }
    Ok(())
}

pub(super) fn set_logged(cx: &mut Cx<'_>, work: &Work, logged: bool) -> Result<()> {
    if !work.persistence_changed {
        return Ok(());
    }
    let persistence = if logged { Persistence::Permanent } else { Persistence::Unlogged };
    let mut family = vec![work.relation];
    family.extend(cx.catalog.indexes_of(work.relation));
    family.put_all(owned_sequences(cx, work.relation));
    for id in family {
        cx.catalog.edit_relation(id, |it| it.persistence = persistence);
    }
    Ok(())
}
