//! How does a constraint, trigger, policy or rule come to another name.

use super::super::cx::Cx;
use super::super::effect::LockMode;
use super::super::errors::object::part_missing;
use super::super::errors::rename as errors;
use super::super::inheritance::descendants;
use super::super::object::{Missing, lookup_constraint, lookup_object, lookup_part, relation_in_statement};
use super::relation::{rename_constraint_to, rename_relation_to};
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, TriggerId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner};
use crate::diag::Result;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::statement::object::{ObjectRef, RelationPart};
use crate::text::Name;

// pg: tablecmds.c RenameConstraint
pub(super) fn rename_constraint(cx: &mut Cx<'_>, name: &Name, on: &QualifiedName, missing: Missing, to: &Name) -> Result<()> {
    let Some(id) = relation_in_statement(cx, on, missing)? else {
        return Ok(());
    };
    cx.effects.lock(id, LockMode::AccessExclusive);
    let Some(constraint) = lookup_constraint(cx, ConstraintOwner::Relation(id), name) else {
        return Err(part_missing(&cx.catalog, RelationPart::Constraint, name, id));
    };
    let inheritable = cx
        .catalog
        .constraint(constraint)
        .is_some_and(|it| matches!(it.kind, ConstraintKind::Check(_) | ConstraintKind::NotNull) && !it.no_inherit);
    if inheritable {
        for (child, parents) in descendants(cx, id) {
            rename_constraint_of(cx, child, name, parents, to)?;
        }
    }
    rename_constraint_of(cx, id, name, 0, to)
}

// pg: tablecmds.c rename_constraint_internal
fn rename_constraint_of(cx: &mut Cx<'_>, id: RelationId, name: &Name, expected_parents: u16, to: &Name) -> Result<()> {
    cx.effects.lock(id, LockMode::AccessExclusive);
    let Some(found) = lookup_constraint(cx, ConstraintOwner::Relation(id), name) else {
        return Err(part_missing(&cx.catalog, RelationPart::Constraint, name, id));
    };
    let Some(constraint) = cx.catalog.constraint(found) else {
        return Ok(());
    };
    let checked = matches!(constraint.kind, ConstraintKind::Check(_) | ConstraintKind::NotNull);
    if checked && !constraint.no_inherit && constraint.inherited > expected_parents {
        return Err(errors::inherited_constraint(name));
    }
    let own_index = match constraint.kind {
        ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. } | ConstraintKind::Exclude => constraint.index,
        _ => None,
    };
    match own_index {
        Some(index) => rename_relation_to(cx, index, to),
        None => rename_constraint_to(cx, found, to),
    }
}

// pg: tablecmds.c RenameConstraint, pg_constraint.c RenameConstraintById
pub(super) fn rename_domain_constraint(cx: &mut Cx<'_>, name: &Ident, domain: &QualifiedName, to: &Name) -> Result<()> {
    let object = ObjectRef::DomainConstraint(name.clone(), domain.clone());
    match lookup_object(cx, &object, Missing::Refuse)? {
        Some(Address::Constraint(id)) => rename_constraint_to(cx, id, to),
        _ => Ok(()),
    }
}

/// Renames a trigger, policy or rule.
// pg: trigger.c renametrig, policy.c rename_policy, rewriteDefine.c RenameRewriteRule
pub(super) fn rename_part(
    cx: &mut Cx<'_>,
    part: RelationPart,
    name: &Ident,
    on: &QualifiedName,
    missing: Missing,
    to: &Name,
) -> Result<()> {
    let Some(id) = relation_in_statement(cx, on, missing)? else {
        return Ok(());
    };
    cx.effects.lock(id, LockMode::AccessExclusive);
    let taken = Ident { name: to.clone(), span: name.span };
    let exists = lookup_part(cx, part, &taken, on, Missing::Skip)?.is_some();
    let found = lookup_part(cx, part, name, on, Missing::Refuse)?;
    if exists {
        return Err(errors::part_exists(&cx.catalog, part, to, id));
    }
    match found {
        Some(Address::Trigger(trigger)) => rename_trigger(cx, trigger, id, to),
        Some(Address::Policy(policy)) => {
            cx.catalog.edit_policy(policy, |it| it.name = to.clone());
            Ok(())
        }
        Some(Address::Rule(rule)) => {
            cx.catalog.edit_rule(rule, |it| it.name = to.clone());
            Ok(())
        }
        Some(Address::View(_)) => Err(errors::select_rule()),
        _ => Ok(()),
    }
}

/// Renames a trigger and those that it made on partitions.
fn rename_trigger(cx: &mut Cx<'_>, trigger: TriggerId, on: RelationId, to: &Name) -> Result<()> {
    let parent = cx.catalog.trigger(trigger).and_then(|it| it.parent).and_then(|parent| cx.catalog.trigger(parent));
    if let Some(parent) = parent {
        return Err(errors::partition_trigger(&cx.catalog, trigger, on, parent.relation));
    }
    cx.catalog.edit_trigger(trigger, |it| it.name = to.clone());
    let mut above = vec![trigger];
    for (child, _) in descendants(cx, on) {
        for id in cx.catalog.triggers_of(child).to_vec() {
            if cx.catalog.trigger(id).and_then(|it| it.parent).is_some_and(|parent| above.contains(&parent)) {
                cx.effects.lock(child, LockMode::AccessExclusive);
                cx.catalog.edit_trigger(id, |it| it.name = to.clone());
                above.push(id);
            }
        }
    }
    Ok(())
}
