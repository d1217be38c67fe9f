//! How does a table come to a PRIMARY KEY, a UNIQUE or an EXCLUDE.

use super::constraint_not_null::{NotNull, set_not_null};
use super::cx::Cx;
use super::draft::{Draft, KeyDraft, KeyKind};
use super::errors::constraint as errors;
use super::index_define::{IndexDraft, IndexElementDraft, add_index};
use super::lookup::{column_number, is_system_column};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, RelationId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner};
use crate::diag::Result;
use crate::text::{Gather, Name, Seek};

/// Checks the keys of a draft against its columns, and makes the columns of a primary key refuse NULL.
// pg: parse_utilcmd.c transformIndexConstraint
pub(super) fn check_keys(cx: &Cx<'_>, draft: &mut Draft<'_>) -> Result<()> {
    let keys = draft.keys.clone();
    let mut primary = false;
    for key in &keys {
        if key.using_index.is_some() && draft.relation.is_none() {
            return Err(errors::existing_index_in_create().at(key.span));
        }
        if key.kind == KeyKind::Primary {
            if primary {
                return Err(errors::several_primary_keys(&draft.name).at(key.span));
            }
            primary = true;
        }
        for (at, column) in key.columns.iter().enumerate() {
            check_key_column(cx, draft, key, column)?;
            if key.columns[..at].contains(column) {
                return Err(errors::key_column_twice(column, key.kind == KeyKind::Primary).at(key.span));
            }
        }
        for column in &key.include {
            check_key_column(cx, draft, &KeyDraft { kind: KeyKind::Unique { nulls_not_distinct: false }, ..key.clone() }, column)?;
        }
    }
    Ok(())
}

fn check_key_column(cx: &Cx<'_>, draft: &mut Draft<'_>, key: &KeyDraft<'_>, column: &Name) -> Result<()> {
    let refuses_null = key.kind == KeyKind::Primary;
    let found = draft.columns.iter_mut().first_where(|it| it.name == *column);
    let is_new = found.is_some();
    let lowest = cx.catalog.versions().lowest;
    if is_system_column(column) && refuses_null && lowest < 18 && !is_new {
        return Err(errors::system_column(column));
    }
    if let Some(found) = found
        && refuses_null
    {
        found.not_null = true;
    }
    if is_new || is_system_column(column) || draft.relation.is_some() {
        return Ok(());
    }
    let inherited =
        draft.parents.iter().exists(|parent| cx.catalog.relation(*parent).is_some_and(|it| column_number(it, column).is_some()));
    if inherited { Ok(()) } else { Err(errors::key_column_missing(column).at(key.span)) }
}

/// The keys of a draft in the order in which they are made: the primary key first, and none that only repeats another.
// pg: parse_utilcmd.c transformIndexConstraints
pub(super) fn ordered_keys<'s>(draft: &Draft<'s>) -> Vec<KeyDraft<'s>> {
    let mut ordered: Vec<KeyDraft<'s>> = draft.keys.iter().filter(|key| key.kind == KeyKind::Primary).cloned().gather();
    for key in draft.keys.iter().filter(|key| key.kind != KeyKind::Primary) {
        match ordered.iter_mut().first_where(|before| repeats(before, key)) {
            Some(before) if before.name.is_none() => before.name.clone_from(&key.name),
            Some(_) => {}
            None => ordered.push(key.clone()),
        }
    }
    ordered
}

fn repeats(before: &KeyDraft<'_>, key: &KeyDraft<'_>) -> bool {
    let plain = |kind: &KeyKind<'_>| matches!(kind, KeyKind::Primary | KeyKind::Unique { nulls_not_distinct: false });
    let same_kind = before.kind == key.kind && !matches!(key.kind, KeyKind::Exclude(_)) || plain(&before.kind) && plain(&key.kind);
    same_kind
        && before.using_index.is_none()
        && key.using_index.is_none()
        && before.columns == key.columns
        && before.include == key.include
        && before.without_overlaps == key.without_overlaps
        && (before.deferrable, before.deferred) == (key.deferrable, key.deferred)
}

/// Adds a key to a table that exists: its index, and the constraint that the index implements.
// pg: tablecmds.c ATExecAddIndex
pub(super) fn add_key(cx: &mut Cx<'_>, table: RelationId, key: &KeyDraft<'_>) -> Result<Option<RelationId>> {
    if key.using_index.is_some() {
        return super::constraint_using_index::add_key_using_index(cx, table, key).map(Some);
    }
    let elements = match key.kind {
        KeyKind::Exclude(exclude) => {
            exclude.elements.iter().map(|(element, operator)| IndexElementDraft::Excluded(element, operator)).gather()
        }
        _ => key.columns.iter().map(IndexElementDraft::Column).gather(),
    };
    let method = match key.kind {
        KeyKind::Exclude(exclude) => exclude.method.as_ref().map(|method| method.name.clone()),
        _ if key.without_overlaps => Some(Name::from("gist")),
        _ => None,
    };
    let draft = IndexDraft {
        name: key.name.clone(),
        method,
        elements,
        include: key.include.iter().map(IndexElementDraft::Column).gather(),
        unique: !matches!(key.kind, KeyKind::Exclude(_)),
        key: Some(key.clone()),
        filter: if let KeyKind::Exclude(exclude) = key.kind { exclude.filter.as_ref() } else { None },
        nulls_not_distinct: key.kind == (KeyKind::Unique { nulls_not_distinct: true }),
        options: key.options,
        only: key.only,
        tablespace: key.tablespace,
        ..IndexDraft::default()
    };
    add_index(cx, table, &draft)
}

/// Makes the columns of a primary key refuse NULL, as its index is made.
// pg: index.c index_check_primary_key
pub(super) fn refuse_null_in_key(cx: &mut Cx<'_>, table: RelationId, columns: &[u16]) -> Result<()> {
    for column in columns {
        let refuses = cx.catalog.relation(table).and_then(|it| it.columns.get(usize::from(*column) - 1)).is_some_and(|it| it.not_null);
        let has_constraint = cx.catalog.versions().lowest < 18 || super::constraint_not_null::not_null_of(cx, table, *column).is_some();
        if !refuses || !has_constraint {
            set_not_null(cx, table, *column, NotNull { local: true, ..NotNull::default() }, &mut Vec::new())?;
        }
    }
    Ok(())
}

/// Makes the constraint that an index implements.
// pg: index.c index_constraint_create
pub(super) fn add_key_constraint(
    cx: &mut Cx<'_>,
    table: RelationId,
    index: RelationId,
    name: Name,
    key: &KeyDraft<'_>,
    parent: Option<ConstraintId>,
) -> ConstraintId {
    let id = ConstraintId(cx.catalog.next_id());
    let (schema, columns) = match (cx.catalog.relation(table), cx.catalog.relation(index).and_then(|it| it.index.as_deref())) {
        (Some(found), Some(index)) => {
            let columns: Vec<u16> = index.columns[..index.key_columns].iter().filter_map(|column| column.column).gather();
            (found.schema, columns)
        }
        _ => return id,
    };
    let period = key.without_overlaps;
    let kind = match key.kind {
        KeyKind::Primary => ConstraintKind::PrimaryKey { period },
        KeyKind::Unique { .. } => ConstraintKind::Unique { period },
        KeyKind::Exclude(_) => ConstraintKind::Exclude,
    };
    let all: Vec<u16> = cx
        .catalog
        .relation(index)
        .and_then(|it| it.index.as_deref())
        .map_or_else(Vec::new, |index| index.columns.iter().filter_map(|column| column.column).gather());
    let primary = key.kind == KeyKind::Primary;
    cx.catalog.add_constraint(Constraint {
        id,
        schema,
        name,
        owner: ConstraintOwner::Relation(table),
        kind,
        columns,
        index: Some(index),
        deferrable: key.deferrable,
        deferred: key.deferred,
        validated: true,
        enforced: true,
        parent,
        local: parent.is_none(),
        inherited: u16::from(parent.is_some()),
        no_inherit: parent.is_none(),
    });
    let address = Address::Constraint(id);
    for column in &all {
        cx.record(address, Address::Column(table, *column), DependencyKind::Auto);
    }
    if all.is_empty() {
        cx.record(address, Address::Relation(table), DependencyKind::Auto);
    }
    cx.record(Address::Relation(index), address, DependencyKind::Internal);
    cx.catalog.edit_relation(index, |it| {
        if let Some(index) = &mut it.index {
            index.constraint = Some(id);
            index.primary = primary;
            index.immediate = !key.deferrable;
        }
    });
    cx.effects.created.push(address);
    id
}

/// Refuses a second primary key, and a constraint name that the table has.
pub(super) fn check_new_key(cx: &Cx<'_>, table: RelationId, primary: bool) -> Result<()> {
    let taken = cx
        .catalog
        .constraints_of(ConstraintOwner::Relation(table))
        .iter()
        .exists(|id| cx.catalog.constraint(*id).is_some_and(|it| matches!(it.kind, ConstraintKind::PrimaryKey { .. })));
    match cx.catalog.relation(table) {
        Some(found) if primary && taken => Err(errors::several_primary_keys(&found.name)),
        _ => Ok(()),
    }
}
