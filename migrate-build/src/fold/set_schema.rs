//! What does ALTER ... SET SCHEMA move.

use super::cx::Cx;
use super::dependency::change_dependency;
use super::effect::LockMode;
use super::errors::rename as errors;
use super::lookup::lookup_schema;
use super::object::{Missing, lookup_object, relation_in_statement};
use crate::catalog::PG_TEMP;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ExtensionId, FunctionId, RelationId, SchemaId, SimpleId, TypeId};
use crate::catalog::object::{ConstraintOwner, RelationKind, TypeKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::object::{ObjectRef, RelationWord, SetSchema};
use crate::text::{Gather, Name, Seek};

// pg: alter.c ExecAlterObjectSchemaStmt
pub(super) fn fold_set_schema(cx: &mut Cx<'_>, it: &SetSchema) -> Result<()> {
    let missing = Missing::of(it.if_exists);
    if let ObjectRef::Relation(word, name) = &it.object {
        return move_relation(cx, *word, name, missing, &it.schema.name);
    }
    let Some(address) = lookup_object(cx, &it.object, missing)? else {
        return Ok(());
    };
    let to = lookup_schema(cx, &it.schema.name)?;
    match address {
        Address::Type(id) => move_type(cx, id, to),
        Address::Extension(id) => move_extension(cx, id, to),
        other => move_other(cx, other, to),
    }
}

// pg: tablecmds.c AlterTableNamespace
fn move_relation(cx: &mut Cx<'_>, word: RelationWord, name: &QualifiedName, missing: Missing, schema: &Name) -> Result<()> {
    let Some(id) = relation_in_statement(cx, name, missing)? else {
        return Ok(());
    };
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    if relation.kind == RelationKind::Composite {
        return Err(errors::composite_schema(&relation.name));
    }
    super::rename::check_word(cx, id, word)?;
    match (relation.kind, relation.sequence.as_ref().and_then(|it| it.owned_by)) {
        (RelationKind::Index | RelationKind::PartitionedIndex, _) => return Err(errors::index_schema(&relation.name)),
        (_, Some((table, _))) => {
            let table = cx.catalog.relation(table).map(|it| it.name.clone());
            return Err(errors::owned_sequence("cannot move an owned sequence into another schema", &relation.name, table.as_ref()));
        }
        _ => {}
    }
    let from = relation.schema;
    let to = lookup_schema(cx, schema)?;
    if from == PG_TEMP || to == PG_TEMP {
        return Err(errors::temporary_schema());
    }
    cx.effects.lock(id, LockMode::AccessExclusive);
    move_relation_to(cx, id, to)
}

/// Moves a relation with its row type, indexes, constraints and the sequences that belong to its columns.
// pg: tablecmds.c AlterTableNamespaceInternal
fn move_relation_to(cx: &mut Cx<'_>, id: RelationId, to: SchemaId) -> Result<()> {
    let row_type = cx.catalog.relation(id).and_then(|it| it.row_type);
    move_one_relation(cx, id, to)?;
    if let Some(row_type) = row_type {
        move_type_to(cx, row_type, to)?;
    }
    for index in cx.catalog.indexes_of(id).to_vec() {
        move_one_relation(cx, index, to)?;
    }
    for sequence in owned_sequences(cx, id) {
        move_one_relation(cx, sequence, to)?;
    }
    for constraint in cx.catalog.constraints_of(ConstraintOwner::Relation(id)).to_vec() {
        cx.catalog.edit_constraint(constraint, |it| it.schema = to);
    }
    Ok(())
}

// pg: tablecmds.c AlterRelationNamespaceInternal
fn move_one_relation(cx: &mut Cx<'_>, id: RelationId, to: SchemaId) -> Result<()> {
    let Some((from, name)) = cx.catalog.relation(id).map(|it| (it.schema, it.name.clone())) else {
        return Ok(());
    };
    if from == to {
        return Ok(());
    }
    if cx.catalog.relation_in(to, &name).is_some() {
        return Err(errors::relation_exists_in_schema(&cx.catalog, &name, to));
    }
    cx.catalog.edit_relation(id, |it| it.schema = to);
    change_dependency(cx, Address::Relation(id), Address::Schema(from), Address::Schema(to));
    Ok(())
}

/// The sequences that belong to the columns of a table.
// pg: tablecmds.c AlterSeqNamespaces, change_owner_recurse_to_sequences
pub(super) fn owned_sequences(cx: &Cx<'_>, table: RelationId) -> Vec<RelationId> {
    let count = cx.catalog.relation(table).map_or(0, |it| it.columns.len());
    let columns = (1..=count).filter_map(|number| u16::try_from(number).ok());
    let entries = columns.flat_map(|number| cx.catalog.dependencies().needed_by(Address::Column(table, number)));
    let owned = entries.filter(|entry| matches!(entry.kind, DependencyKind::Auto | DependencyKind::Internal));
    owned
        .filter_map(|entry| match entry.dependent {
            Address::Relation(id) if cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::Sequence) => Some(id),
            _ => None,
        })
        .gather()
}

// pg: typecmds.c AlterTypeNamespace_oid
fn move_type(cx: &mut Cx<'_>, id: TypeId, to: SchemaId) -> Result<()> {
    let Some(type_) = cx.catalog.type_(id) else {
        return Ok(());
    };
    if let (TypeKind::Array, Some(element)) = (&type_.kind, type_.element) {
        return Err(errors::array_type(&cx.catalog, id, element));
    }
    if type_.schema == PG_TEMP || to == PG_TEMP {
        return Err(errors::temporary_schema());
    }
    let composite = match type_.kind {
        TypeKind::Composite(relation) => Some(relation),
        _ => None,
    };
    if type_.schema != to && cx.catalog.type_in(to, &type_.name).is_some() {
        return Err(errors::type_exists_in_schema(&cx.catalog, &type_.name, to));
    }
    if composite.and_then(|it| cx.catalog.relation(it)).is_some_and(|it| it.kind != RelationKind::Composite) {
        return Err(errors::row_type(&cx.catalog, id));
    }
    move_type_to(cx, id, to)?;
    match composite {
        Some(relation) => move_one_relation(cx, relation, to),
        None => Ok(()),
    }
}

// pg: typecmds.c AlterTypeNamespaceInternal
fn move_type_to(cx: &mut Cx<'_>, id: TypeId, to: SchemaId) -> Result<()> {
    let array = cx.catalog.type_(id).and_then(|it| it.array);
    for id in std::iter::once(id).chain(array) {
        let Some((from, name)) = cx.catalog.type_(id).map(|it| (it.schema, it.name.clone())) else {
            continue;
        };
        if from == to {
            continue;
        }
        if cx.catalog.type_in(to, &name).is_some() {
            return Err(errors::type_exists_in_schema(&cx.catalog, &name, to));
        }
        cx.catalog.edit_type(id, |it| it.schema = to);
        change_dependency(cx, Address::Type(id), Address::Schema(from), Address::Schema(to));
    }
    for constraint in cx.catalog.constraints_of(ConstraintOwner::Domain(id)).to_vec() {
        cx.catalog.edit_constraint(constraint, |it| it.schema = to);
    }
    Ok(())
}

// pg: extension.c AlterExtensionNamespace
fn move_extension(cx: &mut Cx<'_>, id: ExtensionId, to: SchemaId) -> Result<()> {
    let Some(from) = cx.catalog.extension(id).map(|it| it.schema) else {
        return Ok(());
    };
    let entries = cx.catalog.dependencies().needed_by(Address::Extension(id)).copied().gather::<Vec<_>>();
    for entry in entries.into_iter().filter(|entry| entry.kind == DependencyKind::Extension) {
        match entry.dependent {
            Address::Relation(relation) => move_relation_to(cx, relation, to)?,
            Address::Type(type_) => move_type_to(cx, type_, to)?,
            other => move_other(cx, other, to)?,
        }
    }
    cx.catalog.edit_extension(id, |it| it.schema = to);
    change_dependency(cx, Address::Extension(id), Address::Schema(from), Address::Schema(to));
    Ok(())
}

// pg: alter.c AlterObjectNamespace_internal
fn move_other(cx: &mut Cx<'_>, address: Address, to: SchemaId) -> Result<()> {
    let from = match address {
        Address::Function(id) => return move_function(cx, id, to),
        Address::Simple(id) => return move_simple(cx, id, to),
        Address::Operator(id) => cx.catalog.edit_operator(id, |it| std::mem::replace(&mut it.schema, to)),
        Address::OperatorClass(id) => cx.catalog.edit_operator_class(id, |it| std::mem::replace(&mut it.schema, to)),
        Address::OperatorFamily(id) => cx.catalog.edit_operator_family(id, |it| std::mem::replace(&mut it.schema, to)),
        Address::Collation(id) => cx.catalog.edit_collation(id, |it| std::mem::replace(&mut it.schema, to)),
        _ => None,
    };
    if let Some(from) = from {
        change_dependency(cx, address, Address::Schema(from), Address::Schema(to));
    }
    Ok(())
}

fn move_function(cx: &mut Cx<'_>, id: FunctionId, to: SchemaId) -> Result<()> {
    let Some(function) = cx.catalog.function(id) else {
        return Ok(());
    };
    let (from, types) = (function.schema, function.input_types().gather::<Vec<_>>());
    if from == to {
        return Ok(());
    }
    let same = |other: &FunctionId| cx.catalog.function(*other).is_some_and(|it| it.input_types().eq(types.iter().copied()));
    if cx.catalog.functions_in(to, &function.name).iter().exists(same) {
        return Err(errors::function_exists_in_schema(&cx.catalog, &function.name, &types, to));
    }
    cx.catalog.edit_function(id, |it| it.schema = to);
    change_dependency(cx, Address::Function(id), Address::Schema(from), Address::Schema(to));
    Ok(())
}

fn move_simple(cx: &mut Cx<'_>, id: SimpleId, to: SchemaId) -> Result<()> {
    let Some(simple) = cx.catalog.simple(id) else {
        return Ok(());
    };
    let Some(from) = simple.schema.filter(|from| *from != to) else {
        return Ok(());
    };
    if cx.catalog.simple_named(simple.kind, Some(to), &simple.name).is_some() {
        return Err(errors::simple_exists(&cx.catalog, simple.kind, Some(to), &simple.name));
    }
    cx.catalog.edit_simple(id, |it| it.schema = Some(to));
    change_dependency(cx, Address::Simple(id), Address::Schema(from), Address::Schema(to));
    Ok(())
}
