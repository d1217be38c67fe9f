//! Which schema, relation or type does a statement's name mean, or why none.

use super::cx::Cx;
use super::errors::lookup as errors;
use super::errors::schema::{cross_database, no_creation_schema, schema_missing};
use crate::analyze::type_name::name_text;
use crate::catalog::id::{RelationId, SchemaId};
use crate::catalog::object::{Persistence, Relation, RelationKind, Schema};
use crate::catalog::{Catalog, PG_CATALOG, PG_TEMP};
use crate::diag::{Problem, Result};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::statement::table as syntax;
use crate::text::{Name, Seek, nearest};

/// The schema of a name that was written; `pg_temp` comes to be where it is named.
// pg: namespace.c get_namespace_oid
pub(super) fn lookup_schema(cx: &Cx<'_>, name: &Name) -> Result<SchemaId> {
    cx.catalog.schema_named(name).ok_or_else(|| schema_missing(name))
}

/// The schema in which a statement makes what it names.
// pg: namespace.c QualifiedNameGetCreationNamespace, RangeVarGetCreationNamespace
pub(super) fn creation_schema(cx: &mut Cx<'_>, name: &QualifiedName) -> Result<SchemaId> {
    refuse_other_database(name)?;
    match &name.schema {
        Some(schema) if schema.name == "pg_temp" => Ok(temporary_schema(cx)),
        Some(schema) => lookup_schema(cx, &schema.name),
        None => match cx.catalog.search_path().names.first() {
            Some(first) if *first == "pg_temp" => Ok(temporary_schema(cx)),
            _ => cx.catalog.creation_schema().ok_or_else(no_creation_schema),
        },
    }
}

/// The schema of temporary objects, which is made when it is first needed.
// pg: namespace.c InitTempTableNamespace
pub(super) fn temporary_schema(cx: &mut Cx<'_>) -> SchemaId {
    if cx.catalog.schema(PG_TEMP).is_none() {
        cx.catalog.add_schema(Schema { id: PG_TEMP, name: Name::from("pg_temp"), owner: None });
    }
    PG_TEMP
}

/// The schema that a name is qualified with, none where it is not qualified.
// pg: namespace.c DeconstructQualifiedName, LookupExplicitNamespace
pub(super) fn explicit_schema(cx: &Cx<'_>, name: &QualifiedName) -> Result<Option<SchemaId>> {
    refuse_other_database(name)?;
    name.schema.as_ref().map(|schema: &Ident| lookup_schema(cx, &schema.name)).transpose()
}

/// The relation of a name, of whatever kind; none where there is none, or where its schema is missing.
pub(super) fn find_relation(cx: &Cx<'_>, name: &QualifiedName) -> Option<RelationId> {
    match &name.schema {
        Some(schema) => cx.catalog.schema_named(&schema.name).and_then(|id| cx.catalog.relation_in(id, &name.name.name)),
        None => cx.catalog.lookup_relation(&name.name.name),
    }
}

/// The relation of a name, of whatever kind.
// pg: namespace.c RangeVarGetRelidExtended
pub(super) fn lookup_relation(cx: &Cx<'_>, name: &QualifiedName) -> Result<RelationId> {
    refuse_relation_of_other_database(name)?;
    if let Some(schema) = &name.schema {
        lookup_schema(cx, &schema.name)?;
    }
    find_relation(cx, name).ok_or_else(|| missing_with_help(&cx.catalog, name))
}

/// PostgreSQL takes a database in front of a name only if it is the current one, which is not known here.
fn refuse_other_database(name: &QualifiedName) -> Result<()> {
    match &name.catalog {
        Some(_) => Err(cross_database(&name_text(name))),
        None => Ok(()),
    }
}

/// The relation of a name, or none, also where its schema is missing: what `IF EXISTS` asks for.
pub(super) fn lookup_relation_if_exists(cx: &Cx<'_>, name: &QualifiedName) -> Result<Option<RelationId>> {
    refuse_relation_of_other_database(name)?;
    Ok(find_relation(cx, name))
}

/// The schema that a relation of this name is made in, and how long it lives there.
// pg: namespace.c RangeVarGetAndCheckCreationNamespace, RangeVarAdjustRelationPersistence
pub(super) fn relation_creation_schema(
    cx: &mut Cx<'_>,
    name: &QualifiedName,
    persistence: syntax::Persistence,
) -> Result<(SchemaId, Persistence)> {
    refuse_relation_of_other_database(name)?;
    let temporary = persistence == syntax::Persistence::Temporary;
    let schema = match &name.schema {
        None if temporary => temporary_schema(cx),
        _ => creation_schema(cx, name)?,
    };
    match (persistence, schema == PG_TEMP) {
        (syntax::Persistence::Temporary, false) => Err(errors::temporary_elsewhere()),
        (syntax::Persistence::Unlogged, true) => Err(errors::only_temporary_here()),
        (_, true) => Ok((schema, Persistence::Temporary)),
        (syntax::Persistence::Unlogged, false) => Ok((schema, Persistence::Unlogged)),
        (syntax::Persistence::Permanent, false) => Ok((schema, Persistence::Permanent)),
    }
}

/// Refuses a new relation in a system schema.
// pg: heap.c heap_create
pub(super) fn refuse_system_schema(cx: &Cx<'_>, schema: SchemaId, name: &Name) -> Result<()> {
    match cx.catalog.schema(schema) {
        Some(found) if schema == PG_CATALOG => Err(errors::system_schema(&found.name, name)),
        _ => Ok(()),
    }
}

/// The number of a column by name, from 1.
pub(super) fn column_number(relation: &Relation, name: &str) -> Option<u16> {
    let at = relation.columns.iter().place_where(|column| column.type_id.is_some() && column.name == *name)?;
    u16::try_from(at + 1).ok()
}

/// The name of a column by number, from 1; empty where there is no such column.
pub(super) fn column_name(relation: &Relation, number: u16) -> Name {
    let found = usize::from(number).checked_sub(1).and_then(|at| relation.columns.get(at));
    found.map_or_else(|| Name::from(""), |column| column.name.clone())
}

/// Whether rows of a relation are kept in tables of its own, foreign ones and partitioned ones counted.
pub(super) fn is_table(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable)
}

/// The names of the columns that every table has.
// pg: heap.c SystemAttributeByName
pub(super) fn is_system_column(name: &str) -> bool {
    matches!(name, "tableoid" | "cmax" | "xmax" | "cmin" | "xmin" | "ctid")
}

/// Help for a relation that does not exist: one of nearly the same name, or of the same name in a schema out of sight.
fn near_relation(catalog: &Catalog, name: &QualifiedName) -> Option<String> {
    let visible = |relation: &&Relation| match &name.schema {
        Some(schema) => catalog.schema_named(&schema.name) == Some(relation.schema),
        None => catalog.is_in_path(relation.schema),
    };
    let wanted = &name.name.name;
    let relations = catalog.relations();
    let listed = |relation: &&Relation| relation.index.is_none();
    if let Some(hidden) = relations.iter().copied().filter(listed).first_where(|relation| relation.name == *wanted) {
        let schema = catalog.schema(hidden.schema).map_or("", |schema| schema.name.as_str());
        return Some(format!("there is {} \"{schema}.{wanted}\"", with_article(hidden.kind)));
    }
    let found = nearest(wanted, relations.iter().copied().filter(listed).filter(visible).map(|relation| &relation.name))?;
    let kind = relations.iter().first_where(|relation| relation.name == *found)?.kind;
    Some(format!("there is {} \"{found}\"", with_article(kind)))
}

/// What a relation is, in words.
pub(super) fn with_article(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Table => "a table",
        RelationKind::PartitionedTable => "a partitioned table",
        RelationKind::ForeignTable => "a foreign table",
        RelationKind::View => "a view",
        RelationKind::MaterializedView => "a materialized view",
        RelationKind::Index => "an index",
        RelationKind::PartitionedIndex => "a partitioned index",
        RelationKind::Sequence => "a sequence",
        RelationKind::Composite => "a composite type",
    }
}

fn missing_with_help(catalog: &Catalog, name: &QualifiedName) -> Problem {
    errors::relation_missing(name, near_relation(catalog, name))
}

/// The same, in the words that are used of relations.
// pg: namespace.c RangeVarGetRelidExtended
fn refuse_relation_of_other_database(name: &QualifiedName) -> Result<()> {
    match &name.catalog {
        Some(_) => Err(cross_database(&format!("\"{}\"", name_text(name)))),
        None => Ok(()),
    }
}
