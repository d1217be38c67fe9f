//! How does a fold of sequences go.

use super::cx::Cx;
use super::effect::LockMode;
use super::errors::{lookup as lookup_errors, sequence as errors};
use super::lookup::{column_number, is_table, lookup_relation, lookup_relation_if_exists, refuse_system_schema, relation_creation_schema};
use super::new_type::claim_row_type_name;
use super::sequence_option::{apply_options, note_restart};
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::{RelationId, SchemaId};
use crate::catalog::object::{Persistence, Relation, RelationKind, SequenceInfo};
use crate::diag::Result;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::statement::sequence::{AlterSequence, CreateSequence, SequenceOption, SequenceOptionKind};
use crate::text::{Gather, Name, Seek};

// pg: sequence.c DefineSequence
pub(super) fn fold_create_sequence(cx: &mut Cx<'_>, it: &CreateSequence) -> Result<()> {
    if it.persistence == crate::syntax::statement::table::Persistence::Unlogged
        && let Some(help) = cx.grammar().lacks("unlogged_sequence")
    {
        return Err(errors::unlogged_unsupported().help(help));
    }
    let (schema, persistence) = relation_creation_schema(cx, &it.name, it.persistence)?;
    if it.if_not_exists && cx.catalog.relation_in(schema, &it.name.name.name).is_some() {
        return Ok(());
    }
    refuse_name_option(&it.options)?;
    let info = apply_options(cx, None, None, &it.options, false)?;
    let sequence = add_sequence(cx, schema, it.name.name.name.clone(), persistence, info)?;
    match owner_option(&it.options) {
        Some(Some((table, column))) => set_owner(cx, sequence, table, column),
        _ => Ok(()),
    }
}

// pg: sequence.c AlterSequence
pub(super) fn fold_alter_sequence(cx: &mut Cx<'_>, it: &AlterSequence) -> Result<()> {
    let id = if it.if_exists {
        match lookup_relation_if_exists(cx, &it.name)? {
            Some(id) => id,
            None => return Ok(()),
        }
    } else {
        lookup_relation(cx, &it.name)?
    };
    let Some(found) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let Some(before) = found.sequence.as_deref().cloned() else {
        return Err(errors::not_a_sequence(&found.name));
    };
    cx.effects.lock(id, LockMode::ShareRowExclusive);
    refuse_name_option(&it.options)?;
    let info = apply_options(cx, Some(&before), None, &it.options, before.identity)?;
    note_restart(cx, &it.options);
    cx.catalog.edit_relation(id, |it| it.sequence = Some(Box::new(info)));
    match owner_option(&it.options) {
        Some(_) if before.identity => Err(errors::identity_owner(&it.name.name.name)),
        Some(Some((table, column))) => set_owner(cx, id, table, column),
        Some(None) => {
            own_sequence(cx, id, None, false);
            Ok(())
        }
        None => Ok(()),
    }
}

/// Makes a sequence.
pub(super) fn add_sequence(
    cx: &mut Cx<'_>,
    schema: SchemaId,
    name: Name,
    persistence: Persistence,
    info: SequenceInfo,
) -> Result<RelationId> {
    refuse_system_schema(cx, schema, &name)?;
    if cx.catalog.relation_in(schema, &name).is_some() {
        return Err(lookup_errors::relation_exists(&name));
    }
    claim_row_type_name(cx, schema, &name)?;
    let id = RelationId(cx.catalog.next_id());
    let type_id = info.type_id;
    cx.catalog.add_relation(Relation {
        persistence,
        columns: sequence_columns(),
        sequence: Some(Box::new(info)),
        owner: cx.session.role.clone(),
        ..Relation::plain(id, schema, name, RelationKind::Sequence)
    });
    cx.record_schema(Address::Relation(id), schema);
    cx.record(Address::Relation(id), Address::Type(type_id), DependencyKind::Normal);
    cx.session.new_relations.insert(id);
    cx.effects.created.push(Address::Relation(id));
    Ok(id)
}

/// Ties a sequence to a column, or unties it.
// pg: sequence.c process_owned_by
pub(super) fn own_sequence(cx: &mut Cx<'_>, sequence: RelationId, owner: Option<(RelationId, u16)>, identity: bool) {
    let dependent = Address::Relation(sequence);
    let before: Vec<Dependency> = cx.catalog.dependencies().needs_of(dependent).copied().gather::<Vec<_>>();
    for entry in before {
        if matches!(entry.needed, Address::Column(..)) && matches!(entry.kind, DependencyKind::Auto | DependencyKind::Internal) {
            cx.catalog.dependencies_mut().remove(entry);
        }
    }
    if let Some((table, column)) = owner {
        let kind = if identity { DependencyKind::Internal } else { DependencyKind::Auto };
        cx.record(dependent, Address::Column(table, column), kind);
    }
    cx.catalog.edit_relation(sequence, |it| {
        if let Some(info) = &mut it.sequence {
            info.owned_by = owner;
            info.identity = identity;
        }
    });
}

fn set_owner(cx: &mut Cx<'_>, sequence: RelationId, table: &QualifiedName, column: &Ident) -> Result<()> {
    let table_id = lookup_relation(cx, table)?;
    let (Some(found), Some(of)) = (cx.catalog.relation(table_id), cx.catalog.relation(sequence)) else {
        return Ok(());
    };
    if !is_table(found.kind) && found.kind != RelationKind::View {
        return Err(errors::owner_not_a_table(&found.name));
    }
    if found.schema != of.schema {
        return Err(errors::owner_in_other_schema());
    }
    let Some(number) = column_number(found, &column.name) else {
        return Err(lookup_errors::column_missing(&column.name, &found.name));
    };
    own_sequence(cx, sequence, Some((table_id, number)), false);
    Ok(())
}

fn owner_option(options: &[SequenceOption]) -> Option<Option<(&QualifiedName, &Ident)>> {
    options.iter().first_some(|option| match &option.kind {
        SequenceOptionKind::OwnedBy(owner) => Some(owner.as_ref().map(|(table, column)| (table, column))),
        _ => None,
    })
}

fn refuse_name_option(options: &[SequenceOption]) -> Result<()> {
    match options.iter().first_where(|option| matches!(option.kind, SequenceOptionKind::Name(_))) {
        Some(option) => Err(errors::name_not_here().at(option.span)),
        None => Ok(()),
    }
}

/// The columns that a query sees in every sequence.
fn sequence_columns() -> Vec<crate::catalog::object::Column> {
    use crate::catalog::id::TypeId;
    [("last_value", TypeId::INT8), ("log_cnt", TypeId::INT8), ("is_called", TypeId::BOOL)]
        .into_iter()
        .map(|(name, type_id)| super::table_define::plain_column(Name::from(name), type_id, true))
        .gather()
}

/// The sequence that belongs to a column.
// pg: pg_depend.c getOwnedSequences
pub(super) fn sequence_of(cx: &Cx<'_>, table: RelationId, column: u16) -> Option<RelationId> {
    cx.catalog.dependencies().needed_by(Address::Column(table, column)).first_some(|entry| match (entry.dependent, entry.kind) {
        (Address::Relation(id), DependencyKind::Auto | DependencyKind::Internal) => {
            cx.catalog.relation(id).filter(|it| it.sequence.is_some()).map(|it| it.id)
        }
        _ => None,
    })
}
