//! How do schemas come to be, with what is made in them at once.

use super::cx::Cx;
use super::errors::schema as errors;
use super::role::lookup_role;
use crate::catalog::depend::Address;
use crate::catalog::id::SchemaId;
use crate::catalog::object::Schema;
use crate::catalog::search_path::SearchPath;
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::schema::CreateSchema;
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Gather, Name, sort_by};

/// Makes a schema.
// pg: schemacmds.c CreateSchemaCommand
pub(super) fn fold_create_schema(cx: &mut Cx<'_>, it: &CreateSchema) -> Result<()> {
    let owner = match &it.owner {
        Some(owner) => lookup_role(cx, owner)?,
        None => cx.session.role.clone(),
    };
    let name = match (&it.name, &owner) {
        (Some(name), _) => name.name.clone(),
        (None, Some(owner)) => owner.clone(),
        (None, None) => Name::from("postgres"),
    };
    if name.starts_with("pg_") {
        return Err(errors::schema_name_reserved(&name));
    }
    if cx.catalog.schema_named(&name).is_some() {
        return if it.if_not_exists { Ok(()) } else { Err(errors::schema_exists(&name)) };
    }
    let id = SchemaId(cx.catalog.next_id());
    cx.catalog.add_schema(Schema { id, name: name.clone(), owner });
    cx.effects.created.push(Address::Schema(id));
    fold_elements(cx, &name, &it.elements)
}

/// Makes what stands in `CREATE SCHEMA`, sequences and tables first; the schema is in front of the path meanwhile.
// pg: parse_utilcmd.c transformCreateSchemaStmtElements
fn fold_elements(cx: &mut Cx<'_>, schema: &Name, elements: &[Statement]) -> Result<()> {
    if elements.is_empty() {
        return Ok(());
    }
    for element in elements {
        if let Some(named) = name_of(&element.kind).and_then(|name| name.schema.as_ref())
            && named.name != *schema
        {
            return Err(errors::element_in_other_schema(&named.name, schema));
        }
    }
    let mut ordered: Vec<&Statement> = elements.iter().gather();
    sort_by(&mut ordered, |a, b| rank_of(&a.kind).cmp(&rank_of(&b.kind)));
    let before = cx.catalog.search_path().clone();
    let names = std::iter::once(schema.clone()).chain(before.names.iter().cloned()).gather();
    cx.catalog.set_search_path(SearchPath { names });
    for element in ordered {
        super::dispatch(cx, &element.kind)?;
    }
    cx.catalog.set_search_path(before);
    Ok(())
}

fn name_of(kind: &StatementKind) -> Option<&QualifiedName> {
    match kind {
        StatementKind::CreateSequence(it) => Some(&it.name),
        StatementKind::CreateTable(it) => Some(&it.name),
        StatementKind::CreateView(it) => Some(&it.name),
        StatementKind::CreateIndex(it) => Some(&it.table.name),
        StatementKind::CreateTrigger(it) => Some(&it.relation),
        _ => None,
    }
}

fn rank_of(kind: &StatementKind) -> u8 {
    match kind {
        StatementKind::CreateSequence(_) => 0,
        StatementKind::CreateTable(_) => 1,
        StatementKind::CreateView(_) => 2,
        StatementKind::CreateIndex(_) => 3,
        StatementKind::CreateTrigger(_) => 4,
        _ => 5,
    }
}
