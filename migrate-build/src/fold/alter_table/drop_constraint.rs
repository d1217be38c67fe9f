//! What goes when a constraint is dropped, in the table and in what inherits from it.

use super::super::constraint_not_null::not_null_of;
use super::super::cx::Cx;
use super::super::dependency::{Behavior, drop_objects};
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::inheritance::children;
use super::super::object::{column_number, lookup_constraint};
use super::column::{edit_column, find_named, relation_name};
use super::work::Work;
use crate::catalog::depend::Address;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::text::Name;

// pg: tablecmds.c ATExecDropConstraint
pub(super) fn drop_constraint(cx: &mut Cx<'_>, work: &Work, name: &Ident, if_exists: bool, cascade: bool) -> Result<()> {
    let id = work.relation;
    let Some(found) = lookup_constraint(cx, ConstraintOwner::Relation(id), &name.name) else {
        return if if_exists { Ok(()) } else { Err(errors::constraint_missing(&name.name, &relation_name(cx, id))) };
    };
    drop_one(cx, found, id, Dropping { behavior: Behavior::of(cascade), recurse: work.recurse, recursing: false })
}

/// How a drop goes.
#[derive(Clone, Copy)]
struct Dropping {
    behavior: Behavior,
    recurse: bool,
    recursing: bool,
}

// pg: tablecmds.c dropconstraint_internal
fn drop_one(cx: &mut Cx<'_>, found: ConstraintId, id: RelationId, how: Dropping) -> Result<()> {
    let table = relation_name(cx, id);
    let Some(constraint) = cx.catalog.constraint(found) else {
        return Ok(());
    };
    let (name, no_inherit, columns) = (constraint.name.clone(), constraint.no_inherit, constraint.columns.clone());
    let (not_null, check) = (matches!(constraint.kind, ConstraintKind::NotNull), matches!(constraint.kind, ConstraintKind::Check(_)));
    if constraint.inherited > 0 && !how.recursing {
        return Err(errors::drop_inherited_constraint(&name, &table));
    }
    let column = columns.first().copied().filter(|_| not_null);
    if let Some(column) = column {
        check_not_null(cx, id, column, how.recursing)?;
    }
    drop_objects(cx, &[Address::Constraint(found)], how.behavior)?;
    if let Some(column) = column {
        edit_column(cx, id, column, |it| it.not_null = false);
    }
    let partitioned = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    if !(check || not_null) || no_inherit {
        return Ok(());
    }
    let children = children(cx, id);
    if partitioned && !children.is_empty() && !how.recurse {
        return Err(errors::only_partitioned_constraint());
    }
    let column_name = column.and_then(|number| super::column::column_of(cx, id, number)).map(|it| it.name.clone());
    for child in children {
        cx.lock(child, LockMode::AccessExclusive);
        let in_child = match &column_name {
            Some(column) => cx.catalog.relation(child).and_then(|it| column_number(it, column)).and_then(|it| not_null_of(cx, child, it)),
            None => lookup_constraint(cx, ConstraintOwner::Relation(child), &name),
        };
        let Some(in_child) = in_child else {
            continue;
        };
        let goes = cx.catalog.constraint(in_child).is_some_and(|it| it.inherited == 1 && !it.local);
        if how.recurse && goes {
            drop_one(cx, in_child, child, Dropping { recursing: true, ..how })?;
        } else {
            cx.catalog.edit_constraint(in_child, |it| {
                it.inherited = it.inherited.saturating_sub(1);
                it.local |= !how.recurse;
            });
        }
    }
    Ok(())
}

fn check_not_null(cx: &Cx<'_>, id: RelationId, column: u16, recursing: bool) -> Result<()> {
    let name = super::column::column_of(cx, id, column).map(|it| it.name.clone());
    match name {
        Some(name) if !recursing => super::not_null::check_may_be_null(cx, id, column, &name),
        _ => Ok(()),
    }
}

/// Drops the NOT NULL of a column where it is a constraint.
// pg: tablecmds.c ATExecDropNotNull
pub(super) fn drop_not_null(cx: &mut Cx<'_>, work: &Work, name: &Name) -> Result<()> {
    let id = work.relation;
    let number = find_named(cx, id, name)?;
    if !super::column::column_of(cx, id, number).is_some_and(|column| column.not_null) {
        return Ok(());
    }
    super::not_null::check_may_be_null(cx, id, number, name)?;
    check_parent(cx, id, name)?;
    match not_null_of(cx, id, number) {
        Some(found) => drop_one(cx, found, id, Dropping { behavior: Behavior::Restrict, recurse: work.recurse, recursing: false }),
        None => {
            edit_column(cx, id, number, |column| column.not_null = false);
            Ok(())
        }
    }
}

fn check_parent(cx: &Cx<'_>, id: RelationId, name: &Name) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id).filter(|it| it.partition_bound.is_some()) else {
        return Ok(());
    };
    let in_parent = relation.parents.first().and_then(|parent| {
        let parent = cx.catalog.relation(*parent)?;
        super::column::column(parent, column_number(parent, name)?).map(|column| column.not_null)
    });
    if in_parent == Some(true) { Err(errors::not_null_in_parent(name)) } else { Ok(()) }
}
