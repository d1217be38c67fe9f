//! What does a new table take over from its parents, and how does that agree with what it declares itself.

use super::cx::Cx;
use super::draft::{CheckDraft, ColumnDraft, Condition, DefaultDraft, Draft};
use super::errors::{column as column_errors, table as errors};
use super::lookup::{column_number, is_table};
use crate::catalog::format::format_type;
use crate::catalog::id::RelationId;
use crate::catalog::object::{CheckConstraint, Column, ConstraintKind, ConstraintOwner, Persistence, Relation, RelationKind, StoredExpr};
use crate::catalog::tree::remap_columns;
use crate::diag::{Diagnostic, Result, SqlState};
use crate::text::{Gather, Name, Seek};
use std::sync::Arc;

/// Puts the columns of the parents before those of the draft, merges those of the same name, and puts the parents' checks in place of the draft's.
// pg: tablecmds.c MergeAttributes
pub(super) fn merge_parents(cx: &mut Cx<'_>, draft: &mut Draft<'_>, parents: &[RelationId]) -> Result<()> {
    let is_partition = draft.form.is_partition();
    merge_typed(draft, is_partition)?;
    let own = std::mem::take(&mut draft.columns);
    let mut merged: Vec<ColumnDraft<'_>> = Vec::new();
    draft.checks = Vec::new();
    for parent in parents {
        let Some(parent) = cx.catalog.relation(*parent).cloned() else {
            continue;
        };
        check_parent(&parent, draft, is_partition)?;
        for column in parent.columns.iter().filter(|column| column.type_id.is_some()) {
            merge_inherited(cx, &mut merged, &parent, column, is_partition)?;
        }
        merge_checks(cx, draft, &parent, &merged)?;
    }
    for column in own {
        match merged.iter_mut().first_where(|it| it.name == column.name) {
            Some(inherited) => merge_own(cx, inherited, column, is_partition)?,
            None if column.type_id.is_none() => return Err(column_errors::missing(&column.name)),
            None => merged.push(column),
        }
    }
    for column in &merged {
        if matches!(column.default, DefaultDraft::Conflicting) {
            return Err(errors::conflicting_defaults(&column.name, column.generated.is_some()));
        }
    }
    draft.columns = merged;
    Ok(())
}

/// Where each column of a table is in another that has columns of the same names.
// pg: attmap.c build_attrmap_by_name
pub(super) fn column_map<'r>(from: &'r Relation, to: &'r [Name]) -> impl Fn(u16) -> Option<u16> + use<'r> {
    move |number| {
        let name = &from.columns.get(usize::from(number).checked_sub(1)?)?.name;
        let at = to.iter().place_where(|other| other == name)?;
        u16::try_from(at + 1).ok()
    }
}

/// An expression over a table, said over another that has columns of the same names.
pub(super) fn moved_expr(expr: &StoredExpr, from: &Relation, to: &[Name]) -> Result<StoredExpr> {
    match remap_columns(&expr.tree, &column_map(from, to)) {
        Some(tree) => Ok(StoredExpr { tree: Arc::new(tree), text: expr.text.clone() }),
        None => Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, "cannot convert whole-row table reference")),
    }
}

/// The columns of a typed table come twice: from the type, and from what is said of them.
fn merge_typed(draft: &mut Draft<'_>, is_partition: bool) -> Result<()> {
    let mut columns: Vec<ColumnDraft<'_>> = Vec::new();
    for column in std::mem::take(&mut draft.columns) {
        match columns.iter_mut().first_where(|it| it.name == column.name) {
            Some(from_type) if from_type.from_type && column.type_id.is_none() => {
                from_type.from_type = false;
                from_type.not_null |= column.not_null;
                from_type.default = column.default;
            }
            Some(_) => return Err(column_errors::given_twice(&column.name)),
            None if column.type_id.is_none() && !is_partition => return Err(column_errors::missing(&column.name)),
            None => columns.push(column),
        }
    }
    draft.columns = columns;
    Ok(())
}

fn check_parent(parent: &Relation, draft: &Draft<'_>, is_partition: bool) -> Result<()> {
    use crate::catalog::object::Inheritance;
    let name = &parent.name;
    let message = match () {
        () if parent.kind == RelationKind::PartitionedTable && !is_partition => format!("cannot inherit from partitioned table \"{name}\""),
        () if parent.inheritance == Inheritance::Partition && !is_partition => format!("cannot inherit from partition \"{name}\""),
        () if !is_table(parent.kind) => format!("inherited relation \"{name}\" is not a table or foreign table"),
        () if is_partition && parent.persistence != Persistence::Temporary && draft.persistence == Persistence::Temporary => {
            format!("cannot create a temporary relation as partition of permanent relation \"{name}\"")
        }
        () if parent.persistence == Persistence::Temporary && draft.persistence != Persistence::Temporary => {
            if is_partition {
                format!("cannot create a permanent relation as partition of temporary relation \"{name}\"")
            } else {
                format!("cannot inherit from temporary relation \"{name}\"")
            }
        }
        () => return Ok(()),
    };
    Err(errors::wrong_parent(message))
}

// pg: tablecmds.c MergeInheritedAttribute
fn merge_inherited<'s>(
    cx: &Cx<'_>,
    merged: &mut Vec<ColumnDraft<'s>>,
    parent: &Relation,
    column: &Column,
    is_partition: bool,
) -> Result<()> {
    let own_default = column.default.as_ref();
    if let Some(before) = merged.iter_mut().first_where(|it| it.name == column.name) {
        if (before.type_id, before.modifier) != (column.type_id, column.modifier) {
            return Err(type_conflict(cx, before, column, true));
        }
        if before.collation != column.collation {
            return Err(errors::inherited_column_conflict(&column.name, "collation"));
        }
        if before.generated != column.generated {
            return Err(errors::inherited_column_conflict(&column.name, "generation"));
        }
        if before.storage != column.storage {
            return Err(errors::inherited_column_conflict(&column.name, "storage parameter"));
        }
        before.inherited += 1;
        before.not_null |= inherits_not_null(cx, parent, column);
        if let Some(default) = own_default {
            let same = matches!(&before.default, DefaultDraft::Copied(other) if other.tree == default.tree);
            match before.default {
                DefaultDraft::None => before.default = DefaultDraft::Copied(default.clone()),
                _ if same => {}
                _ => before.default = DefaultDraft::Conflicting,
            }
        }
        return Ok(());
    }
    let mut names: Vec<Name> = merged.iter().map(|it| it.name.clone()).gather();
    names.push(column.name.clone());
    let default = match own_default {
        // A generation expression may name columns that come later, so it is moved once all are there: by name.
        Some(default) if column.generated.is_some() => DefaultDraft::Copied(moved_expr(default, parent, &all_names(parent, &names))?),
        Some(default) => DefaultDraft::Copied(default.clone()),
        None => DefaultDraft::None,
    };
    let identity = if is_partition && cx.catalog.versions().lowest >= 17 { column.identity } else { None };
    merged.push(ColumnDraft {
        name: column.name.clone(),
        type_id: column.type_id,
        modifier: column.modifier,
        collation: column.collation,
        not_null: inherits_not_null(cx, parent, column),
        default,
        identity,
        generated: column.generated,
        storage: column.storage,
        compression: column.compression.clone(),
        local: false,
        inherited: 1,
        from_type: false,
    });
    Ok(())
}

/// The names that a child's columns will have: those merged so far, then the parent's that are still to come.
fn all_names(parent: &Relation, merged: &[Name]) -> Vec<Name> {
    let mut names = merged.to_vec();
    for column in parent.columns.iter().filter(|column| column.type_id.is_some()) {
        if !names.contains(&column.name) {
            names.push(column.name.clone());
        }
    }
    names
}

fn inherits_not_null(cx: &Cx<'_>, parent: &Relation, column: &Column) -> bool {
    let number = column_number(parent, &column.name);
    let constraint = number.and_then(|number| super::constraint_not_null::not_null_of(cx, parent.id, number));
    match constraint.and_then(|id| cx.catalog.constraint(id)) {
        Some(constraint) => !constraint.no_inherit,
        None => column.not_null,
    }
}

// pg: tablecmds.c MergeChildAttribute
fn merge_own<'s>(cx: &Cx<'_>, inherited: &mut ColumnDraft<'s>, own: ColumnDraft<'s>, is_partition: bool) -> Result<()> {
    if own.type_id.is_some() {
        if (inherited.type_id, inherited.modifier) != (own.type_id, own.modifier) {
            let column = super::table_define::column_of(&own);
            return Err(type_conflict(cx, inherited, &column, false));
        }
        if inherited.collation != own.collation {
            return Err(errors::column_conflict(&own.name, "collation"));
        }
    }
    let overrides = !matches!(own.default, DefaultDraft::None);
    // Up to 15 a child could generate what its parent stores, but not generate otherwise what the parent generates; since 16 it is the reverse.
    let newer = cx.catalog.versions().lowest >= 16;
    let conflict = match (inherited.generated, own.generated) {
        (Some(_), None) if overrides => Some("column \"%s\" inherits from generated column but specifies default"),
        (Some(_), None) if own.identity.is_some() => Some("column \"%s\" inherits from generated column but specifies identity"),
        (None, Some(_)) if newer => Some("child column \"%s\" specifies generation expression"),
        (Some(_), Some(_)) if !newer => Some("child column \"%s\" specifies generation expression"),
        (Some(one), Some(two)) if one != two => Some("column \"%s\" inherits from generated column of different kind"),
        _ => None,
    };
    if let Some(conflict) = conflict {
        return Err(errors::generation_conflict(&own.name, conflict));
    }
    inherited.local = !is_partition || inherited.local;
    inherited.not_null |= own.not_null;
    if own.identity.is_some() {
        inherited.identity = own.identity;
    }
    if let Some(storage) = own.storage {
        if inherited.storage.is_some_and(|before| before != storage) {
            return Err(errors::column_conflict(&own.name, "storage parameter"));
        }
        inherited.storage = Some(storage);
    }
    if own.generated.is_some() {
        inherited.generated = own.generated;
    }
    if overrides {
        inherited.default = own.default;
    }
    Ok(())
}

fn type_conflict(cx: &Cx<'_>, one: &ColumnDraft<'_>, two: &Column, inherited: bool) -> crate::diag::Problem {
    let spelled = |type_id: Option<crate::catalog::id::TypeId>, modifier| {
        type_id.map_or_else(String::new, |type_id| format_type(&cx.catalog, type_id, modifier))
    };
    let note = format!("{} versus {}", spelled(one.type_id, one.modifier), spelled(two.type_id, two.modifier));
    let problem = if inherited { errors::inherited_column_conflict(&one.name, "type") } else { errors::column_conflict(&one.name, "type") };
    problem.note(note)
}

// pg: tablecmds.c MergeCheckConstraint
fn merge_checks(cx: &Cx<'_>, draft: &mut Draft<'_>, parent: &Relation, merged: &[ColumnDraft<'_>]) -> Result<()> {
    let names: Vec<Name> = merged.iter().map(|it| it.name.clone()).gather();
    for id in cx.catalog.constraints_of(ConstraintOwner::Relation(parent.id)) {
        let Some(constraint) = cx.catalog.constraint(*id) else {
            continue;
        };
        let ConstraintKind::Check(CheckConstraint { expr }) = &constraint.kind else {
            continue;
        };
        if constraint.no_inherit {
            continue;
        }
        let expr = moved_expr(expr, parent, &names)?;
        let before = draft.checks.iter_mut().first_where(|check| check.name.as_ref() == Some(&constraint.name));
        if let Some(before) = before {
            if !matches!(&before.condition, Condition::Copied(other) if other.tree == expr.tree) {
                let name = &constraint.name;
                let message = format!("check constraint name \"{name}\" appears multiple times but with different expressions");
                return Err(Diagnostic::error(SqlState::DUPLICATE_OBJECT, message));
            }
            before.inherited += 1;
            continue;
        }
        draft.checks.push(CheckDraft {
            name: Some(constraint.name.clone()),
            condition: Condition::Copied(expr),
            not_valid: false,
            not_enforced: !constraint.enforced,
            no_inherit: false,
            local: false,
            inherited: 1,
        });
    }
    Ok(())
}
