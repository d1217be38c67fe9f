//! How does a relation come to another name, with its row type and the constraint that it is the index of.

use super::super::cx::Cx;
use super::super::effect::LockMode;
use super::super::errors::rename as errors;
use super::super::object::{Missing, lookup_constraint, relation_in_statement};
use super::{check_word, type_::rename_type_to};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::object::RelationWord;
use crate::text::Name;

// pg: tablecmds.c RenameRelation
pub(super) fn rename_relation(cx: &mut Cx<'_>, word: RelationWord, name: &QualifiedName, missing: Missing, to: &Name) -> Result<()> {
    let Some(id) = relation_in_statement(cx, name, missing)? else {
        return Ok(());
    };
    check_word(cx, id, word)?;
    let is_index = cx.catalog.relation(id).is_some_and(|it| matches!(it.kind, RelationKind::Index | RelationKind::PartitionedIndex));
    cx.effects.lock(id, if is_index { LockMode::ShareUpdateExclusive } else { LockMode::AccessExclusive });
    rename_relation_to(cx, id, to)
}

/// Gives a relation a name, and its row type and constraint with it.
// pg: tablecmds.c RenameRelationInternal
pub(super) fn rename_relation_to(cx: &mut Cx<'_>, id: RelationId, to: &Name) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    if cx.catalog.relation_in(relation.schema, to).is_some() {
        return Err(errors::relation_exists(to));
    }
    let (row_type, constraint) = (relation.row_type, relation.index.as_ref().and_then(|index| index.constraint));
    cx.catalog.edit_relation(id, |it| it.name = to.clone());
    if let Some(row_type) = row_type {
        rename_type_to(cx, row_type, to)?;
    }
    match constraint {
        Some(constraint) => rename_constraint_to(cx, constraint, to),
        None => Ok(()),
    }
}

/// Gives a constraint a name, which no other of its table or domain may have.
// pg: pg_constraint.c RenameConstraintById
pub(super) fn rename_constraint_to(cx: &mut Cx<'_>, id: ConstraintId, to: &Name) -> Result<()> {
    let Some(owner) = cx.catalog.constraint(id).map(|it| it.owner) else {
        return Ok(());
    };
    if lookup_constraint(cx, owner, to).is_some() {
        return Err(errors::constraint_exists(&cx.catalog, to, owner));
    }
    cx.catalog.edit_constraint(id, |it| it.name = to.clone());
    Ok(())
}
