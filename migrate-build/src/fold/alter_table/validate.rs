//! What does VALIDATE CONSTRAINT look at.

use super::super::cx::Cx;
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::inheritance::descendants;
use super::super::object::lookup_constraint;
use super::column::{edit_column, relation_name};
use super::work::Work;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::text::Name;

// pg: tablecmds.c ATExecValidateConstraint
pub(super) fn validate_constraint(cx: &mut Cx<'_>, work: &mut Work, name: &Ident) -> Result<()> {
    let id = work.relation;
    let found = find(cx, id, &name.name)?;
    let Some(constraint) = cx.catalog.constraint(found) else {
        return Ok(());
    };
    if constraint.validated {
        return Ok(());
    }
    if !constraint.enforced {
        return Err(errors::validate_not_enforced());
    }
    let inherits = !constraint.no_inherit && !matches!(constraint.kind, ConstraintKind::ForeignKey(_));
    if inherits {
        for (child, _) in descendants(cx, id) {
            if !work.recurse {
                return Err(errors::validate_children_too());
            }
            cx.lock(child, LockMode::ShareUpdateExclusive);
            let in_child = find(cx, child, &name.name)?;
            validate(cx, child, in_child);
        }
    }
    validate(cx, id, found);
    Ok(())
}

fn find(cx: &Cx<'_>, id: RelationId, name: &Name) -> Result<ConstraintId> {
    let table = relation_name(cx, id);
    let Some(found) = lookup_constraint(cx, ConstraintOwner::Relation(id), name) else {
        return Err(errors::constraint_missing(name, &table));
    };
    let version = cx.catalog.versions().lowest;
    match cx.catalog.constraint(found).map(|it| &it.kind) {
        Some(ConstraintKind::ForeignKey(_) | ConstraintKind::Check(_)) => Ok(found),
        Some(ConstraintKind::NotNull) if version >= 18 => Ok(found),
        _ => Err(errors::cannot_validate(name, &table, version)),
    }
}

fn validate(cx: &mut Cx<'_>, id: RelationId, found: ConstraintId) {
    let Some(constraint) = cx.catalog.constraint(found) else {
        return;
    };
    if constraint.validated {
        return;
    }
    let stored = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Table);
    let column = constraint.columns.first().copied().filter(|_| matches!(constraint.kind, ConstraintKind::NotNull));
    let referenced = match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key.table),
        _ => None,
    };
    cx.catalog.edit_constraint(found, |it| it.validated = true);
    if let Some(table) = referenced {
        cx.lock(table, LockMode::RowShare);
    }
    match column {
        Some(column) => {
            edit_column(cx, id, column, |it| it.not_null_valid = true);
            if stored {
                cx.effects.scan(id, ScanReason::NotNull(column));
            }
        }
        None if stored => cx.effects.scan(id, ScanReason::Validate(Some(found))),
        None => {}
    }
}
