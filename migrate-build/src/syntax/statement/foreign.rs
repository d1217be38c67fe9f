//! Foreign data wrappers, servers and user mappings, as they are written.

use super::object::{GlobalWord, ObjectRef, lower_common_action};
use super::options::{foreign_option, foreign_options};
use super::role::{RoleName, lower_role, written};
use super::support::{ident, need, qualified};
use super::{DefinitionItem, StatementKind};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::Collection;

/// `CREATE FOREIGN DATA WRAPPER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateForeignDataWrapper {
    /// Its name.
    pub name: Ident,
    /// `HANDLER`.
    pub handler: Option<QualifiedName>,
    /// `VALIDATOR`.
    pub validator: Option<QualifiedName>,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER FOREIGN DATA WRAPPER`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterForeignDataWrapper {
    /// Its name.
    pub name: Ident,
    /// `HANDLER`.
    pub handler: Option<QualifiedName>,
    /// `VALIDATOR`.
    pub validator: Option<QualifiedName>,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE SERVER`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateServer {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name.
    pub name: Ident,
    /// `FOREIGN DATA WRAPPER`.
    pub wrapper: Ident,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER SERVER`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterServer {
    /// Its name.
    pub name: Ident,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE | ALTER | DROP USER MAPPING`.
#[derive(Clone, Debug, PartialEq)]
pub struct UserMapping {
    /// `IF [NOT] EXISTS`.
    pub tolerant: bool,
    /// `FOR`.
    pub role: RoleName,
    /// `SERVER`.
    pub server: Ident,
    /// `OPTIONS`.
    pub options: Vec<DefinitionItem>,
}

/// `IMPORT FOREIGN SCHEMA`.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportForeignSchema {
    /// The schema on the other side.
    pub remote: Ident,
    /// `FROM SERVER`.
    pub server: Ident,
    /// `INTO`.
    pub into: Ident,
}

/// The functions and options of a wrapper.
#[derive(Default)]
struct WrapperOptions {
    handler: Option<QualifiedName>,
    validator: Option<QualifiedName>,
    options: Vec<DefinitionItem>,
}

fn lower_wrapper_options(cx: &Lowering<'_>, list: Option<ast::FdwOptionList>) -> Result<WrapperOptions> {
    let mut wrapper = WrapperOptions::default();
    for option in list.into_iter().flat_map(|list| list.fdw_options()) {
        match option {
            ast::FdwOption::OptionHandler(node) => wrapper.handler = Some(qualified(cx, node.function_name_ref())?),
            ast::FdwOption::OptionValidator(node) => wrapper.validator = Some(qualified(cx, node.function_name_ref())?),
            ast::FdwOption::OptionAlterOptionList(node) => {
                for option in node.alter_options() {
                    wrapper.options.push(foreign_option(cx, &option)?);
                }
            }
            ast::FdwOption::OptionConnection(_)
            | ast::FdwOption::OptionNoConnection(_)
            | ast::FdwOption::OptionNoHandler(_)
            | ast::FdwOption::OptionNoValidator(_) => {}
        }
    }
    Ok(wrapper)
}

/// Lowers `CREATE FOREIGN DATA WRAPPER`.
pub(super) fn lower_create_wrapper(cx: &Lowering<'_>, node: &ast::CreateForeignDataWrapper) -> Result<StatementKind> {
    let WrapperOptions { handler, validator, mut options } = lower_wrapper_options(cx, node.fdw_option_list())?;
    options.put_all(foreign_options(cx, node.alter_option_list())?);
    let name = ident(cx, node.foreign_data_wrapper())?;
    Ok(StatementKind::CreateForeignDataWrapper(CreateForeignDataWrapper { name, handler, validator, options }))
}

/// Lowers `ALTER FOREIGN DATA WRAPPER`.
pub(super) fn lower_alter_wrapper(cx: &Lowering<'_>, node: &ast::AlterForeignDataWrapper) -> Result<StatementKind> {
    let name = ident(cx, node.foreign_data_wrapper_ref())?;
    match need(node.action())? {
        ast::AlterForeignDataWrapperAction::FdwOptionList(list) => {
            let WrapperOptions { handler, validator, options } = lower_wrapper_options(cx, Some(list))?;
            Ok(StatementKind::AlterForeignDataWrapper(AlterForeignDataWrapper { name, handler, validator, options }))
        }
        other => {
            let object = ObjectRef::Global(GlobalWord::ForeignDataWrapper, name);
            need(lower_common_action(cx, object, other.syntax())?)
        }
    }
}

/// Lowers `CREATE SERVER`.
pub(super) fn lower_create_server(cx: &Lowering<'_>, node: &ast::CreateServer) -> Result<StatementKind> {
    Ok(StatementKind::CreateServer(CreateServer {
        if_not_exists: node.if_not_exists().is_some(),
        name: ident(cx, node.server())?,
        wrapper: ident(cx, node.foreign_data_wrapper_ref())?,
        options: foreign_options(cx, node.alter_option_list())?,
    }))
}

/// Lowers `ALTER SERVER`.
pub(super) fn lower_alter_server(cx: &Lowering<'_>, node: &ast::AlterServer) -> Result<StatementKind> {
    let name = ident(cx, node.server_ref())?;
    let mut options = Vec::new();
    for action in node.actions() {
        match action {
            ast::AlterServerAction::AlterOptionList(list) => options.put_all(foreign_options(cx, Some(list))?),
            ast::AlterServerAction::ServerVersion(_) => {}
            ast::AlterServerAction::OwnerTo(_) | ast::AlterServerAction::ServerRenameTo(_) => {
                let object = ObjectRef::Global(GlobalWord::Server, name);
                return need(lower_common_action(cx, object, action.syntax())?);
            }
        }
    }
    Ok(StatementKind::AlterServer(AlterServer { name, options }))
}

fn lower_mapping(
    cx: &Lowering<'_>,
    tolerant: bool,
    role: Option<ast::UserMappingRole>,
    server: Option<ast::ServerClause>,
    options: Option<ast::AlterOptionList>,
) -> Result<UserMapping> {
    let role = need(role)?;
    let role = match role.user_token() {
        Some(word) => RoleName::Current(cx.token_span(&word)),
        None => lower_role(cx, role.role_ref())?,
    };
    let server = ident(cx, server.and_then(|clause| clause.server_ref()))?;
    Ok(UserMapping { tolerant, role, server, options: foreign_options(cx, options)? })
}

/// Lowers `CREATE USER MAPPING`.
pub(super) fn lower_create_mapping(cx: &Lowering<'_>, node: &ast::CreateUserMapping) -> Result<StatementKind> {
    let tolerant = node.if_not_exists().is_some();
    lower_mapping(cx, tolerant, node.user_mapping_role(), node.server_clause(), node.alter_option_list())
        .map(StatementKind::CreateUserMapping)
}

/// Lowers `ALTER USER MAPPING`.
pub(super) fn lower_alter_mapping(cx: &Lowering<'_>, node: &ast::AlterUserMapping) -> Result<StatementKind> {
    let role = match lower_role(cx, node.role_ref())? {
        RoleName::Named(name) if written(cx, name.span).eq_ignore_ascii_case("user") => RoleName::Current(name.span),
        role => role,
    };
    Ok(StatementKind::AlterUserMapping(UserMapping {
        tolerant: false,
        role,
        server: ident(cx, node.server_clause().and_then(|clause| clause.server_ref()))?,
        options: foreign_options(cx, node.alter_option_list())?,
    }))
}

/// Lowers `DROP USER MAPPING`.
pub(super) fn lower_drop_mapping(cx: &Lowering<'_>, node: &ast::DropUserMapping) -> Result<StatementKind> {
    let tolerant = node.if_exists().is_some();
    lower_mapping(cx, tolerant, node.user_mapping_role(), node.server_clause(), None).map(StatementKind::DropUserMapping)
}

/// Lowers `IMPORT FOREIGN SCHEMA`.
pub(super) fn lower_import(cx: &Lowering<'_>, node: &ast::ImportForeignSchema) -> Result<StatementKind> {
    Ok(StatementKind::ImportForeignSchema(ImportForeignSchema {
        remote: ident(cx, node.schema_ref())?,
        server: ident(cx, node.server_clause().and_then(|clause| clause.server_ref()))?,
        into: ident(cx, node.into_schema().and_then(|clause| clause.schema_ref()))?,
    }))
}
