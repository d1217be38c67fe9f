//! How does an index that exists become that of a constraint.

use super::constraint_key::{add_key_constraint, check_new_key, refuse_null_in_key};
use super::cx::Cx;
use super::draft::{KeyDraft, KeyKind};
use super::effect::LockMode;
use super::errors::constraint as errors;
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintOwner, Index, Relation, RelationKind};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::text::Span;
use crate::text::{Gather, Name, Seek};

/// Makes a key of an index that exists; the index takes the constraint's name.
// pg: parse_utilcmd.c transformIndexConstraint, tablecmds.c ATExecAddIndexConstraint
pub(super) fn add_key_using_index(cx: &mut Cx<'_>, table: RelationId, key: &KeyDraft<'_>) -> Result<RelationId> {
    let (Some(named), Some(found)) = (key.using_index, cx.catalog.relation(table).cloned()) else {
        return Ok(table);
    };
    let index =
        cx.catalog.relation_in(found.schema, &named.name).filter(|id| cx.catalog.relation(*id).is_some_and(|it| it.index.is_some()));
    let Some(index) = index else {
        return Err(problem(SqlState::UNDEFINED_OBJECT, format!("index \"{}\" does not exist", named.name))
            .at(key.span)
            .about(SubjectKind::Relation, &named.name));
    };
    check_index(cx, &found, index, key)?;
    if found.kind == RelationKind::PartitionedTable {
        let message = "ALTER TABLE / ADD CONSTRAINT USING INDEX is not supported on partitioned tables";
        return Err(problem(SqlState::FEATURE_NOT_SUPPORTED, message.to_owned()));
    }
    cx.lock(index, LockMode::ShareUpdateExclusive);
    let primary = key.kind == KeyKind::Primary;
    check_new_key(cx, table, primary)?;
    let name = key.name.clone().unwrap_or_else(|| named.name.clone());
    if name != named.name {
        rename_index(cx, index, &found, &name)?;
    }
    let columns: Vec<u16> =
        index_of(cx, index).map_or_else(Vec::new, |it| it.columns[..it.key_columns].iter().filter_map(|c| c.column).gather());
    if primary {
        refuse_null_in_key(cx, table, &columns)?;
    }
    let taken = cx.catalog.constraints_of(ConstraintOwner::Relation(table));
    if taken.iter().exists(|id| cx.catalog.constraint(*id).is_some_and(|it| it.name == name)) {
        return Err(errors::exists(&name, &found.name));
    }
    let before: Vec<Dependency> = cx.catalog.dependencies().needs_of(Address::Relation(index)).copied().gather::<Vec<_>>();
    for entry in before.into_iter().filter(|entry| entry.kind == DependencyKind::Auto) {
        cx.catalog.dependencies_mut().remove(entry);
    }
    add_key_constraint(cx, table, index, name, key, None);
    Ok(index)
}

fn check_index(cx: &Cx<'_>, table: &Relation, id: RelationId, key: &KeyDraft<'_>) -> Result<()> {
    let (Some(index), Some(relation)) = (index_of(cx, id), cx.catalog.relation(id)) else {
        return Ok(());
    };
    let name = &relation.name;
    let state = SqlState::OBJECT_NOT_IN_PREREQUISITE_STATE;
    let wrong = SqlState::WRONG_OBJECT_TYPE;
    let at = key.span;
    let refuse = |state, message: String| Err(problem(state, message).at(at));
    if index.constraint.is_some() {
        return refuse(state, format!("index \"{name}\" is already associated with a constraint"));
    }
    if index.table != table.id {
        return refuse(state, format!("index \"{name}\" does not belong to table \"{}\"", table.name));
    }
    if !index.valid {
        return refuse(state, format!("index \"{name}\" is not valid"));
    }
    if !index.unique {
        return refuse(wrong, format!("\"{name}\" is not a unique index"));
    }
    if index.columns.iter().exists(|column| column.expr.is_some()) {
        return refuse(wrong, format!("index \"{name}\" contains expressions"));
    }
    if index.filter.is_some() {
        return refuse(wrong, format!("\"{name}\" is a partial index"));
    }
    check_sorting(cx, table, index, (name, at))
}

fn check_sorting(cx: &Cx<'_>, table: &Relation, index: &Index, (name, at): (&Name, Span)) -> Result<()> {
    for (number, column) in index.columns[..index.key_columns].iter().enumerate() {
        let of_table = column.column.and_then(|number| table.columns.get(usize::from(number) - 1));
        let default = super::index_class::default_class(&cx.catalog, column.type_id, &index.method);
        let own_sorting = of_table.is_some_and(|it| it.collation != column.collation) || column.operator_class != default;
        if column.descending || column.nulls_first || own_sorting {
            let message = format!("index \"{name}\" column number {} does not have default sorting behavior", number + 1);
            return Err(problem(SqlState::WRONG_OBJECT_TYPE, message).at(at));
        }
    }
    Ok(())
}

fn rename_index(cx: &mut Cx<'_>, index: RelationId, table: &Relation, name: &Name) -> Result<()> {
    if cx.catalog.relation_in(table.schema, name).is_some() {
        return Err(super::errors::lookup::relation_exists(name));
    }
    cx.catalog.edit_relation(index, |it| it.name = name.clone());
    Ok(())
}

fn index_of<'c>(cx: &'c Cx<'_>, index: RelationId) -> Option<&'c Index> {
    cx.catalog.relation(index)?.index.as_deref()
}

fn problem(state: SqlState, message: String) -> Problem {
    Diagnostic::error(state, message)
}
