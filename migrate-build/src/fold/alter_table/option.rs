//! How do settings of a table and its columns change: storage, options, clustering, identity of rows.

use super::super::cx::Cx;
use super::super::effect::{Act, LockMode};
use super::super::errors::alter_table as errors;
use super::super::errors::lookup::access_method_missing;
use super::super::inheritance::descendants;
use super::super::table_option::{option_key, value_text};
use super::column::{column_of, edit_column, find_column, find_named, relation_name};
use super::work::Work;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, RelationKind, ReplicaIdentity, SimpleKind, Storage};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::alter_table::{ColumnSelection, ReplicaIdentity as Written};
use crate::text::{Collection, Gather, Name, Seek};

/// A higher target is taken for this one.
// pg: vacuum.h MAX_STATISTICS_TARGET
const MOST_STATISTICS: i32 = 10_000;

// pg: tablecmds.c ATExecSetStatistics
pub(super) fn set_statistics(cx: &mut Cx<'_>, work: &Work, column: &ColumnSelection, target: Option<i32>) -> Result<()> {
    let id = work.relation;
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    let is_index = matches!(relation.kind, RelationKind::Index | RelationKind::PartitionedIndex);
    match column {
        ColumnSelection::Named(_) if is_index => Ok(()),
        ColumnSelection::Named(name) => {
            // One below zero is the default, and one above the most that there is means that.
            let target = target.filter(|target| *target >= 0).map(|target| target.min(MOST_STATISTICS));
            edit_column_and_heirs(cx, work, name, LockMode::ShareUpdateExclusive, &|column| column.statistics = target)
        }
        ColumnSelection::Number(..) if !is_index => Err(errors::column_by_number()),
        ColumnSelection::Number(number, _) => {
            let at = usize::try_from(*number).ok().and_then(|it| it.checked_sub(1));
            let Some(column) = at.and_then(|at| relation.columns.get(at)) else {
                return Err(errors::column_number_missing(*number, &relation.name));
            };
            let plain = relation.index.as_ref().zip(at).and_then(|(index, at)| index.columns.get(at)).is_some_and(|it| it.expr.is_none());
            if plain { Err(errors::statistics_of_plain_column(&column.name, &relation.name)) } else { Ok(()) }
        }
    }
}

/// Which tablespaces there are is the server's matter, and that of the database is taken to be `pg_default`. What has files is copied into another one;
/// of what is partitioned, only the parts to come go there.
// pg: tablecmds.c ATExecSetTableSpace, ATExecSetTableSpaceNoStorage
pub(super) fn set_tablespace(cx: &mut Cx<'_>, id: RelationId, name: &Ident) -> Result<()> {
    let wanted = Some(&name.name).filter(|name| **name != "pg_default").cloned();
    let Some(relation) = cx.catalog.relation(id).filter(|it| it.tablespace != wanted) else { return Ok(()) };
    if !matches!(relation.kind, RelationKind::PartitionedTable | RelationKind::PartitionedIndex) {
        cx.effects.acts.push(Act::Moved(id));
    }
    cx.catalog.edit_relation(id, |it| it.tablespace = wanted);
    Ok(())
}

// pg: tablecmds.c ATExecSetOptions
pub(super) fn set_column_options(cx: &mut Cx<'_>, id: RelationId, column: &Ident, options: &[DefinitionItem], set: bool) -> Result<()> {
    let number = find_column(cx, id, column)?;
    for option in options {
        if !set && option.value.is_some() {
            return Err(errors::reset_with_value());
        }
        if !matches!(option.name.name.as_str(), "n_distinct" | "n_distinct_inherited") {
            return Err(errors::unrecognized_parameter(&option.name.name));
        }
    }
    let options: Vec<(Name, Name)> = options.iter().map(|option| (option.name.name.clone(), value_text(cx, option))).gather();
    edit_column(cx, id, number, |it| {
        for (name, value) in options {
            match set {
                true => it.options.insert(name, value),
                false => it.options.remove(&name),
            };
        }
    });
    Ok(())
}

// pg: tablecmds.c ATExecSetStorage, GetAttributeStorage
pub(super) fn set_storage(cx: &mut Cx<'_>, work: &Work, column: &Ident, word: &Ident) -> Result<()> {
    let lower = Name::from(word.name.to_ascii_lowercase());
    let storage = match lower.as_str() {
        "default" => None,
        _ => Some(super::super::column::storage_of(&lower).ok_or_else(|| errors::invalid_storage(&word.name))?),
    };
    let number = find_column(cx, work.relation, column)?;
    let type_id = column_of(cx, work.relation, number).and_then(|it| it.type_id);
    if let (Some(type_id), Some(Storage::External | Storage::Extended | Storage::Main)) = (type_id, storage)
        && cx.catalog.type_(type_id).is_some_and(|it| it.length != -1)
    {
        return Err(errors::plain_storage_only(&cx.catalog, type_id));
    }
    edit_column_and_heirs(cx, work, column, LockMode::AccessExclusive, &|it| it.storage = storage)
}

/// Changes a column, and those of the tables that inherit it.
fn edit_column_and_heirs(cx: &mut Cx<'_>, work: &Work, column: &Ident, mode: LockMode, edit: &dyn Fn(&mut Column)) -> Result<()> {
    let number = find_column(cx, work.relation, column)?;
    edit_column(cx, work.relation, number, edit);
    if work.recurse {
        for (child, _) in descendants(cx, work.relation) {
            cx.lock(child, mode);
            let number = find_named(cx, child, &column.name)?;
            edit_column(cx, child, number, edit);
        }
    }
    Ok(())
}

// pg: tablecmds.c ATExecSetCompression, GetAttributeCompression
pub(super) fn set_compression(cx: &mut Cx<'_>, id: RelationId, column: &Ident, method: &Ident) -> Result<()> {
    let number = find_column(cx, id, column)?;
    let lower = method.name.to_ascii_lowercase();
    let plain = column_of(cx, id, number).and_then(|it| it.type_id).and_then(|it| cx.catalog.type_(it)).is_some_and(|it| it.length != -1);
    if lower != "default" && plain {
        let type_id = column_of(cx, id, number).and_then(|it| it.type_id);
        return Err(errors::no_compression(&cx.catalog, type_id));
    }
    if !matches!(lower.as_str(), "default" | "pglz" | "lz4") {
        return Err(errors::invalid_compression(&method.name));
    }
    let kept = (lower != "default").then(|| Name::from(lower));
    edit_column(cx, id, number, |it| it.compression = kept);
    Ok(())
}

/// Sets row level security, and whether it holds for the owner too.
pub(super) fn set_row_security(cx: &mut Cx<'_>, id: RelationId, on: Option<bool>, force: Option<bool>) -> Result<()> {
    cx.catalog.edit_relation(id, |it| {
        it.row_security = on.unwrap_or(it.row_security);
        it.force_row_security = force.unwrap_or(it.force_row_security);
    });
    Ok(())
}

/// An index of the table by its name, which is looked for in the schema of the table.
fn find_index(cx: &Cx<'_>, id: RelationId, name: &Name) -> Result<RelationId> {
    let table = relation_name(cx, id);
    let found = cx.catalog.relation(id).and_then(|it| cx.catalog.relation_in(it.schema, name));
    let Some(index) = found else {
        return Err(errors::index_of_table_missing(name, &table));
    };
    match cx.catalog.relation(index).and_then(|it| it.index.as_ref()) {
        Some(it) if it.table == id => Ok(index),
        _ => Err(errors::not_an_index_of(name, &table)),
    }
}

// pg: tablecmds.c ATExecClusterOn
pub(super) fn cluster_on(cx: &mut Cx<'_>, id: RelationId, index: Option<&Ident>) -> Result<()> {
    let partitioned = cx.catalog.relation(id).is_some_and(|it| it.kind == RelationKind::PartitionedTable);
    let found = match index {
        Some(name) => {
            let index = find_index(cx, id, &name.name)?;
            let details = cx.catalog.relation(index).and_then(|it| it.index.as_deref());
            if let Some(details) = details {
                if !matches!(details.method.as_str(), "btree" | "gist") {
                    return Err(errors::cannot_cluster(&name.name, "because access method does not support clustering"));
                }
                if details.filter.is_some() {
                    return Err(errors::cannot_cluster_partial(&name.name));
                }
            }
            Some(index)
        }
        None => None,
    };
    if partitioned {
        return Err(errors::mark_partitioned_clustered());
    }
    cx.catalog.edit_relation(id, |it| it.clustered_on = found);
    Ok(())
}

// pg: tablecmds.c ATExecReplicaIdentity
pub(super) fn set_replica_identity(cx: &mut Cx<'_>, id: RelationId, written: &Written) -> Result<()> {
    let identity = match written {
        Written::Default => ReplicaIdentity::Default,
        Written::Full => ReplicaIdentity::Full,
        Written::Nothing => ReplicaIdentity::Nothing,
        Written::Index(name) => ReplicaIdentity::Index(check_identity_index(cx, id, &name.name)?),
    };
    cx.catalog.edit_relation(id, |it| it.replica_identity = identity);
    Ok(())
}

fn check_identity_index(cx: &Cx<'_>, id: RelationId, name: &Name) -> Result<RelationId> {
    let found = find_index(cx, id, name)?;
    let Some(index) = cx.catalog.relation(found).and_then(|it| it.index.as_deref()) else {
        return Ok(found);
    };
    if !index.unique {
        return Err(errors::identity_index(format!("cannot use non-unique index \"{name}\" as replica identity")));
    }
    if !index.immediate {
        return Err(errors::identity_index_unsupported(format!("cannot use non-immediate index \"{name}\" as replica identity")));
    }
    if index.columns.iter().exists(|it| it.expr.is_some()) {
        return Err(errors::identity_index_unsupported(format!("cannot use expression index \"{name}\" as replica identity")));
    }
    if index.filter.is_some() {
        return Err(errors::identity_index_unsupported(format!("cannot use partial index \"{name}\" as replica identity")));
    }
    for number in index.columns.iter().take(index.key_columns).filter_map(|it| it.column) {
        if let Some(column) = column_of(cx, id, number)
            && !column.not_null
        {
            return Err(errors::identity_index_nullable(name, &column.name));
        }
    }
    Ok(found)
}

// pg: tablecmds.c ATPrepSetAccessMethod
pub(super) fn prepare_access_method(cx: &mut Cx<'_>, work: &mut Work, method: Option<&Ident>) -> Result<()> {
    let Some(relation) = cx.catalog.relation(work.relation) else {
        return Ok(());
    };
    if relation.kind == RelationKind::PartitionedTable && cx.catalog.versions().lowest < 17 {
        return Err(errors::partitioned_access_method());
    }
    if work.access_method_set {
        return Err(errors::several_access_methods());
    }
    work.access_method_set = true;
    let name = method.map_or_else(|| Name::from("heap"), |it| it.name.clone());
    if name != "heap" && cx.catalog.simple_named(SimpleKind::AccessMethod, None, &name).is_none() {
        return Err(access_method_missing(&name));
    }
    if relation.access_method.as_ref().is_some_and(|it| *it != name) && relation.kind != RelationKind::PartitionedTable {
        work.rewrites.insert(work.relation);
    }
    cx.catalog.edit_relation(work.relation, |it| it.access_method = Some(name));
    Ok(())
}

// pg: tablecmds.c ATExecSetRelOptions
pub(super) fn set_options(cx: &mut Cx<'_>, id: RelationId, options: &[DefinitionItem]) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    super::super::relation_option::check_options(cx, relation.kind, relation.access_method.as_ref(), options)?;
    let options: Vec<(Name, Name)> = options.iter().map(|option| (option_key(option), value_text(cx, option))).gather();
    cx.catalog.edit_relation(id, |it| it.options.put_all(options));
    Ok(())
}

/// Takes options away; names that mean nothing are let through, as PostgreSQL does.
pub(super) fn reset_options(cx: &mut Cx<'_>, id: RelationId, options: &[DefinitionItem]) -> Result<()> {
    if options.iter().exists(|option| option.value.is_some()) {
        return Err(errors::reset_with_value());
    }
    cx.catalog.edit_relation(id, |it| {
        for option in options {
            it.options.remove(&option_key(option));
        }
    });
    Ok(())
}
