//! Which schema, relation or type does a statement's name mean, or why none.

use super::cx::Cx;
use super::errors::schema::{cross_database, no_creation_schema, schema_missing};
use crate::analyze::type_name::name_text;
use crate::catalog::PG_TEMP;
use crate::catalog::id::{RelationId, SchemaId};
use crate::catalog::object::Schema;
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::name::{Ident, QualifiedName};
use crate::text::Name;

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
    refuse_other_database(name)?;
    if let Some(schema) = &name.schema {
        lookup_schema(cx, &schema.name)?;
    }
    find_relation(cx, name).ok_or_else(|| relation_missing(name))
}

/// A relation that is named and not there; without a place, as utility statements report it.
pub(super) fn relation_missing(name: &QualifiedName) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_TABLE, format!("relation \"{}\" does not exist", name_text(name)))
        .about(SubjectKind::Relation, &name.name.name)
}

/// PostgreSQL takes a database in front of a name only if it is the current one, which is not known here.
fn refuse_other_database(name: &QualifiedName) -> Result<()> {
    match &name.catalog {
        Some(_) => Err(cross_database(&name_text(name))),
        None => Ok(()),
    }
}
