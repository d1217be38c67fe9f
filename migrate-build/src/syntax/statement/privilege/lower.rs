//! How are `GRANT`, `REVOKE` and `ALTER DEFAULT PRIVILEGES` lowered.

use super::{AllObjects, AlterDefaultPrivileges, Grant, GrantDirection, GrantRole, GrantTarget, Privilege};
use crate::diag::{Result, each};
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::{Ident, QualifiedName, lower_ident_token};
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::function::{FunctionRef, lower_function_ref};
use crate::syntax::statement::object::RoutineWord;
use crate::syntax::statement::role::{RoleName, lower_role, lower_role_ident, lower_roles};
use crate::syntax::statement::support::{column_refs, idents, is_cascade, need, qualifieds, unexpected};
use crate::syntax::tree::ast::{self, AstNode, PrivilegeObjects as Node};
use crate::text::{Gather, Name};

/// Lowers `GRANT`.
pub(in crate::syntax::statement) fn lower_grant(cx: &Lowering<'_>, node: &ast::Grant) -> Result<StatementKind> {
    let granted_by = lower_granted_by(cx, node.granted_by_clause())?;
    let clause = node.on_privilege_objects_clause();
    let Some(objects) = clause.and_then(|clause| clause.privilege_objects()) else {
        return Ok(StatementKind::GrantRole(GrantRole {
            direction: GrantDirection::Grant,
            roles: lower_granted_roles(cx, node.privileges())?,
            members: lower_roles(cx, node.role_ref_list())?,
            granted_by,
            cascade: false,
        }));
    };
    let (privileges, all_columns) = lower_privileges(cx, node.privileges())?;
    Ok(StatementKind::Grant(Box::new(Grant {
        direction: GrantDirection::Grant,
        privileges,
        all_columns,
        target: lower_target(cx, &objects)?,
        roles: lower_roles(cx, node.role_ref_list())?,
        grant_option: node.grant_with_clause().is_some_and(|clause| clause.grant_option().is_some()),
        granted_by,
        cascade: false,
    })))
}

/// Lowers `REVOKE`.
pub(in crate::syntax::statement) fn lower_revoke(cx: &Lowering<'_>, node: &ast::Revoke) -> Result<StatementKind> {
    let granted_by = lower_granted_by(cx, node.granted_by_clause())?;
    let cascade = is_cascade(node.drop_behavior());
    let clause = node.on_privilege_objects_clause();
    let Some(objects) = clause.and_then(|clause| clause.privilege_objects()) else {
        return Ok(StatementKind::GrantRole(GrantRole {
            direction: GrantDirection::Revoke,
            roles: lower_granted_roles(cx, node.privileges())?,
            members: lower_roles(cx, node.role_ref_list())?,
            granted_by,
            cascade,
        }));
    };
    let (privileges, all_columns) = lower_privileges(cx, node.privileges())?;
    Ok(StatementKind::Grant(Box::new(Grant {
        direction: GrantDirection::Revoke,
        privileges,
        all_columns,
        target: lower_target(cx, &objects)?,
        roles: lower_roles(cx, node.role_ref_list())?,
        grant_option: node.revoke_option_for().is_some(),
        granted_by,
        cascade,
    })))
}

fn lower_granted_by(cx: &Lowering<'_>, node: Option<ast::GrantedByClause>) -> Result<Option<RoleName>> {
    node.map(|clause| lower_role(cx, clause.role_ref())).transpose()
}

/// Which privileges, and the columns of `ALL (columns)`; none are named for `ALL`.
fn lower_privileges(cx: &Lowering<'_>, node: Option<ast::Privileges>) -> Result<(Vec<Privilege>, Vec<Ident>)> {
    match need(node)? {
        ast::Privileges::AllPrivileges(all) => Ok((Vec::new(), column_refs(cx, all.column_ref_list())?)),
        ast::Privileges::RevokeCommandList(list) => {
            let privilege = |node: ast::RevokeCommand| {
                Ok(Privilege { name: lower_privilege_name(cx, &node)?, columns: column_refs(cx, node.column_ref_list())? })
            };
            Ok((each(list.revoke_commands(), privilege)?, Vec::new()))
        }
    }
}

fn lower_privilege_name(cx: &Lowering<'_>, node: &ast::RevokeCommand) -> Result<Ident> {
    if let Some(role) = node.role_ref() {
        return lower_role_ident(cx, Some(role));
    }
    let tokens: Vec<_> = own_tokens(node.syntax()).gather();
    match tokens.as_slice() {
        [] => Err(unexpected(cx, node.syntax())),
        [token] => Ok(lower_ident_token(cx, token)),
        [first, .., last] => {
            let words: Vec<String> = tokens.iter().map(|token| token.text().to_ascii_lowercase()).gather();
            Ok(Ident { name: Name::from(words.join(" ")), span: cx.token_span(first).to(cx.token_span(last)) })
        }
    }
}

fn lower_granted_roles(cx: &Lowering<'_>, node: Option<ast::Privileges>) -> Result<Vec<Ident>> {
    match need(node)? {
        ast::Privileges::AllPrivileges(all) => Err(unexpected(cx, all.syntax())),
        ast::Privileges::RevokeCommandList(list) => each(list.revoke_commands(), |node| lower_privilege_name(cx, &node)),
    }
}

fn lower_target(cx: &Lowering<'_>, node: &Node) -> Result<GrantTarget> {
    Ok(match node {
        Node::PrivilegeDefault(node) => GrantTarget::Tables(qualifieds(cx, node.relation_name_refs())?),
        Node::PrivilegeTable(node) => GrantTarget::Tables(qualifieds(cx, node.relation_name_refs())?),
        Node::PrivilegeSequence(node) => GrantTarget::Sequences(qualifieds(cx, node.sequence_refs())?),
        Node::PrivilegeFunction(node) => {
            GrantTarget::Functions(RoutineWord::Function, functions(cx, need(node.function_sig_list())?.function_sigs())?)
        }
        Node::PrivilegeProcedure(node) => {
            GrantTarget::Functions(RoutineWord::Procedure, functions(cx, need(node.procedure_sig_list())?.procedure_sigs())?)
        }
        Node::PrivilegeRoutine(node) => {
            GrantTarget::Functions(RoutineWord::Routine, functions(cx, need(node.routine_sig_list())?.routine_sigs())?)
        }
        Node::PrivilegeDatabase(node) => GrantTarget::Databases(idents(cx, node.database_refs())?),
        Node::PrivilegeDomain(node) => GrantTarget::Domains(qualifieds(cx, node.domain_refs())?),
        Node::PrivilegeType(node) => GrantTarget::Types(qualifieds(cx, node.type_name_refs())?),
        Node::PrivilegeForeignDataWrapper(node) => GrantTarget::ForeignDataWrappers(idents(cx, node.foreign_data_wrapper_refs())?),
        Node::PrivilegeForeignServer(node) => GrantTarget::ForeignServers(idents(cx, node.server_refs())?),
        Node::PrivilegeLanguage(node) => GrantTarget::Languages(idents(cx, node.language_refs())?),
        Node::PrivilegeLargeObject(_) => GrantTarget::LargeObjects,
        Node::PrivilegeParameter(node) => GrantTarget::Parameters(parameters(cx, node)?),
        Node::PrivilegeSchema(node) => GrantTarget::Schemas(idents(cx, node.schema_refs())?),
        Node::PrivilegeTablespace(node) => GrantTarget::Tablespaces(idents(cx, node.tablespace_refs())?),
        Node::PrivilegeAllTablesInSchema(node) => all_in(cx, AllObjects::Tables, node.schema_refs())?,
        Node::PrivilegeAllSequencesInSchema(node) => all_in(cx, AllObjects::Sequences, node.schema_refs())?,
        Node::PrivilegeAllFunctionsInSchema(node) => all_in(cx, AllObjects::Functions, node.schema_refs())?,
        Node::PrivilegeAllProceduresInSchema(node) => all_in(cx, AllObjects::Procedures, node.schema_refs())?,
        Node::PrivilegeAllRoutinesInSchema(node) => all_in(cx, AllObjects::Routines, node.schema_refs())?,
        Node::PrivilegePropertyGraph(node) => return Err(unexpected(cx, node.syntax())),
    })
}

fn functions<'t, N: AstNode<'t>>(cx: &Lowering<'_>, nodes: impl Iterator<Item = N>) -> Result<Vec<FunctionRef>> {
    each(nodes, |node| lower_function_ref(cx, node.syntax()))
}

fn parameters(cx: &Lowering<'_>, node: &ast::PrivilegeParameter) -> Result<Vec<QualifiedName>> {
    qualifieds(cx, node.config_parameter_refs())
}

fn all_in(cx: &Lowering<'_>, objects: AllObjects, schemas: ast::AstChildren<ast::SchemaRef>) -> Result<GrantTarget> {
    Ok(GrantTarget::AllInSchema(objects, idents(cx, schemas)?))
}

/// Lowers `ALTER DEFAULT PRIVILEGES`.
pub(in crate::syntax::statement) fn lower_alter_default_privileges(
    cx: &Lowering<'_>,
    node: &ast::AlterDefaultPrivileges,
) -> Result<StatementKind> {
    use ast::AlterDefaultPrivilegesAction as Action;
    let in_schemas = node.in_schemas();
    let (direction, privileges, objects, roles, grant_option) = match need(node.action())? {
        Action::GrantDefaultPrivileges(node) => {
            let grant_option = node.grant_with_clause().is_some_and(|clause| clause.grant_option().is_some());
            (GrantDirection::Grant, node.privileges(), node.privilege_target(), node.role_ref_list(), grant_option)
        }
        Action::RevokeDefaultPrivileges(node) => {
            let grant_option = node.grant_option_for().is_some();
            (GrantDirection::Revoke, node.privileges(), node.privilege_target(), node.role_ref_list(), grant_option)
        }
    };
    Ok(StatementKind::AlterDefaultPrivileges(Box::new(AlterDefaultPrivileges {
        for_roles: lower_roles(cx, node.for_roles().and_then(|clause| clause.role_ref_list()))?,
        in_schemas: in_schemas.map_or_else(|| Ok(Vec::new()), |clause| idents(cx, clause.schema_refs()))?,
        direction,
        privileges: lower_privileges(cx, privileges)?.0,
        objects: match need(objects)? {
            ast::PrivilegeTarget::PrivilegeTargetTables(_) => AllObjects::Tables,
            ast::PrivilegeTarget::PrivilegeTargetSequences(_) => AllObjects::Sequences,
            ast::PrivilegeTarget::PrivilegeTargetFunctions(_) => AllObjects::Functions,
            ast::PrivilegeTarget::PrivilegeTargetRoutines(_) => AllObjects::Routines,
            ast::PrivilegeTarget::PrivilegeTargetTypes(_) => AllObjects::Types,
            ast::PrivilegeTarget::PrivilegeTargetSchemas(_) => AllObjects::Schemas,
            ast::PrivilegeTarget::PrivilegeTargetLargeObjects(_) => AllObjects::LargeObjects,
        },
        roles: lower_roles(cx, roles)?,
        grant_option,
    })))
}
