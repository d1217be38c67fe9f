//! Row security policies, as they are written.

use super::object::{ObjectRef, RelationPart, lower_common_action};
use super::role::{RoleName, lower_roles};
use super::support::{expr, ident, need, qualified};
use super::{StatementKind, errors};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::{Ident, QualifiedName, lower_ident_token};
use crate::syntax::tree::ast::{self, AstNode};

/// Which commands a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyCommand {
    /// `ALL`
    All,
    /// `SELECT`
    Select,
    /// `INSERT`
    Insert,
    /// `UPDATE`
    Update,
    /// `DELETE`
    Delete,
}

/// `CREATE POLICY`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatePolicy {
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub relation: QualifiedName,
    /// `AS`; the word as written, `permissive` where nothing is said.
    pub permissive: bool,
    /// `FOR`.
    pub command: PolicyCommand,
    /// `TO`; empty for `PUBLIC`.
    pub roles: Vec<RoleName>,
    /// `USING`.
    pub using: Option<Expr>,
    /// `WITH CHECK`.
    pub check: Option<Expr>,
}

/// `ALTER POLICY`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterPolicy {
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub relation: QualifiedName,
    /// `TO`.
    pub roles: Vec<RoleName>,
    /// `USING`.
    pub using: Option<Expr>,
    /// `WITH CHECK`.
    pub check: Option<Expr>,
}

/// Lowers `CREATE POLICY`.
pub(super) fn lower_create_policy(cx: &Lowering<'_>, node: &ast::CreatePolicy) -> Result<StatementKind> {
    let command = match node.policy_command().and_then(|clause| clause.command()) {
        None | Some(ast::PolicyCommandKind::PolicyCommandAll(_)) => PolicyCommand::All,
        Some(ast::PolicyCommandKind::PolicyCommandSelect(_)) => PolicyCommand::Select,
        Some(ast::PolicyCommandKind::PolicyCommandInsert(_)) => PolicyCommand::Insert,
        Some(ast::PolicyCommandKind::PolicyCommandUpdate(_)) => PolicyCommand::Update,
        Some(ast::PolicyCommandKind::PolicyCommandDelete(_)) => PolicyCommand::Delete,
    };
    Ok(StatementKind::CreatePolicy(Box::new(CreatePolicy {
        name: ident(cx, node.policy())?,
        relation: qualified(cx, node.on_table().and_then(|on| on.table_name_ref()))?,
        permissive: lower_permissive(cx, node.as_policy_type())?,
        command,
        roles: lower_roles(cx, node.policy_roles().and_then(|clause| clause.role_ref_list()))?,
        using: lower_using(cx, node.using_expr_clause())?,
        check: lower_check(cx, node.with_check_expr_clause())?,
    })))
}

fn lower_permissive(cx: &Lowering<'_>, node: Option<ast::AsPolicyType>) -> Result<bool> {
    let Some(node) = node else { return Ok(true) };
    let word = lower_ident_token(cx, &need(own_tokens(node.syntax()).nth(1))?);
    match word.name.as_str() {
        "permissive" => Ok(true),
        "restrictive" => Ok(false),
        _ => Err(errors::unrecognized_policy_kind(&word.name, word.span)),
    }
}

fn lower_using(cx: &Lowering<'_>, node: Option<ast::UsingExprClause>) -> Result<Option<Expr>> {
    node.map(|clause| expr(cx, clause.expr())).transpose()
}

fn lower_check(cx: &Lowering<'_>, node: Option<ast::WithCheckExprClause>) -> Result<Option<Expr>> {
    node.map(|clause| expr(cx, clause.expr())).transpose()
}

/// Lowers `ALTER POLICY`.
pub(super) fn lower_alter_policy(cx: &Lowering<'_>, node: &ast::AlterPolicy) -> Result<StatementKind> {
    let name = ident(cx, node.policy_ref())?;
    let relation = qualified(cx, node.on_table().and_then(|on| on.table_name_ref()))?;
    match need(node.action())? {
        ast::AlterPolicyAction::PolicyRenameTo(to) => {
            let object = ObjectRef::Part(RelationPart::Policy, name, relation);
            need(lower_common_action(cx, object, to.syntax())?)
        }
        ast::AlterPolicyAction::AlterPolicyTo(clauses) => Ok(StatementKind::AlterPolicy(Box::new(AlterPolicy {
            name,
            relation,
            roles: lower_roles(cx, clauses.policy_roles().and_then(|clause| clause.role_ref_list()))?,
            using: lower_using(cx, clauses.using_expr_clause())?,
            check: lower_check(cx, clauses.with_check_expr_clause())?,
        }))),
    }
}
