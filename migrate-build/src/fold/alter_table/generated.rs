//! How does a generated column come to another expression, or stop being generated.

use super::super::cx::Cx;
use super::super::default::add_default;
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::inheritance::{children, descendants};
use super::column::{column_of, edit_column, find_column, find_named, relation_name, without_place};
use super::work::Work;
use crate::catalog::depend::{Address, Dependency};
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Generated, RelationKind};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::name::Ident;
use crate::text::{Gather, Name, Seek};

// pg: tablecmds.c ATPrepDropExpression
pub(super) fn prepare_drop(cx: &Cx<'_>, work: &Work, column: &Ident, if_exists: bool) -> Result<()> {
    let id = work.relation;
    if !work.recurse && !children(cx, id).is_empty() {
        return Err(errors::drop_expression_in_children_too());
    }
    let number = find_column(cx, id, column)?;
    let found = column_of(cx, id, number);
    if found.is_some_and(|it| it.generated.is_none()) && !if_exists && cx.catalog.versions().lowest >= 18 {
        return Err(errors::not_generated(&column.name, &relation_name(cx, id), "a generated column"));
    }
    if found.is_some_and(|it| it.inherited > 0) {
        return Err(errors::drop_inherited_expression());
    }
    Ok(())
}

// pg: tablecmds.c ATExecDropExpression
pub(super) fn drop_expression(cx: &mut Cx<'_>, work: &Work, column: &Ident, if_exists: bool) -> Result<()> {
    drop_in(cx, work.relation, &column.name, if_exists)?;
    for (child, _) in descendants(cx, work.relation) {
        cx.lock(child, LockMode::AccessExclusive);
        drop_in(cx, child, &column.name, true)?;
    }
    Ok(())
}

fn drop_in(cx: &mut Cx<'_>, id: RelationId, name: &Name, if_exists: bool) -> Result<()> {
    let number = find_named(cx, id, name)?;
    let what = if cx.catalog.versions().lowest >= 18 { "a generated column" } else { "a stored generated column" };
    match column_of(cx, id, number).and_then(|it| it.generated) {
        Some(Generated::Virtual) => return Err(errors::virtual_column("DROP EXPRESSION", name, &relation_name(cx, id))),
        None if if_exists => return Ok(()),
        None => return Err(errors::not_generated(name, &relation_name(cx, id), what)),
        Some(Generated::Stored) => {}
    }
    forget_expression(cx, id, number);
    edit_column(cx, id, number, |it| {
        it.default = None;
        it.generated = None;
    });
    Ok(())
}

/// The expression no longer needs anything.
fn forget_expression(cx: &mut Cx<'_>, id: RelationId, number: u16) {
    cx.catalog.dependencies_mut().remove_needs_of(Address::Default(id, number));
    let of_column: Vec<Dependency> = cx.catalog.dependencies().needs_of(Address::Column(id, number)).copied().gather::<Vec<_>>();
    for entry in of_column.into_iter().filter(|entry| matches!(entry.needed, Address::Column(..))) {
        cx.catalog.dependencies_mut().remove(entry);
    }
}

// pg: tablecmds.c ATExecSetExpression
pub(super) fn set_expression(cx: &mut Cx<'_>, work: &mut Work, column: &Ident, expr: &Expr) -> Result<()> {
    set_in(cx, work, work.relation, &column.name, expr)?;
    if work.recurse {
        for (child, _) in descendants(cx, work.relation) {
            cx.lock(child, LockMode::AccessExclusive);
            set_in(cx, work, child, &column.name, expr)?;
        }
    }
    Ok(())
}

fn set_in(cx: &mut Cx<'_>, work: &mut Work, id: RelationId, name: &Name, expr: &Expr) -> Result<()> {
    let number = find_named(cx, id, name)?;
    let Some(generated) = column_of(cx, id, number).and_then(|it| it.generated) else {
        return Err(errors::not_generated(name, &relation_name(cx, id), "a generated column"));
    };
    if generated == Generated::Virtual && has_checks(cx, id) {
        return Err(errors::virtual_with_checks(name, &relation_name(cx, id)));
    }
    forget_expression(cx, id, number);
    edit_column(cx, id, number, |it| it.default = None);
    add_default(cx, id, number, expr).map_err(without_place)?;
    if generated == Generated::Stored && cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Table) {
        work.rewrites.insert(id);
    }
    Ok(())
}

fn has_checks(cx: &Cx<'_>, id: RelationId) -> bool {
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(id));
    constraints.iter().exists(|it| cx.catalog.constraint(*it).is_some_and(|it| matches!(it.kind, ConstraintKind::Check(_))))
}
