//! How do objects of the kinds come to be that have few properties.

use super::cx::Cx;
use crate::catalog::depend::Address;
use crate::catalog::id::{FunctionId, SchemaId, SimpleId};
use crate::catalog::object::{Simple, SimpleKind};
use crate::diag::{Diagnostic, Result, SqlState, SubjectKind};
use crate::syntax::name::QualifiedName;
use crate::text::{Name, Seek};

/// Adds an object under a new id, with its dependency on its schema.
pub(super) fn add_simple(cx: &mut Cx<'_>, kind: SimpleKind, schema: Option<SchemaId>, name: Name) -> SimpleId {
    let id = SimpleId(cx.catalog.next_id());
    cx.catalog.add_simple(Simple::plain(id, kind, schema, name));
    if let Some(schema) = schema {
        cx.record_schema(Address::Simple(id), schema);
    }
    cx.effects.created.push(Address::Simple(id));
    id
}

/// The object of a kind without a schema, or that there is none, in the words for the kind.
pub(super) fn lookup_simple(cx: &Cx<'_>, kind: SimpleKind, words: &str, name: &Name) -> Result<SimpleId> {
    cx.catalog.simple_named(kind, None, name).ok_or_else(|| {
        Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("{words} \"{name}\" does not exist")).about(SubjectKind::Other, name)
    })
}

/// Refuses a name that another object of a kind has.
pub(super) fn refuse_taken(cx: &Cx<'_>, kind: SimpleKind, words: &str, name: &Name) -> Result<()> {
    match cx.catalog.simple_named(kind, None, name) {
        None => Ok(()),
        Some(_) => {
            Err(Diagnostic::error(SqlState::DUPLICATE_OBJECT, format!("{words} \"{name}\" already exists")).about(SubjectKind::Other, name))
        }
    }
}

/// The object of a kind that has a schema.
pub(super) fn find_in_path(cx: &Cx<'_>, kind: SimpleKind, name: &QualifiedName) -> Option<SimpleId> {
    let bare = &name.name.name;
    match &name.schema {
        Some(schema) => cx.catalog.simple_named(kind, Some(cx.catalog.schema_named(&schema.name)?), bare),
        None => cx.catalog.schemas_in_path().into_iter().first_some(|schema| cx.catalog.simple_named(kind, Some(schema), bare)),
    }
}

/// The function of a name that takes just these types.
// pg: parse_func.c LookupFuncName
pub(super) fn lookup_function(cx: &Cx<'_>, name: &QualifiedName, types: &[crate::catalog::id::TypeId]) -> Result<FunctionId> {
    use super::errors::object::routine_missing;
    use crate::syntax::statement::object::RoutineWord;
    let candidates = match super::lookup::explicit_schema(cx, name)? {
        Some(schema) => cx.catalog.functions_in(schema, &name.name.name),
        None => cx.catalog.lookup_functions(&name.name.name),
    };
    let fits = |id: &FunctionId| cx.catalog.function(*id).is_some_and(|it| it.input_types().eq(types.iter().copied()));
    candidates.into_iter().first_where(fits).ok_or_else(|| routine_missing(&cx.catalog, RoutineWord::Function, name, types))
}
