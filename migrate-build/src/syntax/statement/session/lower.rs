//! How are statements about the session lowered: cursors, prepared statements, locks, maintenance.

use super::{
    DeclareCursor, DiscardTarget, Execute, Explain, Lock, LockMode, Maintenance, MaintenanceKind, Prepare, ServerStatement,
    ServerStatementKind, SetConstraints, Show,
};
use crate::diag::{Result, each};
use crate::syntax::expr::Expr;
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, QualifiedName, lower_ident};
use crate::syntax::query::lower_query;
use crate::syntax::query::table::RelationRef;
use crate::syntax::statement::StatementKind;
use crate::syntax::statement::function::lower_parameter_types;
use crate::syntax::statement::lower::{lower_preparable, lower_statement};
use crate::syntax::statement::support::{column_refs, exprs, ident, need, qualified, qualifieds, unexpected};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Gather, Name, Seek};

/// A statement about the server, by its first word.
pub(in crate::syntax::statement) fn server_statement(cx: &Lowering<'_>, kind: ServerStatementKind, node: &SyntaxNode) -> StatementKind {
    let if_exists = node.children().exists(|child| child.kind() == SyntaxKind::IF_EXISTS);
    let mut named = node.children().filter(|child| child.kind() != SyntaxKind::IF_EXISTS);
    let name = named.next().and_then(|child| lower_ident(cx, &child).ok());
    StatementKind::Server(ServerStatement { kind, name, if_exists, span: cx.first_token_span(node) })
}

/// Lowers `SHOW`.
pub(in crate::syntax::statement) fn lower_show(cx: &Lowering<'_>, node: &ast::Show) -> Result<StatementKind> {
    let action = need(node.show_action())?;
    let span = cx.span_of(&action);
    let named = |name: &str| Some(Ident { name: Name::from(name), span });
    let name = match &action {
        ast::ShowAction::All(_) => None,
        ast::ShowAction::ConfigParameterRef(_) => {
            let text: String = action.syntax().text().split_whitespace().gather();
            named(&text.to_ascii_lowercase())
        }
        ast::ShowAction::SessionAuthorization(_) => named("session_authorization"),
        ast::ShowAction::TimeZone(_) => named("timezone"),
        ast::ShowAction::TransactionIsolationLevel(_) => named("transaction_isolation"),
    };
    Ok(StatementKind::Show(Show { name }))
}

/// Lowers `EXPLAIN`.
pub(in crate::syntax::statement) fn lower_explain(cx: &Lowering<'_>, node: &ast::Explain) -> Result<StatementKind> {
    let (mut analyze, mut format) = (false, Name::from("text"));
    match node.explain_mode() {
        None | Some(ast::ExplainMode::ExplainVerbose(_)) => {}
        Some(ast::ExplainMode::ExplainAnalyze(_)) => analyze = true,
        Some(ast::ExplainMode::ExplainOptionList(list)) => {
            for option in list.explain_options() {
                let name = ident(cx, option.explain_option_name())?;
                let value = option.explain_option_value();
                let value = value.map(|value| value.syntax().text().trim_matches(|c| "'\"".contains(c)).to_ascii_lowercase());
                match name.name.as_str() {
                    "analyze" | "analyse" => analyze = is_true(value.as_deref()),
                    "format" => format = Name::from(value.unwrap_or_default()),
                    _ => {}
                }
            }
        }
    }
    let statement = need(node.explain_stmt())?;
    let statement = need(ast::Stmt::cast(*statement.syntax()))?;
    let statement = need(cx.deeper(node.syntax(), || lower_statement(cx, &statement))?)?;
    Ok(StatementKind::Explain(Box::new(Explain { analyze, format, statement })))
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, None | Some("true" | "on" | "1" | "yes"))
}

/// Lowers `PREPARE`.
pub(in crate::syntax::statement) fn lower_prepare(cx: &Lowering<'_>, node: &ast::Prepare) -> Result<StatementKind> {
    let statement = need(node.stmt())?;
    Ok(StatementKind::Prepare(Box::new(Prepare {
        name: ident(cx, node.name())?,
        types: lower_parameter_types(cx, node.param_list())?,
        statement: need(lower_preparable(cx, statement.syntax())?)?,
    })))
}

/// Lowers `EXECUTE`.
pub(in crate::syntax::statement) fn lower_execute(cx: &Lowering<'_>, node: &ast::Execute) -> Result<Execute> {
    Ok(Execute { name: ident(cx, node.prepared_statement_ref())?, arguments: lower_plain_arguments(cx, node.arg_list())? })
}

/// Arguments without names.
fn lower_plain_arguments(cx: &Lowering<'_>, list: Option<ast::ArgList>) -> Result<Vec<Expr>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    if let Some(argument) = list.args().first_where(|argument| argument.expr().is_none()) {
        return Err(unexpected(cx, argument.syntax()));
    }
    exprs(cx, list.args().filter_map(|argument| argument.expr()))
}

/// Lowers `DEALLOCATE`.
pub(in crate::syntax::statement) fn lower_deallocate(cx: &Lowering<'_>, node: &ast::Deallocate) -> Result<StatementKind> {
    let name = node.prepared_statement_ref().map(|name| ident(cx, Some(name))).transpose()?;
    Ok(StatementKind::Deallocate(name))
}

/// Lowers `DISCARD`.
pub(in crate::syntax::statement) fn lower_discard(node: &ast::Discard) -> Result<StatementKind> {
    Ok(StatementKind::Discard(match need(node.discard_target())? {
        ast::DiscardTarget::DiscardAll(_) => DiscardTarget::All,
        ast::DiscardTarget::DiscardPlans(_) => DiscardTarget::Plans,
        ast::DiscardTarget::DiscardSequences(_) => DiscardTarget::Sequences,
        ast::DiscardTarget::DiscardTemp(_) => DiscardTarget::Temporary,
    }))
}

/// Lowers `DECLARE ... CURSOR`.
pub(in crate::syntax::statement) fn lower_declare(cx: &Lowering<'_>, node: &ast::Declare) -> Result<StatementKind> {
    Ok(StatementKind::DeclareCursor(Box::new(DeclareCursor {
        name: ident(cx, node.cursor())?,
        hold: matches!(node.cursor_hold(), Some(ast::CursorHold::WithHold(_))),
        query: lower_query(cx, need(node.query())?.syntax())?,
    })))
}

/// Lowers `CLOSE`.
pub(in crate::syntax::statement) fn lower_close(cx: &Lowering<'_>, node: &ast::Close) -> Result<StatementKind> {
    Ok(StatementKind::CloseCursor(node.cursor_ref().map(|name| ident(cx, Some(name))).transpose()?))
}

/// Lowers `LOCK TABLE`.
pub(in crate::syntax::statement) fn lower_lock(cx: &Lowering<'_>, node: &ast::Lock) -> Result<StatementKind> {
    let relation = |node: ast::RelationName| {
        Ok(RelationRef { name: qualified(cx, node.relation_name_ref())?, only: node.only_token().is_some(), sample: None })
    };
    let mode = match node.lock_mode_clause().and_then(|clause| clause.lock_mode()) {
        None | Some(ast::LockMode::AccessExclusive(_)) => LockMode::AccessExclusive,
        Some(ast::LockMode::AccessShare(_)) => LockMode::AccessShare,
        Some(ast::LockMode::Exclusive(_)) => LockMode::Exclusive,
        Some(ast::LockMode::RowExclusive(_)) => LockMode::RowExclusive,
        Some(ast::LockMode::RowShare(_)) => LockMode::RowShare,
        Some(ast::LockMode::Share(_)) => LockMode::Share,
        Some(ast::LockMode::ShareRowExclusive(_)) => LockMode::ShareRowExclusive,
        Some(ast::LockMode::ShareUpdateExclusive(_)) => LockMode::ShareUpdateExclusive,
    };
    let relations = each(need(node.relation_list())?.relation_names(), relation)?;
    Ok(StatementKind::Lock(Lock { relations, mode }))
}

/// Lowers `SET CONSTRAINTS`.
pub(in crate::syntax::statement) fn lower_set_constraints(cx: &Lowering<'_>, node: &ast::SetConstraints) -> Result<StatementKind> {
    Ok(StatementKind::SetConstraints(SetConstraints {
        names: qualifieds(cx, node.constraint_name_refs())?,
        deferred: matches!(node.constraint_timing(), Some(ast::ConstraintTiming::Deferred(_))),
    }))
}

fn lower_relations(cx: &Lowering<'_>, list: Option<ast::TableAndColumnsList>) -> Result<Vec<(QualifiedName, Vec<Ident>)>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let relation = |node: ast::TableAndColumns| {
        let name = qualified(cx, node.table_relation_name().and_then(|name| name.table_name_ref()))?;
        Ok((name, column_refs(cx, node.column_ref_list())?))
    };
    each(list.table_and_columnss(), relation)
}

/// Lowers `VACUUM`.
pub(in crate::syntax::statement) fn lower_vacuum(cx: &Lowering<'_>, node: &ast::Vacuum) -> Result<StatementKind> {
    Ok(StatementKind::Maintenance(Maintenance {
        kind: if node.is_full() { MaintenanceKind::VacuumFull } else { MaintenanceKind::Vacuum },
        relations: lower_relations(cx, node.table_and_columns_list())?,
        index: None,
    }))
}

/// Lowers `ANALYZE`.
pub(in crate::syntax::statement) fn lower_analyze(cx: &Lowering<'_>, node: &ast::Analyze) -> Result<StatementKind> {
    let relations = lower_relations(cx, node.table_and_columns_list())?;
    Ok(StatementKind::Maintenance(Maintenance { kind: MaintenanceKind::Analyze, relations, index: None }))
}

/// Lowers `CLUSTER`.
pub(in crate::syntax::statement) fn lower_cluster(cx: &Lowering<'_>, node: &ast::Cluster) -> Result<StatementKind> {
    let (table, index) = match node.cluster_legacy() {
        Some(legacy) => (legacy.on_path().and_then(|on| on.table_name_ref()), legacy.index_ref()),
        None => (node.table_name_ref(), node.cluster_using_index().and_then(|clause| clause.index_ref())),
    };
    let table = table.map(|table| qualified(cx, Some(table))).transpose()?;
    Ok(StatementKind::Maintenance(Maintenance {
        kind: MaintenanceKind::Cluster,
        relations: table.into_iter().map(|table| (table, Vec::new())).gather(),
        index: index.map(|index| ident(cx, Some(index))).transpose()?,
    }))
}

/// Lowers `FETCH` and `MOVE`.
pub(in crate::syntax::statement) fn lower_fetch(cx: &Lowering<'_>, cursor: Option<ast::CursorRef>) -> Result<StatementKind> {
    Ok(StatementKind::Fetch(ident(cx, cursor)?))
}
