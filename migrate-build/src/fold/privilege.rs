//! Do the objects, roles and privileges exist that GRANT and REVOKE name. Privileges themselves are not kept.

use super::cx::Cx;
use super::effect::{Act, Extent, Given, GrantOption, Receiver};
use super::errors::lookup::column_missing;
use super::errors::privilege as errors;
use super::errors::role::role_missing;
use super::lookup::{column_number, is_system_column, lookup_relation, lookup_schema};
use super::object::{Missing, lookup_routine};
use super::role::{lookup_role, role_exists};
use super::type_::lookup_bare_type;
use crate::catalog::id::RelationId;
use crate::catalog::object::{RelationKind, SimpleKind};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::syntax::statement::object::RoutineWord;
use crate::syntax::statement::privilege::{AllObjects, AlterDefaultPrivileges, Grant, GrantDirection, GrantRole, GrantTarget, Privilege};
use crate::syntax::statement::role::RoleName;
use crate::text::{Collection, Gather, Name, Seek};

/// Every privilege there is.
#[rustfmt::skip]
const ALL: [&str; 15] = [
    "insert", "select", "update", "delete", "truncate", "references", "trigger", "execute", "usage", "create", "temporary", "temp", "connect",
    "set", "maintain",
];
const ON_TABLES: [&str; 9] = ["insert", "select", "update", "delete", "truncate", "references", "trigger", "maintain", "rule"];
const ON_SEQUENCES: [&str; 3] = ["usage", "select", "update"];
const ON_COLUMNS: [&str; 4] = ["insert", "select", "update", "references"];

/// Gives or takes privileges.
// pg: aclchk.c ExecuteGrantStmt
pub(super) fn fold_grant(cx: &mut Cx<'_>, it: &Grant) -> Result<()> {
    let relations = lookup_targets(cx, &it.target)?;
    it.roles.iter().try_for_each(|role| lookup_role(cx, role).map(|_| ()))?;
    let (allowed, words) = allowed_on(&it.target);
    check_privileges(cx, &it.privileges, &allowed, words)?;
    for id in &relations {
        check_relation(cx, it, *id)?;
    }
    match it.direction {
        GrantDirection::Grant => cx.effects.acts.push(Act::Granted(given(it))),
        // Taking back the right to give it on takes no right from its holder.
        GrantDirection::Revoke if it.grant_option => {}
        GrantDirection::Revoke => {
            let names: Vec<Name> = it.privileges.iter().map(|privilege| privilege.name.name.clone()).gather();
            let only_public = it.roles.iter().for_all(|role| matches!(role, RoleName::Public(..)));
            let from = if only_public { Receiver::Everyone } else { Receiver::Roles };
            cx.effects.acts.put_all(relations.into_iter().map(|relation| Act::Revoked { relation, privileges: names.clone(), from }));
        }
    }
    Ok(())
}

fn given(it: &Grant) -> Given {
    let is_public = |role: &RoleName| matches!(role, RoleName::Public(..));
    Given {
        to: if it.roles.iter().exists(is_public) { Receiver::Everyone } else { Receiver::Roles },
        which: if it.privileges.is_empty() { Extent::All } else { Extent::Named },
        grant_option: if it.grant_option { GrantOption::With } else { GrantOption::Without },
    }
}

/// Makes roles members of roles, or no longer.
// pg: user.c GrantRole
pub(super) fn fold_grant_role(cx: &mut Cx<'_>, it: &GrantRole) -> Result<()> {
    it.members.iter().try_for_each(|role| lookup_role(cx, role).map(|_| ()))?;
    let missing = |role: &&Ident| !role_exists(cx, &role.name);
    it.roles.iter().find(missing).map_or(Ok(()), |role| Err(role_missing(&role.name)))
}

/// Says which privileges come with what is made later.
// pg: aclchk.c ExecAlterDefaultPrivilegesStmt
pub(super) fn fold_alter_default_privileges(cx: &mut Cx<'_>, it: &AlterDefaultPrivileges) -> Result<()> {
    it.roles.iter().try_for_each(|role| lookup_role(cx, role).map(|_| ()))?;
    let (allowed, words) = allowed_on_all(it.objects);
    check_privileges(cx, &it.privileges, &allowed, words)?;
    it.for_roles.iter().try_for_each(|role| lookup_role(cx, role).map(|_| ()))?;
    for schema in &it.in_schemas {
        lookup_schema(cx, &schema.name)?;
        match it.objects {
            AllObjects::Schemas => return Err(errors::in_schema_of_schemas("SCHEMAS")),
            AllObjects::LargeObjects => return Err(errors::in_schema_of_schemas("LARGE OBJECTS")),
            _ => {}
        }
    }
    Ok(())
}

// pg: aclchk.c objectNamesToOids
fn lookup_targets(cx: &Cx<'_>, target: &GrantTarget) -> Result<Vec<RelationId>> {
    let simple = |kind, words: &str, names: &[Ident]| {
        let missing = |name: &&Ident| cx.catalog.simple_named(kind, None, &name.name).is_none();
        names.iter().find(missing).map_or(Ok(Vec::new()), |name| Err(errors::global_missing(words, &name.name)))
    };
    match target {
        GrantTarget::Tables(names) | GrantTarget::Sequences(names) => names.iter().map(|name| lookup_relation(cx, name)).try_gather(),
        GrantTarget::Functions(word, functions) => {
            functions.iter().try_for_each(|function| lookup_routine(cx, *word, function, Missing::Refuse).map(|_| ()))?;
            Ok(Vec::new())
        }
        GrantTarget::Domains(names) | GrantTarget::Types(names) => {
            names.iter().try_for_each(|name| lookup_bare_type(cx, name).map(|_| ()))?;
            Ok(Vec::new())
        }
        GrantTarget::ForeignDataWrappers(names) => simple(SimpleKind::ForeignDataWrapper, "foreign-data wrapper", names),
        GrantTarget::ForeignServers(names) => simple(SimpleKind::Server, "server", names),
        GrantTarget::Languages(names) => {
            names.iter().try_for_each(|name| super::function::lookup_language(cx, &name.name).map(|_| ()))?;
            Ok(Vec::new())
        }
        GrantTarget::Schemas(names) | GrantTarget::AllInSchema(_, names) => {
            names.iter().try_for_each(|name| lookup_schema(cx, &name.name).map(|_| ()))?;
            Ok(Vec::new())
        }
        GrantTarget::Databases(_) | GrantTarget::Tablespaces(_) | GrantTarget::LargeObjects | GrantTarget::Parameters(_) => Ok(Vec::new()),
    }
}

/// The privileges that a kind of object can have, and what messages call it.
fn allowed_on(target: &GrantTarget) -> (Vec<&'static str>, &'static str) {
    match target {
        GrantTarget::Tables(_) => (ON_TABLES.iter().chain(&ON_SEQUENCES).copied().gather(), "relation"),
        GrantTarget::Sequences(_) => (ON_SEQUENCES.to_vec(), "sequence"),
        GrantTarget::Functions(RoutineWord::Function, _) => (vec!["execute"], "function"),
        GrantTarget::Functions(RoutineWord::Procedure, _) => (vec!["execute"], "procedure"),
        GrantTarget::Functions(RoutineWord::Routine, _) => (vec!["execute"], "routine"),
        GrantTarget::Databases(_) => (vec!["create", "temporary", "temp", "connect"], "database"),
        GrantTarget::Domains(_) => (vec!["usage"], "domain"),
        GrantTarget::Types(_) => (vec!["usage"], "type"),
        GrantTarget::ForeignDataWrappers(_) => (vec!["usage"], "foreign-data wrapper"),
        GrantTarget::ForeignServers(_) => (vec!["usage"], "foreign server"),
        GrantTarget::Languages(_) => (vec!["usage"], "language"),
        GrantTarget::LargeObjects => (vec!["select", "update"], "large object"),
        GrantTarget::Parameters(_) => (vec!["set", "alter system"], "parameter"),
        GrantTarget::Schemas(_) => (vec!["usage", "create"], "schema"),
        GrantTarget::Tablespaces(_) => (vec!["create"], "tablespace"),
        GrantTarget::AllInSchema(objects, _) => allowed_on_all(*objects),
    }
}

fn allowed_on_all(objects: AllObjects) -> (Vec<&'static str>, &'static str) {
    match objects {
        AllObjects::Tables => (ON_TABLES.to_vec(), "relation"),
        AllObjects::Sequences => (ON_SEQUENCES.to_vec(), "sequence"),
        AllObjects::Functions => (vec!["execute"], "function"),
        AllObjects::Procedures => (vec!["execute"], "procedure"),
        AllObjects::Routines => (vec!["execute"], "routine"),
        AllObjects::Types => (vec!["usage"], "type"),
        AllObjects::Schemas => (vec!["usage", "create"], "schema"),
        AllObjects::LargeObjects => (vec!["select", "update"], "large object"),
    }
}

fn check_privileges(cx: &Cx<'_>, privileges: &[Privilege], allowed: &[&str], words: &str) -> Result<()> {
    for privilege in privileges {
        let name = &privilege.name.name;
        if !privilege.columns.is_empty() {
            if words != "relation" {
                return Err(errors::columns_of_relations_only());
            }
            continue;
        }
        if *name == "maintain"
            && let Some(help) = cx.grammar().lacks("maintain")
        {
            return Err(errors::privilege_unknown(name).help(help));
        }
        if !ALL.contains(&name.as_str()) && *name != "alter system" {
            return Err(errors::privilege_unknown(name));
        }
        if !allowed.contains(&name.as_str()) {
            return Err(errors::privilege_invalid(&spelled(name), words));
        }
    }
    Ok(())
}

// pg: aclchk.c ExecGrant_Relation
fn check_relation(cx: &Cx<'_>, it: &Grant, id: RelationId) -> Result<()> {
    let Some(relation) = cx.catalog.relation(id) else {
        return Ok(());
    };
    match relation.kind {
        RelationKind::Index | RelationKind::PartitionedIndex => return Err(errors::wrong_kind(&relation.name, "an index")),
        RelationKind::Composite => return Err(errors::wrong_kind(&relation.name, "a composite type")),
        RelationKind::Sequence => return Ok(()),
        _ if matches!(it.target, GrantTarget::Sequences(_)) => return Err(errors::wrong_kind(&relation.name, "not a sequence")),
        _ => {}
    }
    for privilege in &it.privileges {
        if privilege.columns.is_empty() && privilege.name.name == "usage" {
            return Err(errors::privilege_invalid("USAGE", "table"));
        }
    }
    for privilege in it.privileges.iter().filter(|privilege| !privilege.columns.is_empty()) {
        let name = &privilege.name.name;
        if *name == "maintain"
            && let Some(help) = cx.grammar().lacks("maintain")
        {
            return Err(errors::privilege_unknown(name).help(help));
        }
        if !ALL.contains(&name.as_str()) {
            return Err(errors::privilege_unknown(name));
        }
        if !ON_COLUMNS.contains(&name.as_str()) {
            return Err(errors::privilege_invalid_for_column(&spelled(name)));
        }
    }
    let columns = it.privileges.iter().flat_map(|privilege| &privilege.columns).chain(&it.all_columns);
    for column in columns {
        if column_number(relation, &column.name).is_none() && !is_system_column(&column.name) {
            return Err(column_missing(&column.name, &relation.name));
        }
    }
    Ok(())
}

/// A privilege as messages spell it.
// pg: aclchk.c privilege_to_string
fn spelled(name: &str) -> String {
    if name == "temporary" { "TEMP".to_owned() } else { name.to_ascii_uppercase() }
}
