//! Roles, as they are written.

use super::object::{lower_common_action, statement_object};
use super::support::{ident, is_cascade, need};
use super::{DefinitionItem, DefinitionValue, OptionAction, StatementKind, errors};
use crate::diag::{Result, each};
use crate::syntax::expr::lower_expr;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::Ident;
use crate::syntax::tree::SyntaxKind;
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::{Collection, Gather, Name, Seek, Span};

/// A role where one may be named.
#[derive(Clone, Debug, PartialEq)]
pub enum RoleName {
    /// By name.
    Named(Ident),
    /// `CURRENT_USER` or `CURRENT_ROLE`
    Current(Span),
    /// `SESSION_USER`
    Session(Span),
    /// `PUBLIC`
    Public(Span),
}

/// `CREATE ROLE | USER | GROUP`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateRole {
    /// Its name.
    pub name: RoleName,
    /// Its options.
    pub options: Vec<DefinitionItem>,
    /// Roles that it is made a member of, or that become its members.
    pub related: Vec<RoleName>,
}

/// `ALTER ROLE | USER | GROUP`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterRole {
    /// Its name; missing for `ALL`.
    pub name: Option<RoleName>,
    /// Its options.
    pub options: Vec<DefinitionItem>,
    /// Roles that are added or dropped.
    pub related: Vec<RoleName>,
}

/// `DROP ROLE | USER | GROUP`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropRole {
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// The roles.
    pub roles: Vec<RoleName>,
}

/// `REASSIGN OWNED BY a TO b`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReassignOwned {
    /// `BY`.
    pub from: Vec<RoleName>,
    /// `TO`.
    pub to: RoleName,
}

/// `DROP OWNED BY`.
#[derive(Clone, Debug, PartialEq)]
pub struct DropOwned {
    /// `BY`.
    pub roles: Vec<RoleName>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// A role where one may be named.
///
/// pg: gram.y RoleSpec
pub(super) fn lower_role(cx: &Lowering<'_>, node: Option<ast::RoleRef>) -> Result<RoleName> {
    let node = need(node)?;
    let value = need(node.role_ref_value())?;
    let span = cx.span_of(&value);
    Ok(match value {
        ast::RoleRefValue::RoleRefCurrentRole(_) | ast::RoleRefValue::RoleRefCurrentUser(_) => RoleName::Current(span),
        ast::RoleRefValue::RoleRefSessionUser(_) => RoleName::Session(span),
        ast::RoleRefValue::RoleNameRef(name) => role_of(ident(cx, Some(name))?)?,
    })
}

fn role_of(name: Ident) -> Result<RoleName> {
    match name.name.as_str() {
        "public" => Ok(RoleName::Public(name.span)),
        "none" => Err(errors::reserved_role(&name.name, name.span)),
        _ => Ok(RoleName::Named(name)),
    }
}

/// Roles in their order.
pub(super) fn lower_roles(cx: &Lowering<'_>, list: Option<ast::RoleRefList>) -> Result<Vec<RoleName>> {
    list.map_or_else(|| Ok(Vec::new()), |list| each(list.role_refs(), |role| lower_role(cx, Some(role))))
}

/// A role where only a name may stand.
///
/// pg: gram.y RoleId
pub(super) fn lower_role_ident(cx: &Lowering<'_>, node: Option<ast::RoleRef>) -> Result<Ident> {
    match lower_role(cx, node)? {
        RoleName::Named(name) => Ok(name),
        RoleName::Public(span) => Err(errors::reserved_role(&Name::from("public"), span)),
        RoleName::Current(span) => Err(errors::not_a_role_name(&written(cx, span), span)),
        RoleName::Session(span) => Err(errors::not_a_role_name(&written(cx, span), span)),
    }
}

/// Lowers `CREATE ROLE | USER | GROUP`.
pub(super) fn lower_create_role(cx: &Lowering<'_>, name: Option<ast::Role>, options: Option<ast::RoleOptionList>) -> Result<StatementKind> {
    let name = match lower_new_role(cx, name)? {
        RoleName::Public(span) => return Err(errors::reserved_role(&Name::from("public"), span)),
        RoleName::Current(span) => return Err(errors::not_a_role_name(&written(cx, span), span)),
        RoleName::Session(span) => return Err(errors::not_a_role_name(&written(cx, span), span)),
        named => named,
    };
    let (options, related) = lower_role_options(cx, options)?;
    Ok(StatementKind::CreateRole(CreateRole { name, options, related }))
}

/// The options of a role, and the roles that they name.
fn lower_role_options(cx: &Lowering<'_>, list: Option<ast::RoleOptionList>) -> Result<(Vec<DefinitionItem>, Vec<RoleName>)> {
    let (mut options, mut related) = (Vec::new(), Vec::new());
    let Some(list) = list else { return Ok((options, related)) };
    for node in list.role_options() {
        if let Some(roles) = node.syntax().children().first_some(ast::RoleRefList::cast) {
            related.put_all(lower_roles(cx, Some(roles))?);
        } else {
            options.push(lower_role_option(cx, &node)?);
        }
    }
    Ok((options, related))
}

fn lower_role_option(cx: &Lowering<'_>, node: &ast::RoleOption) -> Result<DefinitionItem> {
    let words: Vec<String> = own_tokens(node.syntax()).map(|token| token.text().to_ascii_lowercase()).gather();
    let known = |word: &str| {
        let plain = word.strip_prefix("no").unwrap_or(word);
        let flags = ["superuser", "createuser", "createrole", "replication", "createdb", "login", "bypassrls", "inherit"];
        flags.contains(&word) || flags.contains(&plain)
    };
    let span = cx.span_of(node);
    match node {
        ast::RoleOption::RoleOptionGeneric(_) if !words.first().is_some_and(|word| known(word)) => {
            let word = words.first().cloned().unwrap_or_default();
            return Err(errors::unrecognized_role_option(&word, span));
        }
        _ => {}
    }
    let literal = node.syntax().children().first_some(ast::Literal::cast);
    let number = node.syntax().children().first_some(ast::Expr::cast).filter(|_| literal.is_none());
    let value = match (literal, number) {
        (Some(literal), _) => Some(DefinitionValue::Expr(lower_expr(cx, literal.syntax())?)),
        (None, Some(number)) => Some(DefinitionValue::Expr(lower_expr(cx, number.syntax())?)),
        (None, None) => None,
    };
    let name = Ident { name: Name::from(words.join(" ")), span };
    Ok(DefinitionItem { namespace: None, name, value, action: OptionAction::Unspecified, span })
}

/// Lowers `ALTER ROLE | USER` with options or settings; renaming is a statement of its own.
pub(super) fn lower_alter_role<'t>(
    cx: &Lowering<'_>,
    statement: &ast::Stmt,
    role: Option<ast::RoleRef>,
    action: Option<impl AstNode<'t>>,
) -> Result<StatementKind> {
    let Some(action) = action else { return alter_role(cx, role, None) };
    if ast::RoleRenameTo::can_cast(action.syntax().kind()) {
        let object = statement_object(cx, statement)?;
        return need(lower_common_action(cx, object, action.syntax())?);
    }
    alter_role(cx, role, ast::RoleOptionList::cast(*action.syntax()))
}

fn alter_role(cx: &Lowering<'_>, role: Option<ast::RoleRef>, options: Option<ast::RoleOptionList>) -> Result<StatementKind> {
    let name = role.map(|role| lower_role(cx, Some(role))).transpose()?;
    let (options, related) = lower_role_options(cx, options)?;
    Ok(StatementKind::AlterRole(AlterRole { name, options, related }))
}

/// Lowers `ALTER GROUP`.
pub(super) fn lower_alter_group(cx: &Lowering<'_>, statement: &ast::Stmt, node: &ast::AlterGroup) -> Result<StatementKind> {
    let members = match need(node.action())? {
        ast::AlterGroupAction::AddUsers(add) => each(add.role_refs(), |role| lower_role(cx, Some(role)))?,
        ast::AlterGroupAction::DropUsers(drop) => each(drop.role_refs(), |role| lower_role(cx, Some(role)))?,
        ast::AlterGroupAction::RoleRenameTo(to) => return lower_alter_role(cx, statement, node.role_ref(), Some(to)),
    };
    let name = Some(lower_role(cx, node.role_ref())?);
    Ok(StatementKind::AlterRole(AlterRole { name, options: Vec::new(), related: members }))
}

/// Lowers `DROP ROLE | USER | GROUP`.
pub(super) fn lower_drop_role<'t>(
    cx: &Lowering<'_>,
    if_exists: bool,
    roles: impl Iterator<Item = ast::RoleRef<'t>>,
) -> Result<StatementKind> {
    let roles = each(roles, |role| lower_role(cx, Some(role)))?;
    Ok(StatementKind::DropRole(DropRole { if_exists, roles }))
}

/// Lowers `REASSIGN OWNED`.
pub(super) fn lower_reassign(cx: &Lowering<'_>, node: &ast::Reassign) -> Result<StatementKind> {
    let to = lower_roles(cx, node.after())?;
    Ok(StatementKind::ReassignOwned(ReassignOwned { from: lower_roles(cx, node.before())?, to: need(to.into_iter().next())? }))
}

/// Lowers `DROP OWNED`.
pub(super) fn lower_drop_owned(cx: &Lowering<'_>, node: &ast::DropOwned) -> Result<StatementKind> {
    let roles = lower_roles(cx, node.role_ref_list())?;
    Ok(StatementKind::DropOwned(DropOwned { roles, cascade: is_cascade(node.drop_behavior()) }))
}

/// A role that the parser takes as a new name.
pub(super) fn lower_new_role(cx: &Lowering<'_>, node: Option<ast::Role>) -> Result<RoleName> {
    let node = need(node)?;
    let token = need(own_tokens(node.syntax()).next())?;
    let span = cx.token_span(&token);
    match token.kind() {
        SyntaxKind::CURRENT_ROLE_KW | SyntaxKind::CURRENT_USER_KW => Ok(RoleName::Current(span)),
        SyntaxKind::SESSION_USER_KW => Ok(RoleName::Session(span)),
        _ => role_of(ident(cx, Some(node))?),
    }
}

/// The word that stands there, as PostgreSQL's messages have it.
pub(super) fn written(cx: &Lowering<'_>, span: Span) -> String {
    cx.text().get(span.shifted_back(cx.base()).range()).unwrap_or("CURRENT_USER").to_ascii_uppercase()
}
