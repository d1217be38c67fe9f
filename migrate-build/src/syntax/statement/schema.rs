//! `CREATE SCHEMA`, as it is written.

use super::lower::lower_statement;
use super::role::{RoleName, lower_new_role, lower_role};
use super::support::{ident, need, unexpected};
use super::{Statement, StatementKind, errors};
use crate::diag::{Problem, Result, each};
use crate::syntax::lower::Lowering;
use crate::syntax::name::Ident;
use crate::syntax::tree::ast::{self, AstNode};
use crate::text::Span;

/// `CREATE SCHEMA`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateSchema {
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Its name; missing where only `AUTHORIZATION` is given.
    pub name: Option<Ident>,
    /// `AUTHORIZATION`.
    pub owner: Option<RoleName>,
    /// What is made in it.
    pub elements: Vec<Statement>,
}

/// Lowers `CREATE SCHEMA`.
pub(super) fn lower_create_schema(cx: &Lowering<'_>, node: &ast::CreateSchema) -> Result<StatementKind> {
    let (name, owner) = match need(node.create_schema_target())? {
        ast::CreateSchemaTarget::NamedSchema(target) => {
            let owner = target.role_ref().map(|role| lower_role(cx, Some(role))).transpose()?;
            (Some(ident(cx, target.schema())?), owner)
        }
        ast::CreateSchemaTarget::AuthorizationSchema(target) => (None, Some(lower_new_role(cx, target.role())?)),
    };
    let if_not_exists = node.if_not_exists().is_some();
    let elements: Vec<Statement> = each(node.schema_elements(), |element| lower_element(cx, &element))?;
    if let Some(first) = elements.first().filter(|_| if_not_exists) {
        return Err(schema_elements_refused(cx, first.span));
    }
    Ok(StatementKind::CreateSchema(Box::new(CreateSchema { if_not_exists, name, owner, elements })))
}

/// Elements after `IF NOT EXISTS`, which the parser takes as statements that follow.
pub(in crate::syntax) fn schema_elements_refused(cx: &Lowering<'_>, first: Span) -> Problem {
    let message = "CREATE SCHEMA IF NOT EXISTS cannot include schema elements";
    errors::pointing_from_18(cx, errors::not_supported(message, first))
}

/// The parser knows more elements than PostgreSQL does up to 18, whose grammar gives up after `CREATE`.
fn lower_element(cx: &Lowering<'_>, node: &ast::SchemaElement) -> Result<Statement> {
    use ast::SchemaElement as Element;
    match node {
        Element::CreateTable(_)
        | Element::CreateIndex(_)
        | Element::CreateSequence(_)
        | Element::CreateTrigger(_)
        | Element::CreateView(_)
        | Element::Grant(_) => {
            let statement = need(ast::Stmt::cast(*node.syntax()))?;
            need(lower_statement(cx, &statement)?)
        }
        _ => Err(unexpected(cx, node.syntax())),
    }
}
