//! Which roles are there, and how do they come and go.

use super::cx::Cx;
use super::definition::once;
use super::effect::Act;
use super::errors::role as errors;
use crate::catalog::depend::Address;
use crate::catalog::id::SimpleId;
use crate::catalog::object::{Simple, SimpleKind};
use crate::diag::{Result, each};
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::role::{AlterRole, CreateRole, DropOwned, DropRole, ReassignOwned, RoleName};
use crate::text::{Gather, Name, Seek, SortedMap};

/// The role that every server has, whoever set it up.
const SUPERUSER: &str = "postgres";

/// Makes a role.
// pg: user.c CreateRole
pub(super) fn fold_create_role(cx: &mut Cx<'_>, it: &CreateRole) -> Result<()> {
    let mut seen: SortedMap<Name, Option<_>> = SortedMap::new();
    for option in &it.options {
        once(seen.or_default(option.name.name.clone()), option)?;
    }
    let name = named(&it.name)?;
    if name.starts_with("pg_") {
        return Err(errors::role_reserved(&name));
    }
    if role_exists(cx, &name) {
        return Err(errors::role_exists(&name));
    }
    for related in &it.related {
        lookup_role(cx, related)?;
    }
    let id = SimpleId(cx.catalog.next_id());
    cx.catalog.add_simple(Simple::plain(id, SimpleKind::Role, None, name));
    cx.effects.created.push(Address::Simple(id));
    note_options(cx, &it.options);
    Ok(())
}

fn note_options(cx: &mut Cx<'_>, options: &[DefinitionItem]) {
    cx.effects.acts.push(Act::RoleOptions(options.iter().map(|option| option.name.name.clone()).gather()));
}

/// Changes a role, of which only its being there matters.
// pg: user.c AlterRole
pub(super) fn fold_alter_role(cx: &mut Cx<'_>, it: &AlterRole) -> Result<()> {
    if let Some(name) = &it.name {
        lookup_role(cx, name)?;
    }
    note_options(cx, &it.options);
    it.related.iter().try_for_each(|related| lookup_role(cx, related).map(|_| ()))
}

/// Drops roles that own nothing.
// pg: user.c DropRole
pub(super) fn fold_drop_role(cx: &mut Cx<'_>, it: &DropRole) -> Result<()> {
    for role in &it.roles {
        let name = named(role)?;
        if !role_exists(cx, &name) {
            if it.if_exists {
                continue;
            }
            return Err(errors::role_missing(&name));
        }
        if owns_something(cx, &name) {
            return Err(errors::role_in_use(&name));
        }
        if let Some(id) = cx.catalog.simple_named(SimpleKind::Role, None, &name) {
            cx.catalog.remove_simple(id);
            cx.effects.dropped.push(Address::Simple(id));
        }
    }
    Ok(())
}

/// Gives all that roles own to another.
// pg: user.c ReassignOwnedObjects
pub(super) fn fold_reassign_owned(cx: &mut Cx<'_>, it: &ReassignOwned) -> Result<()> {
    let from = each(&it.from, |role| lookup_role(cx, role))?;
    let to = lookup_role(cx, &it.to)?;
    let owned = |owner: &Option<Name>| owner.is_some() && from.contains(owner);
    for id in cx.catalog.relations().iter().filter(|relation| owned(&relation.owner)).map(|relation| relation.id).gather::<Vec<_>>() {
        cx.catalog.edit_relation(id, |relation| relation.owner = to.clone());
    }
    for id in cx.catalog.schemas().iter().filter(|schema| owned(&schema.owner)).map(|schema| schema.id).gather::<Vec<_>>() {
        cx.catalog.edit_schema(id, |schema| schema.owner = to.clone());
    }
    for id in cx.catalog.types().iter().filter(|type_| owned(&type_.owner)).map(|type_| type_.id).gather::<Vec<_>>() {
        cx.catalog.edit_type(id, |type_| type_.owner = to.clone());
    }
    for id in cx.catalog.functions().iter().filter(|function| owned(&function.owner)).map(|function| function.id).gather::<Vec<_>>() {
        cx.catalog.edit_function(id, |function| function.owner = to.clone());
    }
    Ok(())
}

/// Drops the privileges and objects of roles.
// pg: user.c DropOwnedObjects
pub(super) fn fold_drop_owned(cx: &mut Cx<'_>, it: &DropOwned) -> Result<()> {
    let roles = each(&it.roles, |role| lookup_role(cx, role))?;
    let owned = |owner: &Option<Name>| owner.is_some() && roles.contains(owner);
    let schemas = cx.catalog.schemas().into_iter().filter(|it| owned(&it.owner)).map(|it| Address::Schema(it.id));
    let relations =
        cx.catalog.relations().into_iter().filter(|it| owned(&it.owner) && it.index.is_none()).map(|it| Address::Relation(it.id));
    let functions = cx.catalog.functions().into_iter().filter(|it| owned(&it.owner)).map(|it| Address::Function(it.id));
    let objects: Vec<Address> = schemas.chain(relations).chain(functions).gather();
    super::dependency::drop_objects(cx, &objects, super::dependency::Behavior::of(it.cascade))
}

/// Whether there is a role of the name.
pub(super) fn role_exists(cx: &Cx<'_>, name: &Name) -> bool {
    *name == SUPERUSER || cx.catalog.simple_named(SimpleKind::Role, None, name).is_some()
}

/// The name of a role that must be there; none for whoever runs the migrations, and for everyone.
// pg: acl.c get_rolespec_oid
pub(super) fn lookup_role(cx: &Cx<'_>, role: &RoleName) -> Result<Option<Name>> {
    match role {
        RoleName::Named(name) if role_exists(cx, &name.name) => Ok(Some(name.name.clone())),
        RoleName::Named(name) => Err(errors::role_missing(&name.name)),
        RoleName::Current(_) => Ok(cx.session.role.clone()),
        RoleName::Session(_) | RoleName::Public(_) => Ok(None),
    }
}

fn named(role: &RoleName) -> Result<Name> {
    match role {
        RoleName::Named(name) => Ok(name.name.clone()),
        RoleName::Current(at) => Err(errors::role_word("CURRENT_USER").at(*at)),
        RoleName::Session(at) => Err(errors::role_word("SESSION_USER").at(*at)),
        RoleName::Public(at) => Err(errors::role_reserved(&Name::from("public")).at(*at)),
    }
}

fn owns_something(cx: &Cx<'_>, role: &Name) -> bool {
    let owned = |owner: &Option<Name>| owner.as_ref() == Some(role);
    cx.catalog.relations().iter().exists(|it| owned(&it.owner))
        || cx.catalog.schemas().iter().exists(|it| owned(&it.owner))
        || cx.catalog.types().iter().exists(|it| owned(&it.owner))
        || cx.catalog.functions().iter().exists(|it| owned(&it.owner))
}
