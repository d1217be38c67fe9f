//! How does a table that exists come to another constraint, and how does one come to other attributes.

use super::super::constraint::draft_table_constraint;
use super::super::constraint_check::{add_checks, cook_check, store_check};
use super::super::constraint_key::{add_key, check_keys};
use super::super::cx::Cx;
use super::super::draft::{CheckDraft, KeyDraft, KeyKind};
use super::super::effect::{LockMode, ScanReason};
use super::super::errors::alter_table as errors;
use super::super::foreign_key::add_foreign_key;
use super::super::inheritance::children;
use super::super::object::{column_number, lookup_constraint};
use super::add_column::draft_for;
use super::column::{find_named, relation_name, without_place};
use super::not_null;
use super::work::Work;
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{ConstraintKind, ConstraintOwner, RelationKind};
use crate::diag::Result;
use crate::syntax::statement::alter_table::AlterConstraint;
use crate::syntax::statement::table::TableConstraint;
use crate::text::{Collection, Gather, Name, Seek};

// pg: tablecmds.c ATExecAddConstraint
pub(super) fn add_constraint(cx: &mut Cx<'_>, work: &mut Work, it: &TableConstraint) -> Result<()> {
    let id = work.relation;
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let mut draft = draft_for(relation);
    draft_table_constraint(cx, &mut draft, it)?;
    check_keys(cx, &mut draft)?;
    if !draft.checks.is_empty() {
        add_check(cx, work, &draft.checks)?;
    }
    for not_null in &draft.not_nulls {
        not_null::add_constraint(cx, work, not_null)?;
    }
    for key in &mut draft.keys {
        key.only = !work.recurse;
        if key.kind == KeyKind::Primary {
            for column in &key.columns {
                find_named(cx, id, column)?;
            }
        }
        add_key_to(cx, work, key)?;
    }
    for key in &draft.foreign_keys {
        let partitioned = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
        if partitioned && !work.recurse && cx.catalog.versions().lowest < 18 {
            return Err(errors::only_partitioned_foreign_key(&relation_name(cx, id), &key.references.table.name.name));
        }
        add_foreign_key(cx, id, key)?;
    }
    Ok(())
}

// pg: tablecmds.c ATAddCheckConstraint
fn add_check(cx: &mut Cx<'_>, work: &Work, checks: &[CheckDraft<'_>]) -> Result<()> {
    let id = work.relation;
    let added = add_checks(cx, id, checks).map_err(without_place)?;
    note_scans(cx, id, &added);
    let inherits = checks.iter().exists(|check| !check.no_inherit);
    if inherits && !added.is_empty() && !work.recurse && !children(cx, id).is_empty() {
        return Err(errors::add_to_children_too());
    }
    let named: Vec<CheckDraft<'_>> = checks
        .iter()
        .zip(&added)
        .filter_map(|(check, id)| Some(CheckDraft { name: Some(cx.catalog.constraint(*id)?.name.clone()), ..check.clone() }))
        .gather();
    add_checks_to_children(cx, id, &named)
}

fn note_scans(cx: &mut Cx<'_>, id: RelationId, added: &[ConstraintId]) {
    let stored = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Table);
    for constraint in added {
        if stored && cx.catalog.constraint(*constraint).is_some_and(|it| it.validated) {
            cx.effects.scan(id, ScanReason::Validate(Some(*constraint)));
        }
    }
}

/// Gives the children the checks of their parent.
pub(super) fn add_checks_to_children(cx: &mut Cx<'_>, id: RelationId, checks: &[CheckDraft<'_>]) -> Result<()> {
    for child in children(cx, id) {
        cx.lock(child, LockMode::AccessExclusive);
        for check in checks.iter().filter(|check| !check.no_inherit) {
            add_check_to_child(cx, id, child, check)?;
        }
        add_checks_to_children(cx, child, checks)?;
    }
    Ok(())
}

/// Adds a parent's check to a child, or counts another parent where the child has it already.
// pg: heap.c MergeWithExistingConstraint
fn add_check_to_child(cx: &mut Cx<'_>, parent: RelationId, child: RelationId, check: &CheckDraft<'_>) -> Result<()> {
    let name = match &check.name {
        Some(name) => name.clone(),
        None => match newest_check(cx, parent) {
            Some(name) => name,
            None => return Ok(()),
        },
    };
    let expr = cook_check(cx, child, &check.condition).map_err(without_place)?;
    if let Some(existing) = lookup_constraint(cx, ConstraintOwner::Relation(child), &name) {
        let same = cx.catalog.constraint(existing).is_some_and(|it| match &it.kind {
            ConstraintKind::Check(old) => super::inherit::same_expr(&old.expr.tree, &expr.tree),
            _ => false,
        });
        if !same {
            return Err(errors::constraint_exists(&name, &relation_name(cx, child)));
        }
        let (no_inherit, valid) = cx.catalog.constraint(existing).map_or((false, true), |it| (it.no_inherit, it.validated));
        if no_inherit {
            return Err(errors::relation_constraint_conflicts(&name, &relation_name(cx, child), "non-inherited"));
        }
        if !valid && !check.not_valid {
            return Err(errors::relation_constraint_conflicts(&name, &relation_name(cx, child), "NOT VALID"));
        }
        cx.catalog.edit_constraint(existing, |it| it.inherited += 1);
        return Ok(());
    }
    let inherited = CheckDraft { name: Some(name.clone()), local: false, inherited: 1, ..check.clone() };
    let added = store_check(cx, child, name, expr, &inherited);
    note_scans(cx, child, &[added]);
    Ok(())
}

fn newest_check(cx: &Cx<'_>, id: RelationId) -> Option<Name> {
    let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(id));
    constraints
        .iter()
        .rev()
        .filter_map(|it| cx.catalog.constraint(*it))
        .first_where(|it| matches!(it.kind, ConstraintKind::Check(_)))
        .map(|it| it.name.clone())
}

/// Adds a key. The columns of a primary key are made to refuse NULL first, in the descendants too.
pub(super) fn add_key_to(cx: &mut Cx<'_>, work: &mut Work, key: &KeyDraft<'_>) -> Result<()> {
    let id = work.relation;
    let primary = key.kind == KeyKind::Primary;
    let columns = if primary { columns_of_key(cx, id, key) } else { Vec::new() };
    let has_primary = cx
        .catalog
        .indexes_of(id)
        .iter()
        .exists(|it| cx.catalog.relation(*it).and_then(|it| it.index.as_ref()).is_some_and(|index| index.primary));
    if !has_primary {
        for column in columns {
            not_null::set_for_key(cx, work, column)?;
        }
    }
    if let Some(index) = add_key(cx, id, key)? {
        work.fresh_indexes.insert(index);
    }
    Ok(())
}

fn columns_of_key(cx: &Cx<'_>, id: RelationId, key: &KeyDraft<'_>) -> Vec<u16> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Vec::new();
    };
    match key.using_index {
        Some(name) => {
            let index = cx.catalog.relation_in(relation.schema, &name.name).and_then(|it| cx.catalog.relation(it)?.index.as_ref());
            index.map_or_else(Vec::new, |index| index.columns.iter().take(index.key_columns).filter_map(|it| it.column).gather())
        }
        None => key.columns.iter().filter_map(|name| column_number(relation, name)).gather(),
    }
}

// pg: tablecmds.c ATExecAlterConstraint
pub(super) fn alter_constraint(cx: &mut Cx<'_>, work: &Work, it: &AlterConstraint) -> Result<()> {
    let id = work.relation;
    let table = relation_name(cx, id);
    let name = &it.name.name;
    let Some(found) = lookup_constraint(cx, ConstraintOwner::Relation(id), name) else {
        return Err(errors::constraint_missing(name, &table));
    };
    let Some(constraint) = cx.catalog.constraint(found) else {
        return Ok(());
    };
    let referenced = match &constraint.kind {
        ConstraintKind::ForeignKey(key) => Some(key.table),
        _ => None,
    };
    if let Some(inherit) = it.inherit {
        if !matches!(constraint.kind, ConstraintKind::NotNull) {
            return Err(errors::not_a_not_null(name, &table));
        }
        cx.catalog.edit_constraint(found, |it| it.no_inherit = !inherit);
        return Ok(());
    }
    let Some(referenced) = referenced else {
        return Err(errors::not_a_foreign_key(name, &table));
    };
    if constraint.parent.is_some() {
        return Err(errors::derived_constraint(name, &table));
    }
    let (enforced, validated) = (constraint.enforced, constraint.validated);
    let attributes = &it.attributes;
    let mut family = vec![found];
    family.put_all(cx.catalog.constraints().into_iter().filter(|it| it.parent == Some(found)).map(|it| it.id));
    for member in family {
        cx.catalog.edit_constraint(member, |it| {
            it.deferrable = attributes.deferrable.or(attributes.initially_deferred).unwrap_or(if attributes.enforced.is_some() {
                it.deferrable
            } else {
                false
            });
            it.deferred = attributes.initially_deferred.unwrap_or(if attributes.enforced.is_some() { it.deferred } else { false });
            it.enforced = attributes.enforced.unwrap_or(it.enforced);
            it.validated = it.enforced && (validated || !enforced);
        });
    }
    match attributes.enforced {
        Some(true) if !enforced => {
            cx.lock(referenced, LockMode::ShareRowExclusive);
            cx.effects.scan(id, ScanReason::Validate(Some(found)));
        }
        Some(false) if enforced => cx.lock(referenced, LockMode::AccessExclusive),
        _ => {}
    }
    Ok(())
}
