//! How do foreign data wrappers, servers and user mappings come to be and change.

use super::cx::Cx;
use super::lookup::{explicit_schema, lookup_schema};
use super::role::lookup_role;
use super::simple::{add_simple, lookup_function, lookup_simple, refuse_taken};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::SimpleKind;
use crate::diag::{Diagnostic, Problem, Result, Severity, SqlState, SubjectKind};
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::foreign::{
    AlterForeignDataWrapper, AlterServer, CreateForeignDataWrapper, CreateServer, ImportForeignSchema, UserMapping,
};
use crate::syntax::statement::role::RoleName;
use crate::text::Name;

const WRAPPER: &str = "foreign-data wrapper";

/// Makes a foreign data wrapper.
// pg: foreigncmds.c CreateForeignDataWrapper
pub(super) fn fold_create_foreign_data_wrapper(cx: &mut Cx<'_>, it: &CreateForeignDataWrapper) -> Result<()> {
    refuse_taken(cx, SimpleKind::ForeignDataWrapper, WRAPPER, &it.name.name)?;
    let functions = lookup_functions(cx, it.handler.as_ref(), it.validator.as_ref())?;
    let id = add_simple(cx, SimpleKind::ForeignDataWrapper, None, it.name.name.clone());
    cx.record_all(Address::Simple(id), functions.into_iter().map(Address::Function), DependencyKind::Normal);
    Ok(())
}

/// Changes a foreign data wrapper.
// pg: foreigncmds.c AlterForeignDataWrapper
pub(super) fn fold_alter_foreign_data_wrapper(cx: &mut Cx<'_>, it: &AlterForeignDataWrapper) -> Result<()> {
    let id = lookup_simple(cx, SimpleKind::ForeignDataWrapper, WRAPPER, &it.name.name)?;
    let functions = lookup_functions(cx, it.handler.as_ref(), it.validator.as_ref())?;
    cx.record_all(Address::Simple(id), functions.into_iter().map(Address::Function), DependencyKind::Normal);
    Ok(())
}

/// Makes a foreign server.
// pg: foreigncmds.c CreateForeignServer
pub(super) fn fold_create_server(cx: &mut Cx<'_>, it: &CreateServer) -> Result<()> {
    if it.if_not_exists && cx.catalog.simple_named(SimpleKind::Server, None, &it.name.name).is_some() {
        return Ok(());
    }
    refuse_taken(cx, SimpleKind::Server, "server", &it.name.name)?;
    let wrapper = lookup_simple(cx, SimpleKind::ForeignDataWrapper, WRAPPER, &it.wrapper.name)?;
    let id = add_simple(cx, SimpleKind::Server, None, it.name.name.clone());
    cx.record(Address::Simple(id), Address::Simple(wrapper), DependencyKind::Normal);
    Ok(())
}

/// Changes a foreign server.
pub(super) fn fold_alter_server(cx: &mut Cx<'_>, it: &AlterServer) -> Result<()> {
    lookup_simple(cx, SimpleKind::Server, "server", &it.name.name).map(|_| ())
}

/// Makes a user mapping.
// pg: foreigncmds.c CreateUserMapping
pub(super) fn fold_create_user_mapping(cx: &mut Cx<'_>, it: &UserMapping) -> Result<()> {
    let role = mapped_role(cx, &it.role)?;
    let server = lookup_simple(cx, SimpleKind::Server, "server", &it.server.name)?;
    let name = mapping_name(&role, &it.server.name);
    if cx.catalog.simple_named(SimpleKind::UserMapping, None, &name).is_some() {
        let message = format!("user mapping for \"{role}\" already exists for server \"{}\"", it.server.name);
        return if it.tolerant { Ok(()) } else { Err(Diagnostic::error(SqlState::DUPLICATE_OBJECT, message)) };
    }
    let id = add_simple(cx, SimpleKind::UserMapping, None, name);
    cx.record(Address::Simple(id), Address::Simple(server), DependencyKind::Normal);
    Ok(())
}

/// Changes a user mapping.
// pg: foreigncmds.c AlterUserMapping
pub(super) fn fold_alter_user_mapping(cx: &mut Cx<'_>, it: &UserMapping) -> Result<()> {
    let role = mapped_role(cx, &it.role)?;
    lookup_simple(cx, SimpleKind::Server, "server", &it.server.name)?;
    match cx.catalog.simple_named(SimpleKind::UserMapping, None, &mapping_name(&role, &it.server.name)) {
        Some(_) => Ok(()),
        None => Err(mapping_missing(&role, &it.server.name)),
    }
}

/// Drops a user mapping.
// pg: foreigncmds.c RemoveUserMapping
pub(super) fn fold_drop_user_mapping(cx: &mut Cx<'_>, it: &UserMapping) -> Result<()> {
    let role = match mapped_role(cx, &it.role) {
        Err(_) if it.tolerant => return Ok(()),
        role => role?,
    };
    if let Err(problem) = lookup_simple(cx, SimpleKind::Server, "server", &it.server.name) {
        return if it.tolerant { Ok(()) } else { Err(problem) };
    }
    match cx.catalog.simple_named(SimpleKind::UserMapping, None, &mapping_name(&role, &it.server.name)) {
        Some(id) => {
            cx.catalog.dependencies_mut().remove_needs_of(Address::Simple(id));
            cx.catalog.remove_simple(id);
            cx.effects.dropped.push(Address::Simple(id));
            Ok(())
        }
        None if it.tolerant => Ok(()),
        None => Err(mapping_missing(&role, &it.server.name)),
    }
}

/// Takes over tables from another server, which only that server knows.
// pg: foreigncmds.c ImportForeignSchema
pub(super) fn fold_import_foreign_schema(cx: &mut Cx<'_>, it: &ImportForeignSchema) -> Result<()> {
    lookup_simple(cx, SimpleKind::Server, "server", &it.server.name)?;
    lookup_schema(cx, &it.into.name)?;
    let message = "the tables of a foreign schema cannot be known without its server";
    cx.warnings.push(
        Diagnostic::rule(Severity::Warning, "unmodelled", message)
            .at(cx.statement)
            .help("say which tables it makes: -- migrate: assume CREATE FOREIGN TABLE name (columns) SERVER server"),
    );
    Ok(())
}

// pg: foreigncmds.c lookup_fdw_handler_func, lookup_fdw_validator_func
fn lookup_functions(cx: &Cx<'_>, handler: Option<&QualifiedName>, validator: Option<&QualifiedName>) -> Result<Vec<FunctionId>> {
    let mut found = Vec::new();
    if let Some(name) = handler {
        let id = lookup_function(cx, name, &[])?;
        if cx.catalog.function(id).is_some_and(|function| function.returns != TypeId::FDW_HANDLER) {
            let text = crate::analyze::type_name::name_text(name);
            let message = format!("function {text} must return type fdw_handler");
            return Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message));
        }
        found.push(id);
    }
    if let Some(name) = validator {
        explicit_schema(cx, name)?;
        found.push(lookup_function(cx, name, &[TypeId::TEXT_ARRAY, TypeId::OID])?);
    }
    Ok(found)
}

fn mapped_role(cx: &Cx<'_>, role: &RoleName) -> Result<Name> {
    match role {
        RoleName::Public(_) => Ok(Name::from("public")),
        role => Ok(lookup_role(cx, role)?.unwrap_or_else(|| Name::from("current_user"))),
    }
}

fn mapping_name(role: &Name, server: &Name) -> Name {
    Name::from(format!("{role}@{server}"))
}

fn mapping_missing(role: &Name, server: &Name) -> Problem {
    Diagnostic::error(SqlState::UNDEFINED_OBJECT, format!("user mapping for \"{role}\" does not exist for server \"{server}\""))
        .about(SubjectKind::Other, role)
}
