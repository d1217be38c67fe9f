//! Views, materialized views and rules, as they are written.

use super::lower::lower_statement;
use super::options::with_params;
use super::support::{column_names, ident, need, optional_expr, optional_ident, qualified};
use super::table::{CreateTableAs, Persistence, TableSource, lower_access_method, lower_persistence};
use super::{DefinitionItem, Statement, StatementKind, errors};
use crate::diag::{Result, each};
use crate::syntax::expr::Expr;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::{Ident, QualifiedName};
use crate::syntax::query::{Query, lower_query};
use crate::syntax::tree::SyntaxNode;
use crate::syntax::tree::ast::{self, AstNode};

/// `CREATE VIEW`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateView {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `TEMP`.
    pub persistence: Persistence,
    /// `RECURSIVE`.
    pub recursive: bool,
    /// Its name.
    pub name: QualifiedName,
    /// Names for its columns.
    pub columns: Vec<Ident>,
    /// `WITH (...)`.
    pub options: Vec<DefinitionItem>,
    /// What it selects.
    pub query: Query,
    /// `WITH CHECK OPTION`.
    pub check_option: Option<CheckOption>,
}

/// `WITH ... CHECK OPTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOption {
    /// `LOCAL`
    Local,
    /// `CASCADED`
    Cascaded,
}

/// What sets a rule off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleEvent {
    /// `SELECT`
    Select,
    /// `INSERT`
    Insert,
    /// `UPDATE`
    Update,
    /// `DELETE`
    Delete,
}

/// `CREATE RULE`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateRule {
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// Its name.
    pub name: Ident,
    /// `ON`.
    pub event: RuleEvent,
    /// `TO`.
    pub relation: QualifiedName,
    /// `WHERE`.
    pub filter: Option<Expr>,
    /// `INSTEAD`.
    pub instead: bool,
    /// What it does; empty for `NOTHING`.
    pub actions: Vec<Statement>,
}

/// `REFRESH MATERIALIZED VIEW`.
#[derive(Clone, Debug, PartialEq)]
pub struct Refresh {
    /// The view.
    pub view: QualifiedName,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
    /// `WITH NO DATA`.
    pub no_data: bool,
}

/// Lowers `CREATE VIEW`.
pub(super) fn lower_create_view(cx: &Lowering<'_>, node: &ast::CreateView) -> Result<StatementKind> {
    let recursive = node.recursive_token().is_some();
    let check_option = node.with_check_option();
    if let Some(option) = check_option.as_ref().filter(|_| recursive) {
        return Err(errors::not_supported("WITH CHECK OPTION not supported on recursive views", cx.span_of(option)));
    }
    Ok(StatementKind::CreateView(Box::new(CreateView {
        or_replace: node.or_replace().is_some(),
        persistence: lower_persistence(node.persistence()),
        recursive,
        name: qualified(cx, node.view())?,
        columns: column_names(cx, node.column_list())?,
        options: with_params(cx, node.with_params())?,
        query: lower_query(cx, need(node.query())?.syntax())?,
        check_option: check_option.map(|option| match option.check_option_level() {
            Some(ast::CheckOptionLevel::LocalCheckOption(_)) => CheckOption::Local,
            Some(ast::CheckOptionLevel::CascadedCheckOption(_)) | None => CheckOption::Cascaded,
        }),
    })))
}

/// Lowers `CREATE MATERIALIZED VIEW`.
pub(super) fn lower_create_materialized_view(cx: &Lowering<'_>, node: &ast::CreateMaterializedView) -> Result<StatementKind> {
    Ok(StatementKind::CreateTableAs(Box::new(CreateTableAs {
        materialized_view: true,
        persistence: Persistence::Permanent,
        if_not_exists: node.if_not_exists().is_some(),
        name: qualified(cx, node.view())?,
        columns: column_names(cx, node.column_list())?,
        access_method: lower_access_method(cx, node.using_method())?,
        options: with_params(cx, node.with_params())?,
        on_commit: None,
        tablespace: optional_ident(cx, node.tablespace_clause().and_then(|clause| clause.tablespace_ref()))?,
        source: TableSource::Query(lower_query(cx, need(node.query())?.syntax())?),
        no_data: matches!(node.data_option(), Some(ast::DataOption::WithNoData(_))),
    })))
}

/// Lowers `REFRESH MATERIALIZED VIEW`.
pub(super) fn lower_refresh(cx: &Lowering<'_>, node: &ast::Refresh) -> Result<StatementKind> {
    Ok(StatementKind::Refresh(Refresh {
        view: qualified(cx, node.view_ref())?,
        concurrently: node.concurrently_token().is_some(),
        no_data: matches!(node.data_option(), Some(ast::DataOption::WithNoData(_))),
    }))
}

/// Lowers `CREATE RULE`.
pub(super) fn lower_create_rule(cx: &Lowering<'_>, node: &ast::CreateRule) -> Result<StatementKind> {
    let on = need(node.rule_on())?;
    let action = need(node.rule_do())?;
    let event = need(own_tokens(need(on.rule_event())?.syntax()).next())?;
    let event = match event.text().to_ascii_lowercase().as_str() {
        "select" => RuleEvent::Select,
        "insert" => RuleEvent::Insert,
        "update" => RuleEvent::Update,
        "delete" => RuleEvent::Delete,
        _ => return Err(errors::incomplete()),
    };
    Ok(StatementKind::CreateRule(Box::new(CreateRule {
        or_replace: node.or_replace().is_some(),
        name: ident(cx, node.rule())?,
        event,
        relation: qualified(cx, on.relation_name_ref())?,
        filter: optional_expr(cx, on.where_clause().and_then(|clause| clause.expr()))?,
        instead: action.instead_token().is_some(),
        actions: match need(action.rule_action())? {
            ast::RuleAction::Nothing(_) => Vec::new(),
            ast::RuleAction::RuleStmt(statement) => vec![lower_action(cx, statement.syntax())?],
            ast::RuleAction::RuleStmtList(list) => each(list.rule_stmts(), |statement| lower_action(cx, statement.syntax()))?,
        },
    })))
}

fn lower_action(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Statement> {
    let statement = need(ast::Stmt::cast(*node))?;
    need(lower_statement(cx, &statement)?)
}
