//! How does a table come to a FOREIGN KEY.

use super::cx::Cx;
use super::draft::ForeignKeyDraft;
use super::effect::{LockMode, ScanReason};
use super::errors::{constraint as constraint_errors, foreign_key as errors};
use super::foreign_key_match::{ReferencedKey, compare_columns, find_key, find_primary_key};
use super::index_define::note_scan;
use super::lookup::{column_number, is_system_column, lookup_relation};
use super::names::{choose_constraint_name, join_column_names};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, OperatorId, RelationId};
use crate::catalog::object::{
    Constraint, ConstraintKind, ConstraintOwner, ForeignKey, ForeignKeyAction, Generated, Persistence, Relation, RelationKind,
};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::table::{MatchKind, ReferentialAction};
use crate::text::{Gather, Name, Seek};

/// Adds a foreign key to a table that exists.
// pg: tablecmds.c ATExecAddConstraint, ATAddForeignKeyConstraint
pub(super) fn add_foreign_key(cx: &mut Cx<'_>, table: RelationId, draft: &ForeignKeyDraft<'_>) -> Result<Option<ConstraintId>> {
    let Some(own) = cx.catalog.relation(table).cloned() else {
        return Ok(None);
    };
    if draft.references.match_kind == MatchKind::Partial {
        return Err(errors::match_partial());
    }
    let name = constraint_name(cx, &own, draft)?;
    let other = lookup_relation(cx, &draft.references.table)?;
    let Some(referenced) = cx.catalog.relation(other).cloned() else {
        return Ok(None);
    };
    cx.lock(other, LockMode::ShareRowExclusive);
    cx.lock(table, LockMode::ShareRowExclusive);
    check_tables(cx, &own, &referenced, draft)?;
    let columns = numbers_of(&own, &draft.columns)?;
    let set_columns = set_columns(&own, &columns, &draft.references.on_delete)?;
    let key = if draft.references.columns.is_empty() && draft.references.period.is_none() {
        find_primary_key(cx, &referenced)?
    } else {
        let named: Vec<Name> = draft.references.columns.iter().chain(&draft.references.period).map(|it| it.name.clone()).gather();
        find_key(cx, &referenced, &numbers_of(&referenced, &named)?, draft.period)?
    };
    check_generated(&own, &columns, draft)?;
    if columns.len() != key.columns.len() {
        return Err(errors::column_counts_differ());
    }
    let operators = compare_columns(cx, &name, (&own, &columns), (&referenced, &key))?;
    let foreign_key = ForeignKey {
        table: other,
        columns: key.columns.clone(),
        operators,
        on_delete: action_of(&draft.references.on_delete),
        on_update: action_of(&draft.references.on_update),
        set_columns,
        match_full: draft.references.match_kind == MatchKind::Full,
        period: draft.period,
    };
    let not_enforced = draft.attributes.enforced == Some(false);
    let skip_validation = draft.attributes.not_valid || not_enforced;
    let id = store_foreign_key(cx, &own, NewForeignKey { name, columns, key: &key, foreign_key, draft, parent: None });
    if !skip_validation {
        note_scan(cx, table, ScanReason::Validate(Some(id)));
    }
    super::partition_foreign_key::add_to_partitions(cx, table, other, id)?;
    Ok(Some(id))
}

/// What a foreign key is made of, once everything is resolved.
pub(super) struct NewForeignKey<'a, 's> {
    /// Its name.
    pub(super) name: Name,
    /// Its columns.
    pub(super) columns: Vec<u16>,
    /// The key that it refers to.
    pub(super) key: &'a ReferencedKey,
    /// What it says.
    pub(super) foreign_key: ForeignKey,
    /// As it is written.
    pub(super) draft: &'a ForeignKeyDraft<'s>,
    /// That of the parent table.
    pub(super) parent: Option<ConstraintId>,
}

// pg: tablecmds.c addFkConstraint
fn store_foreign_key(cx: &mut Cx<'_>, own: &Relation, new: NewForeignKey<'_, '_>) -> ConstraintId {
    let attributes = new.draft.attributes;
    let enforced = attributes.enforced != Some(false);
    let constraint = Constraint {
        id: ConstraintId(0),
        schema: own.schema,
        name: new.name,
        owner: ConstraintOwner::Relation(own.id),
        kind: ConstraintKind::ForeignKey(Box::new(new.foreign_key)),
        columns: new.columns,
        index: Some(new.key.index),
        deferrable: attributes.deferrable == Some(true) || attributes.initially_deferred == Some(true),
        deferred: attributes.initially_deferred == Some(true),
        validated: enforced && (!attributes.not_valid || is_new(cx, own.id)),
        enforced,
        parent: new.parent,
        local: new.parent.is_none(),
        inherited: u16::from(new.parent.is_some()),
        no_inherit: true,
    };
    record_foreign_key(cx, constraint)
}

/// Puts a foreign key whose id is not chosen yet into the catalog, and records what it needs.
pub(super) fn record_foreign_key(cx: &mut Cx<'_>, mut constraint: Constraint) -> ConstraintId {
    let id = ConstraintId(cx.catalog.next_id());
    constraint.id = id;
    let address = Address::Constraint(id);
    if let (ConstraintOwner::Relation(table), ConstraintKind::ForeignKey(key)) = (constraint.owner, &constraint.kind) {
        for column in &constraint.columns {
            cx.record(address, Address::Column(table, *column), DependencyKind::Auto);
        }
        for column in &key.columns {
            cx.record(address, Address::Column(key.table, *column), DependencyKind::Normal);
        }
        if let Some(index) = constraint.index {
            cx.record(address, Address::Relation(index), DependencyKind::Normal);
        }
        let operators: Vec<OperatorId> = key.operators.clone();
        cx.record_all(address, operators.into_iter().map(Address::Operator), DependencyKind::Normal);
    }
    cx.catalog.add_constraint(constraint);
    cx.effects.created.push(address);
    id
}

fn constraint_name(cx: &Cx<'_>, own: &Relation, draft: &ForeignKeyDraft<'_>) -> Result<Name> {
    match &draft.name {
        Some(name) => {
            let constraints = cx.catalog.constraints_of(ConstraintOwner::Relation(own.id));
            if constraints.iter().exists(|id| cx.catalog.constraint(*id).is_some_and(|it| it.name == *name)) {
                return Err(constraint_errors::exists(name, &own.name));
            }
            Ok(name.clone())
        }
        None => {
            let columns = join_column_names(&draft.columns);
            Ok(choose_constraint_name(&cx.catalog, own.schema, (&own.name, Some(&columns), "fkey"), &[]))
        }
    }
}

fn check_tables(cx: &Cx<'_>, own: &Relation, referenced: &Relation, draft: &ForeignKeyDraft<'_>) -> Result<()> {
    if own.kind == RelationKind::PartitionedTable && draft.attributes.not_valid && cx.catalog.versions().lowest < 18 && !is_new(cx, own.id)
    {
        let message =
            format!("cannot add NOT VALID foreign key on partitioned table \"{}\" referencing relation \"{}\"", own.name, referenced.name);
        return Err(crate::diag::Diagnostic::error(crate::diag::SqlState::WRONG_OBJECT_TYPE, message)
            .note("this feature is not yet supported on partitioned tables"));
    }
    if !matches!(referenced.kind, RelationKind::Table | RelationKind::PartitionedTable) {
        return Err(errors::referenced_not_a_table(&referenced.name));
    }
    if referenced.id.is_builtin() {
        let message = format!("permission denied: \"{}\" is a system catalog", referenced.name);
        return Err(crate::diag::Diagnostic::error(crate::diag::SqlState::INSUFFICIENT_PRIVILEGE, message));
    }
    match (own.persistence, referenced.persistence) {
        (Persistence::Permanent, Persistence::Permanent)
        | (Persistence::Unlogged, Persistence::Permanent | Persistence::Unlogged)
        | (Persistence::Temporary, Persistence::Temporary) => Ok(()),
        (Persistence::Permanent, _) => Err(errors::persistence("permanent tables may reference only permanent")),
        (Persistence::Unlogged, _) => Err(errors::persistence("unlogged tables may reference only permanent or unlogged")),
        (Persistence::Temporary, _) => Err(errors::persistence("temporary tables may reference only temporary")),
    }
}

// pg: tablecmds.c transformColumnNameList
fn numbers_of(table: &Relation, names: &[Name]) -> Result<Vec<u16>> {
    names
        .iter()
        .map(|name| match column_number(table, name) {
            Some(number) => Ok(number),
            None if is_system_column(name) => Err(errors::system_column()),
            None => Err(errors::column_missing(name)),
        })
        .try_gather()
}

// pg: tablecmds.c validateFkOnDeleteSetColumns
fn set_columns(own: &Relation, columns: &[u16], action: &ReferentialAction) -> Result<Vec<u16>> {
    let named: &[Ident] = match action {
        ReferentialAction::SetNull(named) | ReferentialAction::SetDefault(named) => named,
        _ => &[],
    };
    let names: Vec<Name> = named.iter().map(|name| name.name.clone()).gather();
    let numbers = numbers_of(own, &names)?;
    for (number, name) in numbers.iter().zip(&names) {
        if !columns.contains(number) {
            return Err(errors::set_column_not_in_key(name));
        }
    }
    Ok(numbers)
}

fn check_generated(own: &Relation, columns: &[u16], draft: &ForeignKeyDraft<'_>) -> Result<()> {
    for column in columns.iter().filter_map(|number| own.columns.get(usize::from(*number) - 1)) {
        match column.generated {
            None => {}
            Some(Generated::Virtual) => return Err(super::errors::index::on_virtual_column("foreign key constraints")),
            Some(Generated::Stored) => {
                let references = draft.references;
                if !matches!(references.on_update, ReferentialAction::NoAction | ReferentialAction::Restrict) {
                    return Err(errors::invalid_action("update", "ON UPDATE"));
                }
                if matches!(references.on_delete, ReferentialAction::SetNull(_) | ReferentialAction::SetDefault(_)) {
                    return Err(errors::invalid_action("delete", "ON DELETE"));
                }
            }
        }
    }
    Ok(())
}

fn action_of(action: &ReferentialAction) -> ForeignKeyAction {
    match action {
        ReferentialAction::NoAction => ForeignKeyAction::NoAction,
        ReferentialAction::Restrict => ForeignKeyAction::Restrict,
        ReferentialAction::Cascade => ForeignKeyAction::Cascade,
        ReferentialAction::SetNull(_) => ForeignKeyAction::SetNull,
        ReferentialAction::SetDefault(_) => ForeignKeyAction::SetDefault,
    }
}

/// Whether the statement at hand makes the table.
fn is_new(cx: &Cx<'_>, table: RelationId) -> bool {
    cx.effects.created.contains(&Address::Relation(table))
}
