//! What do extensions make, and which objects belong to them.

use super::cx::Cx;
use super::dependency::depend_on;
use super::effect::Act;
use super::errors::extension as errors;
use super::errors::object::extension_missing;
use super::errors::schema::no_creation_schema;
use super::lookup::lookup_schema;
use super::object::{Missing, lookup_object};
use crate::catalog::builtin::ExtensionScript;
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::describe::describe;
use crate::catalog::id::{ExtensionId, SchemaId};
use crate::catalog::object::{Extension, Schema};
use crate::diag::Result;
use crate::syntax::statement::extension::{AlterExtension, AlterExtensionMember, CreateExtension};
use crate::syntax::statement::object::DependsOnExtension;
use crate::text::{Gather, Name, Seek, nearest};

/// Installs an extension, with `CASCADE` also those that it requires.
// pg: extension.c CreateExtension
pub(super) fn fold_create_extension(cx: &mut Cx<'_>, it: &CreateExtension) -> Result<()> {
    let name = &it.name.name;
    check_name(name)?;
    if cx.catalog.extension_named(name).is_some() {
        return if it.if_not_exists { Ok(()) } else { Err(errors::extension_exists(name)) };
    }
    let schema = it.schema.as_ref().map(|schema| &schema.name);
    let version = it.version.as_ref().map(|version| version.name.clone());
    if version.is_none() {
        cx.effects.acts.push(Act::VersionUnsaid(name.clone()));
    }
    create_extension(cx, name, schema, version, it.cascade)
}

// pg: extension.c check_valid_extension_name
fn check_name(name: &Name) -> Result<()> {
    let why = if name.is_empty() {
        "extension names must not be empty"
    } else if name.contains("--") {
        "extension names must not contain \"--\""
    } else if name.starts_with('-') || name.ends_with('-') {
        "extension names must not begin or end with \"-\""
    } else if name.contains(['/', '\\']) {
        "extension names must not contain directory separator characters"
    } else {
        return Ok(());
    };
    Err(errors::invalid_extension_name(name, why))
}

// pg: extension.c CreateExtensionInternal
fn create_extension(cx: &mut Cx<'_>, name: &Name, schema: Option<&Name>, version: Option<Name>, cascade: bool) -> Result<()> {
    let Some(script) = cx.catalog.builtins().extension_script(name) else {
        return create_unknown(cx, name, schema, version);
    };
    let target = target_schema(cx, &script, schema, cascade)?;
    for required in script.requires() {
        let required_name = Name::from(required);
        if cx.catalog.extension_named(&required_name).is_none() {
            if !cascade {
                return Err(errors::required_extension_missing(required));
            }
            create_extension(cx, &required_name, schema, None, cascade)?;
        }
    }
    let installed = cx.catalog.install_extension(name, target, version).map_err(|_| errors::extension_not_available(name, None))?;
    cx.effects.created.push(Address::Extension(installed));
    Ok(())
}

/// The schema of the extension's objects: its own, the one that is asked for, or the first of the path.
fn target_schema(cx: &mut Cx<'_>, script: &ExtensionScript, schema: Option<&Name>, cascade: bool) -> Result<SchemaId> {
    let asked_for = schema.map(|schema| lookup_schema(cx, schema)).transpose()?;
    if let Some(own) = script.schema {
        if schema.is_some_and(|schema| *schema != *own) && !cascade {
            return Err(errors::extension_schema(&Name::from(script.name), own));
        }
        return Ok(schema_or_new(cx, own));
    }
    asked_for.or_else(|| cx.catalog.creation_schema()).ok_or_else(no_creation_schema)
}

fn schema_or_new(cx: &mut Cx<'_>, name: &str) -> SchemaId {
    let name = Name::from(name);
    cx.catalog.schema_named(&name).unwrap_or_else(|| {
        let id = SchemaId(cx.catalog.next_id());
        cx.catalog.add_schema(Schema { id, name, owner: cx.session.role.clone() });
        cx.effects.created.push(Address::Schema(id));
        id
    })
}

/// An extension of which nothing is known: a slip of the pen where its name is nearly that of another, else one that the server may well have.
fn create_unknown(cx: &mut Cx<'_>, name: &Name, schema: Option<&Name>, version: Option<Name>) -> Result<()> {
    let builtins = cx.catalog.builtins();
    if builtins.knows_extension(name) {
        return Err(errors::extension_not_available(name, None));
    }
    let known: Vec<Name> = builtins.extension_names().map(Name::from).gather();
    if let Some(near) = nearest(name, &known) {
        return Err(errors::extension_not_available(name, Some(near)));
    }
    let schema = match schema {
        Some(schema) => lookup_schema(cx, schema)?,
        None => cx.catalog.creation_schema().ok_or_else(no_creation_schema)?,
    };
    let id = ExtensionId(cx.catalog.next_id());
    cx.catalog.add_extension(Extension { id, name: name.clone(), schema, version, known: false });
    depend_on(cx, Address::Extension(id), Address::Schema(schema), DependencyKind::Normal);
    cx.effects.created.push(Address::Extension(id));
    cx.warnings.push(errors::extension_unknown(name));
    Ok(())
}

/// Brings an extension to a version, of which only the number is kept.
// pg: extension.c ExecAlterExtensionStmt
pub(super) fn fold_alter_extension(cx: &mut Cx<'_>, it: &AlterExtension) -> Result<()> {
    let id = lookup_extension(cx, &it.name.name)?;
    if let Some(version) = &it.version {
        cx.catalog.edit_extension(id, |extension| extension.version = Some(version.name.clone()));
    }
    Ok(())
}

/// Makes an object a member of an extension, or no longer one.
// pg: extension.c ExecAlterExtensionContentsStmt
pub(super) fn fold_alter_extension_member(cx: &mut Cx<'_>, it: &AlterExtensionMember) -> Result<()> {
    let extension = lookup_extension(cx, &it.name.name)?;
    let Some(object) = lookup_object(cx, &it.object, Missing::Refuse)? else {
        return Ok(());
    };
    let entry = Dependency { dependent: object, needed: Address::Extension(extension), kind: DependencyKind::Extension };
    let of = cx.catalog.dependencies().needs_of(object).first_some(|entry| match (entry.needed, entry.kind) {
        (Address::Extension(id), DependencyKind::Extension) => Some(id),
        _ => None,
    });
    match (it.add, of) {
        (true, None) => cx.catalog.dependencies_mut().add(entry),
        (false, Some(owner)) if owner == extension => cx.catalog.dependencies_mut().remove(entry),
        (true, Some(owner)) => {
            let owner = cx.catalog.extension(owner).map_or_else(|| it.name.name.clone(), |owner| owner.name.clone());
            return Err(errors::already_a_member(&describe(&cx.catalog, object), &owner));
        }
        (false, _) => return Err(errors::not_a_member(&describe(&cx.catalog, object), &it.name.name)),
    }
    Ok(())
}

/// Has an object go along when an extension is dropped, or no longer.
// pg: alter.c ExecAlterObjectDependsStmt
pub(super) fn fold_depends_on_extension(cx: &mut Cx<'_>, it: &DependsOnExtension) -> Result<()> {
    let Some(object) = lookup_object(cx, &it.object, Missing::Refuse)? else {
        return Ok(());
    };
    let extension = lookup_extension(cx, &it.extension.name)?;
    let entry = Dependency { dependent: object, needed: Address::Extension(extension), kind: DependencyKind::AutoExtension };
    if it.remove {
        cx.catalog.dependencies_mut().remove(entry);
    } else {
        cx.catalog.dependencies_mut().add(entry);
    }
    Ok(())
}

fn lookup_extension(cx: &Cx<'_>, name: &Name) -> Result<ExtensionId> {
    cx.catalog.extension_named(name).ok_or_else(|| extension_missing(name))
}
