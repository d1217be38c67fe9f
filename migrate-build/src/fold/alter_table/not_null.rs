//! How does a column come to refuse NULL, or to take it.

use super::super::constraint_not_null::{NotNull, not_null_of, set_not_null as store_not_null};
use super::super::cx::Cx;
use super::super::draft::NotNullDraft;
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::inheritance::{children, descendants};
use super::super::object::column_number;
use super::column::{column_of, edit_column, find_named, relation_name};
use super::work::Work;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintKind, ConstraintOwner, Relation, RelationKind, ReplicaIdentity};
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::text::{Name, Seek};

// pg: tablecmds.c ATPrepDropNotNull
pub(super) fn prepare_drop(cx: &Cx<'_>, work: &Work) -> Result<()> {
    let partitioned = cx.catalog.relation(work.relation).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    if cx.catalog.versions().lowest < 18 && partitioned && !work.recurse && !children(cx, work.relation).is_empty() {
        return Err(errors::only_partitioned_constraint());
    }
    Ok(())
}

pub(super) fn drop_not_null(cx: &mut Cx<'_>, work: &Work, column: &Ident) -> Result<()> {
    if cx.catalog.versions().lowest >= 18 {
        return super::drop_constraint::drop_not_null(cx, work, &column.name);
    }
    drop_in(cx, work.relation, &column.name)?;
    if work.recurse {
        for (child, _) in descendants(cx, work.relation) {
            cx.effects.lock(child, LockMode::AccessExclusive);
            drop_in(cx, child, &column.name)?;
        }
    }
    Ok(())
}

// pg: tablecmds.c ATExecDropNotNull
fn drop_in(cx: &mut Cx<'_>, id: RelationId, name: &Name) -> Result<()> {
    let number = find_named(cx, id, name)?;
    check_may_be_null(cx, id, number, name)?;
    let in_parent = |parent: RelationId| {
        let relation = cx.catalog.relation(parent)?;
        super::column::column(relation, column_number(relation, name)?).map(|column| column.not_null)
    };
    let partition = cx.catalog.relation(id).filter(|it| it.partition_bound.is_some());
    if partition.and_then(|it| it.parents.first().copied()).and_then(in_parent) == Some(true) {
        return Err(errors::not_null_in_parent(name));
    }
    edit_column(cx, id, number, |column| column.not_null = false);
    Ok(())
}

/// Refuses a column that has to be NOT NULL for another reason.
pub(super) fn check_may_be_null(cx: &Cx<'_>, id: RelationId, number: u16, name: &Name) -> Result<()> {
    if column_of(cx, id, number).is_some_and(|column| column.identity.is_some()) {
        return Err(errors::is_identity(name, &relation_name(cx, id), false));
    }
    let identity = cx.catalog.relation(id).map(|it| it.replica_identity);
    for index_id in cx.catalog.indexes_of(id) {
        let Some(index) = cx.catalog.relation(*index_id).and_then(|it| it.index.as_ref()) else {
            continue;
        };
        let keyed = index.columns.iter().take(index.key_columns).exists(|key| key.column == Some(number));
        if keyed && index.primary {
            return Err(errors::in_primary_key(name));
        }
        if keyed && identity == Some(ReplicaIdentity::Index(*index_id)) {
            return Err(errors::in_replica_identity(name));
        }
    }
    Ok(())
}

pub(super) fn set_not_null(cx: &mut Cx<'_>, work: &mut Work, column: &Ident) -> Result<()> {
    set_with_children(cx, work, &column.name)
}

/// Makes a column, and that of each descendant, refuse NULL.
// pg: tablecmds.c ATPrepSetNotNull, ATExecSetNotNull
fn set_with_children(cx: &mut Cx<'_>, work: &mut Work, name: &Name) -> Result<()> {
    let id = work.relation;
    let number = find_named(cx, id, name)?;
    let partitioned = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    let already = column_of(cx, id, number).is_some_and(|column| column.not_null && column.not_null_valid);
    if partitioned && already && !children(cx, id).is_empty() {
        return Ok(());
    }
    if !work.recurse && !children(cx, id).is_empty() && cx.catalog.versions().lowest >= 18 && !already {
        return Err(errors::add_to_children_too());
    }
    set_in(cx, work, id, number, 0)?;
    let name_given = not_null_of(cx, id, number).and_then(|it| cx.catalog.constraint(it)).map(|it| it.name.clone());
    for (child, parents) in descendants(cx, id) {
        let Some(in_child) = cx.catalog.relation(child).and_then(|it| column_number(it, name)) else {
            continue;
        };
        if work.recurse {
            cx.effects.lock(child, LockMode::AccessExclusive);
            set_inherited(cx, work, (child, in_child), parents, name_given.clone())?;
        } else if partitioned && column_of(cx, child, in_child).is_some_and(|column| !column.not_null) {
            return Err(errors::add_not_null_to_children_too(name, &relation_name(cx, child)));
        }
    }
    Ok(())
}

fn set_in(cx: &mut Cx<'_>, work: &mut Work, id: RelationId, number: u16, inherited: u16) -> Result<()> {
    let Some(column) = column_of(cx, id, number) else {
        return Ok(());
    };
    match (column.not_null, column.not_null_valid) {
        (true, true) => {
            mark_local(cx, id, number);
            return Ok(());
        }
        (true, false) => make_valid(cx, id, number),
        (false, _) => {
            let not_null = NotNull { local: true, inherited, ..NotNull::default() };
            store_not_null(cx, id, number, not_null, &mut Vec::new())?;
        }
    }
    note_check(cx, work, id, number);
    Ok(())
}

fn set_inherited(cx: &mut Cx<'_>, work: &mut Work, place: (RelationId, u16), parents: u16, name: Option<Name>) -> Result<()> {
    let (id, number) = place;
    let Some(column) = column_of(cx, id, number) else {
        return Ok(());
    };
    let (not_null, valid) = (column.not_null, column.not_null_valid);
    if not_null {
        if let Some(existing) = not_null_of(cx, id, number) {
            cx.catalog.edit_constraint(existing, |it| it.inherited = it.inherited.max(parents));
        }
        if !valid {
            make_valid(cx, id, number);
            note_check(cx, work, id, number);
        }
        return Ok(());
    }
    let not_null = NotNull { name, inherited: parents, ..NotNull::default() };
    store_not_null(cx, id, number, not_null, &mut Vec::new())?;
    note_check(cx, work, id, number);
    Ok(())
}

fn mark_local(cx: &mut Cx<'_>, id: RelationId, number: u16) {
    if let Some(existing) = not_null_of(cx, id, number) {
        cx.catalog.edit_constraint(existing, |it| it.local = true);
    }
}

fn make_valid(cx: &mut Cx<'_>, id: RelationId, number: u16) {
    edit_column(cx, id, number, |column| column.not_null_valid = true);
    if let Some(existing) = not_null_of(cx, id, number) {
        cx.catalog.edit_constraint(existing, |it| it.validated = true);
    }
}

/// The rows have to be looked at, unless a valid check rules NULL out already.
// pg: tablecmds.c NotNullImpliedByRelConstraints
pub(super) fn note_check(cx: &Cx<'_>, work: &mut Work, id: RelationId, number: u16) {
    let Some(relation) = cx.catalog.relation(id) else {
        return;
    };
    if relation.kind == RelationKind::Table && !is_implied(cx, relation, number) {
        work.not_null_checks.insert((id, number));
    }
}

/// Whether a valid check of the table says that a column is not NULL.
pub(super) fn is_implied(cx: &Cx<'_>, relation: &Relation, number: u16) -> bool {
    cx.catalog.constraints_of(ConstraintOwner::Relation(relation.id)).iter().exists(|id| {
        cx.catalog.constraint(*id).is_some_and(|constraint| match &constraint.kind {
            ConstraintKind::Check(check) => constraint.validated && says_not_null(&check.expr.tree, number),
            _ => false,
        })
    })
}

fn says_not_null(expr: &Expr, number: u16) -> bool {
    match &expr.kind {
        ExprKind::And(parts) => parts.iter().exists(|part| says_not_null(part, number)),
        ExprKind::IsNull(operand, true) => {
            matches!(&operand.kind, ExprKind::Column(var) if var.level == 0 && i32::from(var.column) == i32::from(number))
        }
        _ => false,
    }
}

/// The scans that the checks of a statement come to.
pub(super) fn scans(work: &Work) -> impl Iterator<Item = (RelationId, ScanReason)> + '_ {
    work.not_null_checks.iter().map(|(id, number)| (*id, ScanReason::NotNull(*number)))
}

/// Makes a column of a primary key refuse NULL, in the descendants too.
// pg: parse_utilcmd.c transformIndexConstraint
pub(super) fn set_for_key(cx: &mut Cx<'_>, work: &mut Work, number: u16) -> Result<()> {
    let name = column_of(cx, work.relation, number).map(|column| column.name.clone());
    match name {
        Some(name) if column_of(cx, work.relation, number).is_some_and(|it| !(it.not_null && it.not_null_valid)) => {
            set_with_children(cx, work, &name)
        }
        _ => Ok(()),
    }
}

/// The NOT NULL that stands with an added column; before 18 the column is marked already.
pub(super) fn add_for_new_column(cx: &mut Cx<'_>, work: &mut Work, draft: &NotNullDraft) -> Result<()> {
    if cx.catalog.versions().lowest < 18 {
        return Ok(());
    }
    let id = work.relation;
    let number = find_named(cx, id, &draft.column)?;
    if not_null_of(cx, id, number).is_some() {
        return Ok(());
    }
    let not_null = NotNull { name: draft.name.clone(), local: true, no_inherit: draft.no_inherit, ..NotNull::default() };
    let made = store_not_null(cx, id, number, not_null, &mut Vec::new())?;
    let name = made.and_then(|it| cx.catalog.constraint(it)).map(|it| it.name.clone());
    for (child, parents) in descendants(cx, id) {
        if draft.no_inherit {
            break;
        }
        if let Some(in_child) = cx.catalog.relation(child).and_then(|it| column_number(it, &draft.column))
            && not_null_of(cx, child, in_child).is_none()
        {
            let inherited = NotNull { name: name.clone(), inherited: parents, ..NotNull::default() };
            store_not_null(cx, child, in_child, inherited, &mut Vec::new())?;
        }
    }
    Ok(())
}

/// `ADD CONSTRAINT ... NOT NULL column`, from 18 on.
// pg: tablecmds.c ATExecSetNotNull, heap.c AddRelationNewConstraints
pub(super) fn add_constraint(cx: &mut Cx<'_>, work: &mut Work, draft: &NotNullDraft) -> Result<()> {
    let id = work.relation;
    let number = find_named(cx, id, &draft.column)?;
    if let Some(existing) = not_null_of(cx, id, number).and_then(|it| cx.catalog.constraint(it)) {
        let (name, existing_id, valid) = (existing.name.clone(), existing.id, existing.validated);
        let table = relation_name(cx, id);
        if draft.name.as_ref().is_some_and(|it| *it != name) {
            return Err(errors::second_not_null(draft.name.as_ref(), &draft.column, &table, &name));
        }
        if existing.no_inherit != draft.no_inherit {
            return Err(errors::not_null_inherit_status(&name, &table));
        }
        if !valid && !draft.not_valid {
            return Err(errors::not_null_not_valid(&name, &table));
        }
        cx.catalog.edit_constraint(existing_id, |it| it.local = true);
        return Ok(());
    }
    if !work.recurse && !draft.no_inherit && !children(cx, id).is_empty() {
        return Err(errors::add_to_children_too());
    }
    let not_null =
        NotNull { name: draft.name.clone(), local: true, not_valid: draft.not_valid, no_inherit: draft.no_inherit, ..NotNull::default() };
    let made = store_not_null(cx, id, number, not_null, &mut Vec::new())?;
    if !draft.not_valid {
        note_check(cx, work, id, number);
    }
    let name = made.and_then(|it| cx.catalog.constraint(it)).map(|it| it.name.clone());
    for (child, parents) in descendants(cx, id) {
        if draft.no_inherit {
            break;
        }
        cx.lock(child, LockMode::AccessExclusive);
        if let Some(in_child) = cx.catalog.relation(child).and_then(|it| column_number(it, &draft.column)) {
            set_inherited(cx, work, (child, in_child), parents, name.clone())?;
        }
    }
    Ok(())
}
