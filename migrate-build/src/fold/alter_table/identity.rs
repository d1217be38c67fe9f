//! How does a column come to be an identity column, or stop being one.

use super::super::cx::Cx;
use super::super::dependency::{Behavior, drop_objects};
use super::super::effect::LockMode;
use super::super::errors::alter_table as errors;
use super::super::inheritance::descendants;
use super::super::sequence::own_sequence;
use super::super::sequence_draft::{for_column, make_sequences};
use super::super::sequence_option::{apply_options, note_restart};
use super::add_column::draft_for;
use super::column::{column_of, edit_column, find_column, relation_name};
use super::work::Work;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Identity, RelationKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::alter_table::IdentityOption;
use crate::syntax::statement::sequence::SequenceOption;
use crate::syntax::statement::table::IdentityKind;
use crate::text::{Name, Seek};

/// The identity that a word means.
const fn identity_of(kind: IdentityKind) -> Identity {
    match kind {
        IdentityKind::Always => Identity::Always,
        IdentityKind::ByDefault => Identity::ByDefault,
    }
}

// pg: parse_utilcmd.c transformAlterTableStmt, tablecmds.c ATExecAddIdentity
pub(super) fn add_identity(cx: &mut Cx<'_>, work: &Work, name: &Ident, kind: IdentityKind, options: &[SequenceOption]) -> Result<()> {
    let id = work.relation;
    check_partition(cx, id, "add identity to")?;
    let number = find_column(cx, id, name)?;
    let (Some(relation), Some(type_id)) = (cx.catalog.relation(id), column_of(cx, id, number).and_then(|it| it.type_id)) else {
        return Ok(());
    };
    if !matches!(type_id, TypeId::INT2 | TypeId::INT4 | TypeId::INT8) {
        return Err(errors::identity_type());
    }
    let mut draft = draft_for(relation);
    for_column(cx, &mut draft, &name.name, type_id, options, true)?;
    make_sequences(cx, &mut draft)?;
    check_plain(cx, id, number, &name.name)?;
    edit_column(cx, id, number, |it| it.identity = Some(identity_of(kind)));
    for sequence in draft.sequences.iter().filter_map(|it| it.made) {
        own_sequence(cx, sequence, Some((id, number)), true);
    }
    to_partitions(cx, id, &name.name, |it| *it = Some(identity_of(kind)));
    Ok(())
}

fn check_plain(cx: &Cx<'_>, id: RelationId, number: u16, name: &Name) -> Result<()> {
    let table = relation_name(cx, id);
    match column_of(cx, id, number) {
        Some(column) if !column.not_null => Err(errors::identity_needs_not_null(name, &table)),
        Some(column) if column.identity.is_some() => Err(errors::already_identity(name, &table)),
        Some(column) if column.default.is_some() => Err(errors::identity_with_default(name, &table)),
        _ => Ok(()),
    }
}

// pg: tablecmds.c ATExecSetIdentity
pub(super) fn set_identity(cx: &mut Cx<'_>, work: &Work, name: &Ident, options: &[IdentityOption]) -> Result<()> {
    let id = work.relation;
    check_partition(cx, id, "alter identity of")?;
    let number = find_column(cx, id, name)?;
    if column_of(cx, id, number).is_some_and(|it| it.identity.is_none()) {
        return Err(errors::not_identity(&name.name, &relation_name(cx, id)));
    }
    let mut of_sequence = Vec::new();
    for option in options {
        match option {
            IdentityOption::Generated(kind) => {
                edit_column(cx, id, number, |it| it.identity = Some(identity_of(*kind)));
                to_partitions(cx, id, &name.name, |it| *it = Some(identity_of(*kind)));
            }
            IdentityOption::Sequence(option) => of_sequence.push(option.clone()),
        }
    }
    let Some(sequence) = sequence_of(cx, id, number) else {
        return Ok(());
    };
    let before = cx.catalog.relation(sequence).and_then(|it| it.sequence.as_deref()).cloned();
    if let Some(before) = before.filter(|_| !of_sequence.is_empty()) {
        let info = apply_options(cx, Some(&before), None, &of_sequence, true)?;
        note_restart(cx, &of_sequence);
        cx.lock(sequence, LockMode::ShareRowExclusive);
        cx.catalog.edit_relation(sequence, |it| it.sequence = Some(Box::new(info)));
    }
    Ok(())
}

// pg: tablecmds.c ATExecDropIdentity
pub(super) fn drop_identity(cx: &mut Cx<'_>, work: &Work, name: &Ident, if_exists: bool) -> Result<()> {
    let id = work.relation;
    check_partition(cx, id, "drop identity of")?;
    let number = find_column(cx, id, name)?;
    if column_of(cx, id, number).is_some_and(|it| it.identity.is_none()) {
        return if if_exists { Ok(()) } else { Err(errors::not_identity(&name.name, &relation_name(cx, id))) };
    }
    edit_column(cx, id, number, |it| it.identity = None);
    to_partitions(cx, id, &name.name, |it| *it = None);
    if let Some(sequence) = sequence_of(cx, id, number) {
        own_sequence(cx, sequence, None, false);
        drop_objects(cx, &[Address::Relation(sequence)], Behavior::Restrict)?;
    }
    Ok(())
}

/// The sequence behind an identity column.
pub(super) fn sequence_of(cx: &Cx<'_>, id: RelationId, number: u16) -> Option<RelationId> {
    let entries = cx.catalog.dependencies().needed_by(Address::Column(id, number));
    entries.filter(|entry| entry.kind == DependencyKind::Internal).first_some(|entry| match entry.dependent {
        Address::Relation(it) if cx.catalog.relation(it).is_some_and(|found| found.kind == RelationKind::Sequence) => Some(it),
        _ => None,
    })
}

/// From 17 on the identity of a partitioned table is that of its partitions.
fn check_partition(cx: &Cx<'_>, id: RelationId, what: &str) -> Result<()> {
    let partition = cx.catalog.relation(id).is_some_and(|it| it.partition_bound.is_some());
    if partition && cx.catalog.versions().lowest >= 17 { Err(errors::identity_of_partition(what)) } else { Ok(()) }
}

fn to_partitions(cx: &mut Cx<'_>, id: RelationId, name: &Name, change: impl Fn(&mut Option<Identity>)) {
    let partitioned = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    if !partitioned || cx.catalog.versions().lowest < 17 {
        return;
    }
    for (child, _) in descendants(cx, id) {
        cx.lock(child, LockMode::AccessExclusive);
        cx.catalog.edit_relation(child, |it| {
            if let Some(column) = it.columns.iter_mut().first_where(|column| column.name == *name) {
                change(&mut column.identity);
            }
        });
    }
}
