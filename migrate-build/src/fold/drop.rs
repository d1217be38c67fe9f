//! What does DROP of anything take out, and what does it refuse.

use super::cx::Cx;
use super::dependency::{Behavior, drop_objects};
use super::effect::{Act, LockMode};
use super::errors::drop as errors;
use super::lookup::find_relation;
use super::object::{Missing, is_of_word, lookup_object};
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::{FunctionKind, RelationKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::object::{Drop, ObjectRef, RelationWord, RoutineWord};
use crate::text::Collection;

pub(super) fn fold_drop(cx: &mut Cx<'_>, it: &Drop) -> Result<()> {
    if it.concurrently {
        check_concurrently(cx, it)?;
    }
    let missing = Missing::of(it.if_exists);
    let mut found = Vec::new();
    for object in &it.objects {
        let address = match object {
            ObjectRef::Relation(word, name) => find_to_drop(cx, *word, name, missing, it.concurrently)?.map(Address::Relation),
            _ => find_object_to_drop(cx, object, missing)?,
        };
        found.put_all(address);
    }
    let mut seen = Vec::new();
    found.retain(|address| {
        !seen.contains(address) && {
            seen.push(*address);
            true
        }
    });
    if it.cascade {
        cx.effects.acts.push(Act::Cascade(found.clone()));
    }
    let before = cx.effects.locks.clone();
    drop_objects(cx, &found, Behavior::of(it.cascade))?;
    if it.concurrently {
        // Neither the index nor its table is ever locked against reading or writing.
        cx.effects.locks = before;
        for address in found {
            lock_concurrently(cx, address);
        }
    }
    Ok(())
}

// pg: tablecmds.c RemoveRelations
fn check_concurrently(cx: &Cx<'_>, it: &Drop) -> Result<()> {
    if cx.session.in_transaction {
        return Err(errors::in_transaction_block("DROP INDEX CONCURRENTLY"));
    }
    match (it.objects.len(), it.cascade) {
        (2.., _) => Err(errors::concurrently_several()),
        (_, true) => Err(errors::concurrently_cascade()),
        _ => Ok(()),
    }
}

fn lock_concurrently(cx: &mut Cx<'_>, address: Address) {
    if let Address::Relation(index) = address {
        cx.effects.lock(index, LockMode::ShareUpdateExclusive);
    }
}

/// The relation that DROP names.
// pg: tablecmds.c RangeVarCallbackForDropRelation, DropErrorMsgNonExistent, DropErrorMsgWrongType
fn find_to_drop(
    cx: &mut Cx<'_>,
    word: RelationWord,
    name: &QualifiedName,
    missing: Missing,
    concurrently: bool,
) -> Result<Option<RelationId>> {
    let Some(id) = find_relation(cx, name) else {
        return match missing {
            Missing::Skip => Ok(None),
            Missing::Refuse => Err(missing_to_drop(cx, word, name)),
        };
    };
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(None);
    };
    if !is_of_word(relation.kind, word) {
        return Err(errors::wrong_kind(&relation.name, word, relation.kind));
    }
    if id.is_builtin() {
        return Err(errors::system_catalog(&relation.name));
    }
    if concurrently && relation.kind == RelationKind::PartitionedIndex {
        return Err(errors::concurrently_partitioned(&relation.name));
    }
    if let (Some(index), true) = (&relation.index, concurrently) {
        let table = index.table;
        cx.effects.lock(table, LockMode::ShareUpdateExclusive);
    }
    Ok(Some(id))
}

fn missing_to_drop(cx: &Cx<'_>, word: RelationWord, name: &QualifiedName) -> crate::diag::Problem {
    match &name.schema {
        Some(schema) if cx.catalog.schema_named(&schema.name).is_none() => super::errors::schema::schema_missing(&schema.name),
        _ => errors::relation_missing(word, &name.name.name),
    }
}

// pg: dropcmds.c RemoveObjects
fn find_object_to_drop(cx: &Cx<'_>, object: &ObjectRef, missing: Missing) -> Result<Option<Address>> {
    let found = lookup_object(cx, object, missing)?;
    let word = match object {
        ObjectRef::Routine(word, _) => *word,
        _ => return Ok(found),
    };
    if let Some(Address::Function(id)) = found
        && word == RoutineWord::Function
        && let Some(function) = cx.catalog.function(id)
        && function.kind == FunctionKind::Aggregate
    {
        return Err(errors::is_an_aggregate(&function.name));
    }
    Ok(found)
}
