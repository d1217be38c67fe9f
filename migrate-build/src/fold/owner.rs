//! Whose does an object become.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::rename as errors;
use super::object::{Missing, lookup_object, relation_in_statement};
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{RelationKind, TypeKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::object::{ObjectRef, RelationWord, SetOwner};
use crate::syntax::statement::role::RoleName;
use crate::text::Name;

pub(super) fn fold_set_owner(cx: &mut Cx<'_>, it: &SetOwner) -> Result<()> {
    let owner = owner_name(cx, &it.owner);
    if let ObjectRef::Relation(word, name) = &it.object {
        return fold_relation_owner(cx, *word, name, Missing::of(it.if_exists), owner);
    }
    let Some(address) = lookup_object(cx, &it.object, Missing::of(it.if_exists))? else {
        return Ok(());
    };
    match address {
        Address::Schema(id) => {
            cx.catalog.edit_schema(id, |schema| schema.owner = owner);
        }
        Address::Function(id) => {
            cx.catalog.edit_function(id, |function| function.owner = owner);
        }
        Address::Type(id) => set_type_owner(cx, id, owner)?,
        _ => {}
    }
    Ok(())
}

/// The role that a statement names; none for whoever runs the migrations.
pub(super) fn owner_name(cx: &Cx<'_>, role: &RoleName) -> Option<Name> {
    match role {
        RoleName::Named(name) => Some(name.name.clone()),
        RoleName::Current(_) => cx.session.role.clone(),
        RoleName::Session(_) | RoleName::Public(_) => None,
    }
}

// pg: tablecmds.c ATExecChangeOwner
fn fold_relation_owner(cx: &mut Cx<'_>, word: RelationWord, name: &QualifiedName, missing: Missing, owner: Option<Name>) -> Result<()> {
    let Some(id) = relation_in_statement(cx, name, missing)? else {
        return Ok(());
    };
    super::rename::check_word(cx, id, word)?;
    change_relation_owner(cx, id, owner)
}

/// Gives a relation, and what belongs to it, to a role.
pub(super) fn change_relation_owner(cx: &mut Cx<'_>, id: RelationId, owner: Option<Name>) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let (kind, name, row_type) = (relation.kind, relation.name.clone(), relation.row_type);
    match kind {
        // For the sake of old dumps an index is let through with a warning only.
        RelationKind::Index | RelationKind::PartitionedIndex => return Ok(()),
        RelationKind::Composite => return Err(errors::is_composite(&name)),
        RelationKind::Sequence if relation.sequence.as_ref().is_some_and(|it| it.owned_by.is_some()) => {
            let table = relation.sequence.as_ref().and_then(|it| it.owned_by).map(|(table, _)| table);
            let same = table.and_then(|table| cx.catalog.relation(table)).is_some_and(|table| table.owner == owner);
            if !same {
                let table = table.and_then(|table| cx.catalog.relation(table)).map(|table| table.name.clone());
                return Err(errors::owned_sequence("cannot change owner of sequence", &name, table.as_ref()));
            }
        }
        _ => {}
    }
    cx.effects.lock(id, LockMode::AccessExclusive);
    hand_over(cx, id, owner.clone());
    for index in cx.catalog.indexes_of(id).to_vec() {
        hand_over(cx, index, owner.clone());
    }
    for sequence in super::set_schema::owned_sequences(cx, id) {
        hand_over(cx, sequence, owner.clone());
    }
    if let Some(row_type) = row_type {
        hand_type_over(cx, row_type, owner);
    }
    Ok(())
}

fn hand_over(cx: &mut Cx<'_>, id: RelationId, owner: Option<Name>) {
    cx.catalog.edit_relation(id, |relation| relation.owner = owner);
}

fn hand_type_over(cx: &mut Cx<'_>, id: TypeId, owner: Option<Name>) {
    let array = cx.catalog.type_(id).and_then(|it| it.array);
    for id in std::iter::once(id).chain(array) {
        cx.catalog.edit_type(id, |it| it.owner.clone_from(&owner));
    }
}

// pg: typecmds.c AlterTypeOwner
fn set_type_owner(cx: &mut Cx<'_>, id: TypeId, owner: Option<Name>) -> Result<()> {
    let Some(type_) = cx.catalog.type_(id) else {
        return Ok(());
    };
    match (&type_.kind, type_.element) {
        (TypeKind::Composite(relation), _) => {
            let relation = *relation;
            if cx.catalog.relation(relation).is_some_and(|it| it.kind != RelationKind::Composite) {
                return Err(errors::row_type(&cx.catalog, id));
            }
            hand_over(cx, relation, owner.clone());
        }
        (TypeKind::Array, Some(element)) => return Err(errors::array_type(&cx.catalog, id, element)),
        _ => {}
    }
    hand_type_over(cx, id, owner);
    Ok(())
}
