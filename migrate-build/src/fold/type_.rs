//! How do types come to be, by their kind; shells and base types themselves.

use super::composite::fold_create_composite;
use super::cx::Cx;
use super::definition::{text_of, type_of};
use super::enum_::fold_create_enum;
use super::errors::type_ as errors;
use super::lookup::creation_schema;
use super::new_type::{add_array_type, add_type, claim_type_name, new_type};
use super::range::fold_create_range;
use crate::analyze::type_name::{lookup_named_type, lookup_type_name, name_text};
use crate::catalog::format::format_type;
use crate::catalog::id::{SchemaId, TypeId};
use crate::catalog::object::{TypeCategory, TypeKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::type_::{AlterTypeOptions, CreateType, CreateTypeKind};
use crate::text::{Name, Seek};

/// Makes a type.
pub(super) fn fold_create_type(cx: &mut Cx<'_>, it: &CreateType) -> Result<()> {
    match &it.kind {
        CreateTypeKind::Shell => fold_create_shell(cx, &it.name),
        CreateTypeKind::Composite(attributes) => fold_create_composite(cx, &it.name, attributes),
        CreateTypeKind::Enum(labels) => fold_create_enum(cx, &it.name, labels),
        CreateTypeKind::Range(options) => fold_create_range(cx, &it.name, options),
        CreateTypeKind::Base(options) => fold_create_base(cx, &it.name, options),
    }
}

/// Changes properties of a base type, which the catalog does not keep.
// pg: typecmds.c AlterType
pub(super) fn fold_alter_type_options(cx: &mut Cx<'_>, it: &AlterTypeOptions) -> Result<()> {
    let id = lookup_bare_type(cx, &it.name)?;
    for option in &it.options {
        let known = ["storage", "receive", "send", "typmod_in", "typmod_out", "analyze", "subscript"];
        let fixed = [
            "input",
            "output",
            "internallength",
            "passedbyvalue",
            "alignment",
            "like",
            "category",
            "preferred",
            "default",
            "element",
            "delimiter",
            "collatable",
        ];
        let name = option.name.name.as_str();
        if fixed.contains(&name) {
            return Err(errors::attribute_cannot_change(name).at(option.span));
        }
        if !known.contains(&name) {
            return Err(errors::attribute_unknown(name).at(option.span));
        }
    }
    match cx.catalog.type_(id).map(|found| &found.kind) {
        Some(TypeKind::Base) => Ok(()),
        _ => Err(errors::not_a_base_type(&format_type(&cx.catalog, id, -1))),
    }
}

/// The type of a name where only a type may stand: without a place, and without modifiers.
// pg: parse_type.c typenameTypeId, of a name without a location
pub(super) fn lookup_bare_type(cx: &Cx<'_>, name: &QualifiedName) -> Result<TypeId> {
    let found = lookup_named_type(&cx.catalog, name, name.span).map_err(super::typed::without_place)?;
    let id = found.ok_or_else(|| errors::type_missing(&name_text(name), &name.name.name))?;
    match cx.catalog.type_(id).map(|found| &found.kind) {
        Some(TypeKind::Shell) => Err(errors::only_a_shell(&name_text(name))),
        _ => Ok(id),
    }
}

/// The shell of a name in a schema, which a full definition fills.
pub(super) fn find_shell(cx: &Cx<'_>, schema: SchemaId, name: &Name) -> Option<TypeId> {
    let id = cx.catalog.type_in(schema, name)?;
    matches!(cx.catalog.type_(id)?.kind, TypeKind::Shell).then_some(id)
}

// pg: typecmds.c DefineType, without parameters
fn fold_create_shell(cx: &mut Cx<'_>, name: &QualifiedName) -> Result<()> {
    let schema = creation_schema(cx, name)?;
    if find_shell(cx, schema, &name.name.name).is_some() {
        return Err(errors::type_exists(&name.name.name));
    }
    claim_type_name(cx, schema, &name.name.name)?;
    let shell = new_type(cx, schema, &name.name.name, TypeKind::Shell, b'P');
    add_type(cx, shell);
    Ok(())
}

// pg: typecmds.c DefineType
fn fold_create_base(cx: &mut Cx<'_>, name: &QualifiedName, options: &[DefinitionItem]) -> Result<()> {
    let schema = creation_schema(cx, name)?;
    let Some(id) = find_shell(cx, schema, &name.name.name) else {
        return match cx.catalog.type_in(schema, &name.name.name) {
            Some(_) => Err(errors::type_exists(&name.name.name)),
            None => Err(errors::shell_needed(&name.name.name)),
        };
    };
    let option = |wanted: &str| options.iter().first_where(|option| option.name.name.eq_ignore_ascii_case(wanted));
    if option("input").is_none() {
        return Err(errors::input_function_missing());
    }
    if option("output").is_none() {
        return Err(errors::output_function_missing());
    }
    let like = match option("like") {
        Some(item) => lookup_type_name(&cx.catalog, &type_of(item)?)?,
        None => None,
    };
    let element = match option("element") {
        Some(item) => lookup_type_name(&cx.catalog, &type_of(item)?)?,
        None => None,
    };
    let category = match option("category") {
        Some(item) => text_of(item)?.bytes().next().unwrap_or(b'U'),
        None => b'U',
    };
    let length = match option("internallength") {
        Some(item) => text_of(item)?.parse().unwrap_or(-1),
        None => like.and_then(|like| cx.catalog.type_(like)).map_or(-1, |like| like.length),
    };
    let collation = match option("collatable") {
        Some(item) if super::definition::switch_of(item)? => Some(crate::catalog::id::CollationId::DEFAULT),
        _ => None,
    };
    let preferred = option("preferred").map(super::definition::switch_of).transpose()?.unwrap_or(false);
    cx.catalog.edit_type(id, |type_| {
        type_.kind = TypeKind::Base;
        type_.category = TypeCategory(category);
        type_.element = element;
        type_.length = length;
        type_.collation = collation;
        type_.preferred = preferred;
    });
    add_array_type(cx, id, schema, &name.name.name);
    Ok(())
}
