//! Which lowering function does a statement of the parser belong to. Only forwards; an arm a line.

use super::object::RoutineWord;
use super::session::{Notification, ServerStatementKind, server_statement};
use super::text_search::{TextSearchKind, lower_create_text_search};
use super::transaction::Transaction;
use super::{Statement, StatementKind, alter_table, dml, do_block, extension, foreign, function, index, object, operator, policy};
use super::{privilege, publication, role, schema, sequence, session, statistics, table, text_search, transaction, trigger, type_, view};
use crate::diag::Result;
use crate::syntax::errors::is_not_understood;
use crate::syntax::expr::lower_call_statement;
use crate::syntax::lower::Lowering;
use crate::syntax::query::{Preparable, lower_query_statement};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxNode};
use crate::text::{Name, Span};

/// Lowers a statement; none for a lone semicolon.
pub(in crate::syntax) fn lower_statement(cx: &Lowering<'_>, statement: &ast::Stmt) -> Result<Option<Statement>> {
    if matches!(statement, ast::Stmt::EmptyStmt(_)) {
        return Ok(None);
    }
    let kind = match lower_kind(cx, statement) {
        Err(problem) if problem.span.is_some() => return Err(problem),
        Err(problem) if is_not_understood(&problem) => return Err(problem.at(cx.first_token_span(statement.syntax()))),
        Err(problem) => StatementKind::Refused(problem),
        Ok(kind) => kind,
    };
    Ok(Some(Statement { kind, span: statement_span(cx, statement.syntax()) }))
}

/// Lowers a statement that can be prepared or stand in a `WITH`; none where it is of another kind.
pub fn lower_preparable(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Preparable>> {
    Ok(match node.kind() {
        SyntaxKind::INSERT => ast::Insert::cast(*node).map(|it| dml::lower_insert(cx, &it)).transpose()?.map(Preparable::Insert),
        SyntaxKind::UPDATE => ast::Update::cast(*node).map(|it| dml::lower_update(cx, &it)).transpose()?.map(Preparable::Update),
        SyntaxKind::DELETE => ast::Delete::cast(*node).map(|it| dml::lower_delete(cx, &it)).transpose()?.map(Preparable::Delete),
        SyntaxKind::MERGE => ast::Merge::cast(*node).map(|it| dml::lower_merge(cx, &it)).transpose()?.map(Preparable::Merge),
        _ => lower_query_statement(cx, node)?.map(Preparable::Query),
    })
}

/// A statement's span without its semicolon.
fn statement_span(cx: &Lowering<'_>, node: &SyntaxNode) -> Span {
    let mut last = node.last_token();
    while let Some(token) = last {
        if !matches!(token.kind(), SyntaxKind::SEMICOLON | SyntaxKind::WHITESPACE | SyntaxKind::COMMENT) {
            break;
        }
        last = token.prev_token().filter(|token| token.span().start >= node.span().start);
    }
    let span = cx.span(node);
    last.map_or(span, |token| Span::new(span.start, cx.token_span(&token).end))
}

fn preparable(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<StatementKind> {
    let preparable = lower_preparable(cx, node)?;
    Ok(StatementKind::Preparable(Box::new(cx.need(preparable, node)?)))
}

fn unsupported(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<StatementKind> {
    let span = cx.first_token_span(node);
    Ok(StatementKind::Unsupported(Name::from(cx.text().get(span.shifted_back(cx.base()).range()).unwrap_or(""))))
}

fn lower_kind(cx: &Lowering<'_>, statement: &ast::Stmt) -> Result<StatementKind> {
    match statement {
        ast::Stmt::CompoundSelect(it) => preparable(cx, it.syntax()),
        ast::Stmt::ParenSelect(it) => preparable(cx, it.syntax()),
        ast::Stmt::Select(it) => preparable(cx, it.syntax()),
        ast::Stmt::SelectInto(it) => preparable(cx, it.syntax()),
        ast::Stmt::Table(it) => preparable(cx, it.syntax()),
        ast::Stmt::Values(it) => preparable(cx, it.syntax()),
        ast::Stmt::Insert(it) => preparable(cx, it.syntax()),
        ast::Stmt::Update(it) => preparable(cx, it.syntax()),
        ast::Stmt::Delete(it) => preparable(cx, it.syntax()),
        ast::Stmt::Merge(it) => preparable(cx, it.syntax()),
        ast::Stmt::Truncate(it) => dml::lower_truncate(cx, it).map(StatementKind::Truncate),
        ast::Stmt::Copy(it) => dml::lower_copy(cx, it).map(|copy| StatementKind::Copy(Box::new(copy))),
        ast::Stmt::EmptyStmt(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterAggregate(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterCollation(it) => type_::lower_alter_collation(cx, it),
        ast::Stmt::AlterConversion(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterDatabase(it) => Ok(server_statement(cx, ServerStatementKind::AlterDatabase, it.syntax())),
        ast::Stmt::AlterDefaultPrivileges(it) => privilege::lower_alter_default_privileges(cx, it),
        ast::Stmt::AlterDomain(it) => type_::lower_alter_domain(cx, it),
        ast::Stmt::AlterEventTrigger(it) => trigger::lower_alter_event_trigger(cx, it),
        ast::Stmt::AlterExtension(it) => extension::lower_alter_extension(cx, it),
        ast::Stmt::AlterForeignDataWrapper(it) => foreign::lower_alter_wrapper(cx, it),
        ast::Stmt::AlterForeignTable(it) => alter_table::lower_alter_foreign_table(cx, it),
        ast::Stmt::AlterFunction(it) => function::lower_alter_routine(cx, RoutineWord::Function, it.function_sig(), it.action()),
        ast::Stmt::AlterGroup(it) => role::lower_alter_group(cx, statement, it),
        ast::Stmt::AlterIndex(it) => alter_table::lower_alter_index(cx, it),
        ast::Stmt::AlterLanguage(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterLargeObject(it) => Ok(server_statement(cx, ServerStatementKind::AlterLargeObject, it.syntax())),
        ast::Stmt::AlterMaterializedView(it) => alter_table::lower_alter_materialized_view(cx, it),
        ast::Stmt::AlterOperator(it) => operator::lower_alter_operator(cx, it),
        ast::Stmt::AlterOperatorClass(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterOperatorFamily(it) => operator::lower_alter_operator_family(cx, it),
        ast::Stmt::AlterPolicy(it) => policy::lower_alter_policy(cx, it),
        ast::Stmt::AlterProcedure(it) => function::lower_alter_routine(cx, RoutineWord::Procedure, it.procedure_sig(), it.action()),
        ast::Stmt::AlterPropertyGraph(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterPublication(it) => publication::lower_alter_publication(cx, it),
        ast::Stmt::AlterRole(it) => role::lower_alter_role(cx, statement, it.role_ref(), it.action()),
        ast::Stmt::AlterRoutine(it) => function::lower_alter_routine(cx, RoutineWord::Routine, it.routine_sig(), it.action()),
        ast::Stmt::AlterRule(it) => object::lower_alter_object(cx, statement, it.rule_rename_to()),
        ast::Stmt::AlterSchema(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterSequence(it) => sequence::lower_alter_sequence(cx, it),
        ast::Stmt::AlterServer(it) => foreign::lower_alter_server(cx, it),
        ast::Stmt::AlterStatistics(it) => statistics::lower_alter_statistics(cx, it),
        ast::Stmt::AlterSubscription(it) => publication::lower_alter_subscription(cx, it),
        ast::Stmt::AlterSystem(it) => Ok(server_statement(cx, ServerStatementKind::AlterSystem, it.syntax())),
        ast::Stmt::AlterTable(it) => alter_table::lower_alter_table(cx, it),
        ast::Stmt::AlterTablespace(it) => Ok(server_statement(cx, ServerStatementKind::AlterTablespace, it.syntax())),
        ast::Stmt::AlterTextSearchConfiguration(it) => text_search::lower_alter_configuration(cx, it),
        ast::Stmt::AlterTextSearchDictionary(it) => text_search::lower_alter_dictionary(cx, it),
        ast::Stmt::AlterTextSearchParser(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterTextSearchTemplate(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterTrigger(it) => object::lower_alter_object(cx, statement, it.action()),
        ast::Stmt::AlterType(it) => type_::lower_alter_type(cx, it),
        ast::Stmt::AlterUser(it) => role::lower_alter_role(cx, statement, it.role_ref(), it.action()),
        ast::Stmt::AlterUserMapping(it) => foreign::lower_alter_mapping(cx, it),
        ast::Stmt::AlterView(it) => alter_table::lower_alter_view(cx, it),
        ast::Stmt::Analyze(it) => session::lower_analyze(cx, it),
        ast::Stmt::Begin(_) => Ok(StatementKind::Transaction(Transaction::Begin)),
        ast::Stmt::Call(it) => lower_call_statement(cx, it.syntax()).map(|call| StatementKind::Call(Box::new(call))),
        ast::Stmt::Checkpoint(it) => Ok(server_statement(cx, ServerStatementKind::Checkpoint, it.syntax())),
        ast::Stmt::Close(it) => session::lower_close(cx, it),
        ast::Stmt::Cluster(it) => session::lower_cluster(cx, it),
        ast::Stmt::CommentOn(it) => object::lower_comment(cx, it),
        ast::Stmt::Commit(it) => Ok(transaction::lower_commit(it)),
        ast::Stmt::CreateAccessMethod(it) => operator::lower_create_access_method(cx, it),
        ast::Stmt::CreateAggregate(it) => function::lower_create_aggregate(cx, it),
        ast::Stmt::CreateCast(it) => function::lower_create_cast(cx, it),
        ast::Stmt::CreateCollation(it) => type_::lower_create_collation(cx, it),
        ast::Stmt::CreateConversion(it) => type_::lower_create_conversion(cx, it),
        ast::Stmt::CreateDatabase(it) => Ok(server_statement(cx, ServerStatementKind::CreateDatabase, it.syntax())),
        ast::Stmt::CreateDomain(it) => type_::lower_create_domain(cx, it),
        ast::Stmt::CreateEventTrigger(it) => trigger::lower_create_event_trigger(cx, it),
        ast::Stmt::CreateExtension(it) => extension::lower_create_extension(cx, it),
        ast::Stmt::CreateForeignDataWrapper(it) => foreign::lower_create_wrapper(cx, it),
        ast::Stmt::CreateForeignTable(it) => table::lower_create_foreign_table(cx, it),
        ast::Stmt::CreateFunction(it) => function::lower_create_function(cx, it),
        ast::Stmt::CreateGroup(it) => role::lower_create_role(cx, it.role(), it.role_option_list()),
        ast::Stmt::CreateIndex(it) => index::lower_create_index(cx, it),
        ast::Stmt::CreateLanguage(it) => function::lower_create_language(cx, it),
        ast::Stmt::CreateMaterializedView(it) => view::lower_create_materialized_view(cx, it),
        ast::Stmt::CreateOperator(it) => operator::lower_create_operator(cx, it),
        ast::Stmt::CreateOperatorClass(it) => operator::lower_create_operator_class(cx, it),
        ast::Stmt::CreateOperatorFamily(it) => operator::lower_create_operator_family(cx, it),
        ast::Stmt::CreatePolicy(it) => policy::lower_create_policy(cx, it),
        ast::Stmt::CreateProcedure(it) => function::lower_create_procedure(cx, it),
        ast::Stmt::CreatePropertyGraph(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreatePublication(it) => publication::lower_create_publication(cx, it),
        ast::Stmt::CreateRole(it) => role::lower_create_role(cx, it.role(), it.role_option_list()),
        ast::Stmt::CreateRule(it) => view::lower_create_rule(cx, it),
        ast::Stmt::CreateSchema(it) => schema::lower_create_schema(cx, it),
        ast::Stmt::CreateSequence(it) => sequence::lower_create_sequence(cx, it),
        ast::Stmt::CreateServer(it) => foreign::lower_create_server(cx, it),
        ast::Stmt::CreateStatistics(it) => statistics::lower_create_statistics(cx, it),
        ast::Stmt::CreateSubscription(it) => publication::lower_create_subscription(cx, it),
        ast::Stmt::CreateTable(it) => table::lower_create_table(cx, it),
        ast::Stmt::CreateTableAs(it) => table::lower_create_table_as(cx, it),
        ast::Stmt::CreateTablespace(it) => Ok(server_statement(cx, ServerStatementKind::CreateTablespace, it.syntax())),
        ast::Stmt::CreateTextSearchConfiguration(it) => {
            lower_create_text_search(cx, TextSearchKind::Configuration, it.text_search_configuration(), it.attribute_list())
        }
        ast::Stmt::CreateTextSearchDictionary(it) => {
            lower_create_text_search(cx, TextSearchKind::Dictionary, it.text_search_dictionary(), it.attribute_list())
        }
        ast::Stmt::CreateTextSearchParser(it) => {
            lower_create_text_search(cx, TextSearchKind::Parser, it.text_search_parser(), it.attribute_list())
        }
        ast::Stmt::CreateTextSearchTemplate(it) => {
            lower_create_text_search(cx, TextSearchKind::Template, it.text_search_template(), it.attribute_list())
        }
        ast::Stmt::CreateTransform(it) => function::lower_create_transform(cx, it),
        ast::Stmt::CreateTrigger(it) => trigger::lower_create_trigger(cx, it),
        ast::Stmt::CreateType(it) => type_::lower_create_type(cx, it),
        ast::Stmt::CreateUser(it) => role::lower_create_role(cx, it.role(), it.role_option_list()),
        ast::Stmt::CreateUserMapping(it) => foreign::lower_create_mapping(cx, it),
        ast::Stmt::CreateView(it) => view::lower_create_view(cx, it),
        ast::Stmt::Deallocate(it) => session::lower_deallocate(cx, it),
        ast::Stmt::Declare(it) => session::lower_declare(cx, it),
        ast::Stmt::Discard(it) => session::lower_discard(it),
        ast::Stmt::Do(it) => do_block::lower_do(cx, it),
        ast::Stmt::DropAccessMethod(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropAggregate(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropCast(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropCollation(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropConversion(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropDatabase(it) => Ok(server_statement(cx, ServerStatementKind::DropDatabase, it.syntax())),
        ast::Stmt::DropDomain(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropEventTrigger(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropExtension(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropForeignDataWrapper(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropForeignTable(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropFunction(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropGroup(it) => role::lower_drop_role(cx, it.if_exists().is_some(), it.role_refs()),
        ast::Stmt::DropIndex(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropLanguage(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropMaterializedView(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropOperator(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropOperatorClass(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropOperatorFamily(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropOwned(it) => role::lower_drop_owned(cx, it),
        ast::Stmt::DropPolicy(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropProcedure(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropPropertyGraph(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropPublication(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropRole(it) => role::lower_drop_role(cx, it.if_exists().is_some(), it.role_refs()),
        ast::Stmt::DropRoutine(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropRule(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropSchema(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropSequence(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropServer(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropStatistics(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropSubscription(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTable(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTablespace(it) => Ok(server_statement(cx, ServerStatementKind::DropTablespace, it.syntax())),
        ast::Stmt::DropTextSearchConfig(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTextSearchDict(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTextSearchParser(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTextSearchTemplate(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTransform(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropTrigger(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropType(_) => object::lower_drop(cx, statement),
        ast::Stmt::DropUser(it) => role::lower_drop_role(cx, it.if_exists().is_some(), it.role_refs()),
        ast::Stmt::DropUserMapping(it) => foreign::lower_drop_mapping(cx, it),
        ast::Stmt::DropView(_) => object::lower_drop(cx, statement),
        ast::Stmt::Execute(it) => session::lower_execute(cx, it).map(StatementKind::Execute),
        ast::Stmt::Explain(it) => session::lower_explain(cx, it),
        ast::Stmt::Fetch(it) => session::lower_fetch(cx, it.cursor_ref()),
        ast::Stmt::Grant(it) => privilege::lower_grant(cx, it),
        ast::Stmt::ImportForeignSchema(it) => foreign::lower_import(cx, it),
        ast::Stmt::Listen(_) => Ok(StatementKind::Notify(Notification::Listen)),
        ast::Stmt::Load(it) => Ok(server_statement(cx, ServerStatementKind::Load, it.syntax())),
        ast::Stmt::Lock(it) => session::lower_lock(cx, it),
        ast::Stmt::Move(it) => session::lower_fetch(cx, it.cursor_ref()),
        ast::Stmt::Notify(_) => Ok(StatementKind::Notify(Notification::Notify)),
        ast::Stmt::Prepare(it) => session::lower_prepare(cx, it),
        ast::Stmt::PrepareTransaction(_) => Ok(StatementKind::Transaction(Transaction::PrepareTransaction)),
        ast::Stmt::Reassign(it) => role::lower_reassign(cx, it),
        ast::Stmt::Refresh(it) => view::lower_refresh(cx, it),
        ast::Stmt::Reindex(it) => index::lower_reindex(cx, it),
        ast::Stmt::ReleaseSavepoint(it) => transaction::lower_release(cx, it),
        ast::Stmt::Repack(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Reset(it) => session::lower_reset(cx, it),
        ast::Stmt::ResetRole(it) => Ok(session::lower_reset_named(cx, "role", it.syntax())),
        ast::Stmt::ResetSessionAuth(it) => Ok(session::lower_reset_named(cx, "session_authorization", it.syntax())),
        ast::Stmt::Revoke(it) => privilege::lower_revoke(cx, it),
        ast::Stmt::Rollback(it) => transaction::lower_rollback(cx, it),
        ast::Stmt::SavepointCreate(it) => transaction::lower_savepoint(cx, it),
        ast::Stmt::SecurityLabel(it) => object::lower_security_label(cx, it),
        ast::Stmt::Set(it) => session::lower_set(cx, it),
        ast::Stmt::SetConstraints(it) => session::lower_set_constraints(cx, it),
        ast::Stmt::SetRole(it) => session::lower_set_role(cx, it),
        ast::Stmt::SetSessionAuth(it) => session::lower_set_session_authorization(cx, it),
        ast::Stmt::SetTransaction(_) => Ok(StatementKind::Transaction(Transaction::SetTransaction)),
        ast::Stmt::Show(it) => session::lower_show(cx, it),
        ast::Stmt::Unlisten(_) => Ok(StatementKind::Notify(Notification::Unlisten)),
        ast::Stmt::Vacuum(it) => session::lower_vacuum(cx, it),
    }
}
