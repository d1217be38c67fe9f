//! Which schema, extension, role, server, publication or other object with few properties is meant.

use super::super::cx::Cx;
use super::super::errors::object as errors;
use super::super::errors::schema::schema_missing;
use super::type_::argument_type;
use super::{Missing, schema_of_name};
use crate::catalog::depend::Address;
use crate::catalog::format::format_type;
use crate::catalog::id::SimpleId;
use crate::catalog::object::SimpleKind;
use crate::diag::{Problem, Result};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::statement::object::GlobalWord;
use crate::syntax::statement::text_search::TextSearchKind;
use crate::syntax::type_name::TypeName;
use crate::text::{Name, Seek};

/// An object whose name has no schema. Databases, tablespaces and roles belong to the server, of which nothing is known here: any name may be one.
pub(in crate::fold) fn lookup_global(cx: &Cx<'_>, word: GlobalWord, name: &Ident, missing: Missing) -> Result<Option<Address>> {
    let name = &name.name;
    match word {
        GlobalWord::Schema => or_missing(cx.catalog.schema_named(name).map(Address::Schema), missing, || schema_missing(name)),
        GlobalWord::Extension => {
            or_missing(cx.catalog.extension_named(name).map(Address::Extension), missing, || errors::extension_missing(name))
        }
        GlobalWord::Database | GlobalWord::Tablespace => Ok(None),
        GlobalWord::Role => Ok(cx.catalog.simple_named(SimpleKind::Role, None, name).map(Address::Simple)),
        GlobalWord::Language => lookup_simple(cx, SimpleKind::Language, name, missing),
        GlobalWord::Server => lookup_simple(cx, SimpleKind::Server, name, missing),
        GlobalWord::ForeignDataWrapper => lookup_simple(cx, SimpleKind::ForeignDataWrapper, name, missing),
        GlobalWord::EventTrigger => lookup_simple(cx, SimpleKind::EventTrigger, name, missing),
        GlobalWord::Publication => lookup_simple(cx, SimpleKind::Publication, name, missing),
        GlobalWord::Subscription => lookup_simple(cx, SimpleKind::Subscription, name, missing),
        GlobalWord::AccessMethod => lookup_simple(cx, SimpleKind::AccessMethod, name, missing),
    }
}

/// A conversion.
pub(super) fn lookup_conversion(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<Address>> {
    lookup_in_schemas(cx, SimpleKind::Conversion, name, missing)
}

/// Extended statistics.
pub(super) fn lookup_statistics(cx: &Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Option<Address>> {
    lookup_in_schemas(cx, SimpleKind::Statistics, name, missing)
}

/// A text search object.
pub(super) fn lookup_text_search(cx: &Cx<'_>, kind: TextSearchKind, name: &QualifiedName, missing: Missing) -> Result<Option<Address>> {
    let kind = match kind {
        TextSearchKind::Parser => SimpleKind::TextSearchParser,
        TextSearchKind::Dictionary => SimpleKind::TextSearchDictionary,
        TextSearchKind::Template => SimpleKind::TextSearchTemplate,
        TextSearchKind::Configuration => SimpleKind::TextSearchConfiguration,
    };
    lookup_in_schemas(cx, kind, name, missing)
}

/// A transform.
// pg: functioncmds.c get_transform_oid
pub(super) fn lookup_transform(cx: &Cx<'_>, type_name: &TypeName, language: &Ident, missing: Missing) -> Result<Option<Address>> {
    let Some(type_id) = argument_type(cx, type_name, missing)? else {
        return Ok(None);
    };
    if lookup_simple(cx, SimpleKind::Language, &language.name, missing)?.is_none() {
        return Ok(None);
    }
    let spelled = format_type(&cx.catalog, type_id, -1);
    let name = Name::from(format!("{spelled} {}", language.name));
    let found = cx.catalog.simple_named(SimpleKind::Transform, None, &name).map(Address::Simple);
    or_missing(found, missing, || errors::transform_missing(&spelled, &language.name))
}

fn lookup_simple(cx: &Cx<'_>, kind: SimpleKind, name: &Name, missing: Missing) -> Result<Option<Address>> {
    or_missing(cx.catalog.simple_named(kind, None, name).map(Address::Simple), missing, || errors::simple_missing(kind, name, name))
}

fn lookup_in_schemas(cx: &Cx<'_>, kind: SimpleKind, name: &QualifiedName, missing: Missing) -> Result<Option<Address>> {
    let bare = &name.name.name;
    let found: Option<SimpleId> = match schema_of_name(cx, name, missing)? {
        None => return Ok(None),
        Some(Some(schema)) => cx.catalog.simple_named(kind, Some(schema), bare),
        Some(None) => cx.catalog.schemas_in_path().into_iter().first_some(|schema| cx.catalog.simple_named(kind, Some(schema), bare)),
    };
    let written = crate::analyze::type_name::name_text(name);
    or_missing(found.map(Address::Simple), missing, || errors::simple_missing(kind, &written, bare))
}

fn or_missing(found: Option<Address>, missing: Missing, problem: impl FnOnce() -> Problem) -> Result<Option<Address>> {
    match (found, missing) {
        (None, Missing::Refuse) => Err(problem()),
        _ => Ok(found),
    }
}
