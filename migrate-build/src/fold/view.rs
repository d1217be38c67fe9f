//! How do views come to be and change.

use super::blank::blank_relation;
use super::cx::Cx;
use super::effect::LockMode;
use super::errors::lookup::{relation_exists, wrong_kind};
use super::errors::type_::{attribute_pseudo, attribute_twice};
use super::errors::view as errors;
use super::lookup::{relation_creation_schema, temporary_schema};
use super::new_type::{add_row_type, claim_row_type_name};
use super::typed::type_statement;
use super::view_option::read_options;
use super::view_replace::check_columns;
use super::view_updatable::why_not_updatable;
use crate::analyze::{Analyzed, OutputColumn};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, SchemaId};
use crate::catalog::object::{Column, Persistence, RelationKind, StoredQuery, TypeKind};
use crate::diag::Result;
use crate::syntax::query::{Preparable, Query, QueryBody};
use crate::syntax::statement::table as syntax;
use crate::syntax::statement::view::CreateView;
use crate::text::{Collection, Name, Seek};
use crate::typing::category::is_collatable;
use std::sync::Arc;

/// Makes or replaces a view.
// pg: view.c DefineView
pub(super) fn fold_create_view(cx: &mut Cx<'_>, it: &CreateView) -> Result<()> {
    let recursive = it.recursive.then(|| super::view_recursive::recursive_query(it));
    let query = recursive.as_ref().unwrap_or(&it.query);
    let analyzed = type_statement(cx, &Preparable::Query(query.clone()))?;
    if selects_into(&it.query) {
        return Err(errors::select_into());
    }
    if analyzed.query.with.iter().exists(|table| table.query.command != crate::catalog::tree::Command::Select) {
        return Err(errors::modifies_data());
    }
    let options = read_options(cx, it)?;
    if options.contains_key("check_option")
        && let Some(why) = why_not_updatable(cx, &analyzed.query)
    {
        return Err(errors::check_option_unsupported(why));
    }
    let columns = named_columns(cx, it, &analyzed.columns)?;
    if it.persistence == syntax::Persistence::Unlogged {
        return Err(errors::unlogged());
    }
    let (schema, persistence) = view_schema(cx, it, &analyzed)?;
    let text = cx.text_of(it.query.span);
    let stored = StoredQuery { tree: Arc::new(analyzed.query.clone()), text };
    let bare = &it.name.name.name;
    let id = match cx.catalog.relation_in(schema, bare) {
        Some(id) if it.or_replace => replace_view(cx, id, columns)?,
        Some(_) => return Err(relation_exists(bare)),
        None => add_view(cx, (schema, persistence), bare, columns)?,
    };
    cx.catalog.edit_relation(id, |view| {
        view.query = Some(stored);
        view.options = options;
    });
    cx.record(Address::View(id), Address::Relation(id), DependencyKind::Internal);
    cx.record_all(Address::View(id), analyzed.needs, DependencyKind::Normal);
    Ok(())
}

/// Fills a materialized view anew.
// pg: matview.c RefreshMatViewStmt
pub(super) fn fold_refresh(cx: &mut Cx<'_>, it: &crate::syntax::statement::view::Refresh) -> Result<()> {
    super::view_refresh::fold_refresh(cx, it)
}

/// The columns of a relation that a query makes, refused where a relation cannot have them.
// pg: heap.c CheckAttributeNamesTypes
pub(super) fn check_query_columns(cx: &Cx<'_>, columns: &[Column]) -> Result<()> {
    for (at, column) in columns.iter().enumerate() {
        if columns[..at].iter().exists(|earlier| earlier.name == column.name) {
            return Err(attribute_twice(&column.name));
        }
    }
    for column in columns {
        if let Some(type_id) = column.type_id
            && matches!(cx.catalog.type_(type_id).map(|found| &found.kind), Some(TypeKind::Pseudo))
        {
            return Err(attribute_pseudo(&column.name, &format_type(&cx.catalog, type_id, -1)));
        }
    }
    Ok(())
}

fn selects_into(query: &Query) -> bool {
    match &query.body {
        QueryBody::Select(select) => select.into.is_some(),
        QueryBody::SetOperation(it) => selects_into(&it.left),
        QueryBody::Values(_) => false,
    }
}

// pg: view.c DefineView, DefineVirtualRelation
fn named_columns(cx: &Cx<'_>, it: &CreateView, outputs: &[OutputColumn]) -> Result<Vec<Column>> {
    let names: &[_] = if it.recursive { &[] } else { &it.columns };
    if names.len() > outputs.len() {
        return Err(errors::too_many_names());
    }
    let mut columns = Vec::new();
    for (at, output) in outputs.iter().enumerate() {
        let name = names.get(at).map_or(&output.name, |name| &name.name);
        if output.collation.is_none() && is_collatable(&cx.catalog, output.type_id) {
            return Err(errors::collation_undetermined(name));
        }
        let column = Column::plain(name.clone(), output.type_id);
        columns.push(Column { modifier: output.modifier, collation: output.collation, ..column });
    }
    Ok(columns)
}

/// The schema of a view, which is temporary where something that it reads is.
fn view_schema(cx: &mut Cx<'_>, it: &CreateView, analyzed: &Analyzed) -> Result<(SchemaId, Persistence)> {
    let temporary = |id: RelationId| cx.catalog.relation(id).is_some_and(|found| found.persistence == Persistence::Temporary);
    let reads_temporary = analyzed.needs.iter().exists(|needed| match needed {
        Address::Relation(id) | Address::Column(id, _) => temporary(*id),
        _ => false,
    });
    if reads_temporary && it.name.schema.is_none() {
        return Ok((temporary_schema(cx), Persistence::Temporary));
    }
    relation_creation_schema(cx, &it.name, it.persistence)
}

fn add_view(cx: &mut Cx<'_>, (schema, persistence): (SchemaId, Persistence), name: &Name, columns: Vec<Column>) -> Result<RelationId> {
    check_query_columns(cx, &columns)?;
    claim_row_type_name(cx, schema, name)?;
    let mut view = blank_relation(cx, schema, name, RelationKind::View);
    let id = view.id;
    view.persistence = persistence;
    view.columns = columns.clone();
    cx.catalog.add_relation(view);
    let row_type = add_row_type(cx, id, schema, name);
    cx.catalog.edit_relation(id, |view| view.row_type = Some(row_type));
    cx.record_schema(Address::Relation(id), schema);
    record_columns(cx, id, 1, &columns);
    cx.session.new_relations.insert(id);
    cx.effects.created.push(Address::Relation(id));
    Ok(id)
}

fn record_columns(cx: &mut Cx<'_>, id: RelationId, first: u16, columns: &[Column]) {
    for (number, column) in (first..).zip(columns) {
        if let Some(type_id) = column.type_id {
            cx.record_column_type(id, number, type_id, column.collation);
        }
    }
}

// pg: view.c DefineVirtualRelation
fn replace_view(cx: &mut Cx<'_>, id: RelationId, columns: Vec<Column>) -> Result<RelationId> {
    let Some(view) = cx.catalog.relation(id).cloned() else {
        return Ok(id);
    };
    if view.kind != RelationKind::View {
        return Err(wrong_kind(&view.name, "a view"));
    }
    check_columns(cx, &view.columns, &columns)?;
    for (at, column) in columns.iter().enumerate().skip(view.columns.len()) {
        if columns[..at].iter().exists(|earlier| earlier.name == column.name) {
            return Err(errors::column_exists(&column.name, &view.name));
        }
    }
    check_query_columns(cx, &columns)?;
    cx.lock(id, LockMode::AccessExclusive);
    let added = columns.get(view.columns.len()..).unwrap_or_default().to_vec();
    record_columns(cx, id, view.columns.len() as u16 + 1, &added);
    cx.catalog.edit_relation(id, |view| view.columns.put_all(added));
    cx.catalog.dependencies_mut().remove_needs_of(Address::View(id));
    Ok(id)
}
