//! What does COMMENT say about which object.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::object as errors;
use super::object::{Missing, lookup_object};
use crate::catalog::depend::Address;
use crate::catalog::object::RelationKind;
use crate::diag::Result;
use crate::syntax::statement::object::{Comment, ObjectRef, SecurityLabel};

// pg: comment.c CommentObject
pub(super) fn fold_comment(cx: &mut Cx<'_>, it: &Comment) -> Result<()> {
    let Some(address) = lookup_object(cx, &it.object, Missing::Refuse)? else {
        return Ok(());
    };
    lock(cx, address);
    if let (Address::Column(id, _), ObjectRef::Column(..)) = (address, &it.object)
        && let Some(relation) = cx.catalog.relation(id)
        && matches!(relation.kind, RelationKind::Index | RelationKind::PartitionedIndex | RelationKind::Sequence)
    {
        return Err(errors::cannot_comment(&cx.catalog, id));
    }
    // A comment that is empty is no comment.
    let text = it.text.as_ref().map(|text| text.value.clone()).filter(|text| !text.is_empty());
    cx.catalog.set_comment(address, text);
    Ok(())
}

/// Labels are kept by providers that are loaded into the server; nothing is known of them here.
pub(super) fn fold_security_label(cx: &mut Cx<'_>, it: &SecurityLabel) -> Result<()> {
    if let Some(address) = lookup_object(cx, &it.object, Missing::Refuse)? {
        lock(cx, address);
    }
    Ok(())
}

fn lock(cx: &mut Cx<'_>, address: Address) {
    let relation = match address {
        Address::Relation(id) | Address::Column(id, _) | Address::View(id) => Some(id),
        Address::Trigger(id) => cx.catalog.trigger(id).map(|it| it.relation),
        Address::Policy(id) => cx.catalog.policy(id).map(|it| it.relation),
        Address::Rule(id) => cx.catalog.rule(id).map(|it| it.relation),
        Address::Constraint(id) => cx.catalog.constraint(id).and_then(|it| match it.owner {
            crate::catalog::object::ConstraintOwner::Relation(relation) => Some(relation),
            crate::catalog::object::ConstraintOwner::Domain(_) => None,
        }),
        _ => None,
    };
    if let Some(relation) = relation {
        cx.effects.lock(relation, LockMode::ShareUpdateExclusive);
    }
}
