//! Which lowering function does a statement of the parser belong to. Only forwards; an arm a line.

use super::{Statement, StatementKind, dml};
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::query::{Preparable, lower_query_statement};
use crate::text::{Name, Span};
use squawk_syntax::ast::{self, AstNode};
use squawk_syntax::{SyntaxKind, SyntaxNode};

/// Lowers a statement; none for a lone semicolon.
pub fn lower_statement(cx: &Lowering<'_>, statement: &ast::Stmt) -> Result<Option<Statement>> {
    if matches!(statement, ast::Stmt::EmptyStmt(_)) {
        return Ok(None);
    }
    Ok(Some(Statement { kind: lower_kind(cx, statement)?, span: statement_span(cx, statement.syntax()) }))
}

/// Lowers a statement that can be prepared or stand in a `WITH`; none where it is of another kind.
pub fn lower_preparable(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Option<Preparable>> {
    Ok(match node.kind() {
        SyntaxKind::INSERT => ast::Insert::cast(node.clone()).map(|it| dml::lower_insert(cx, &it)).transpose()?.map(Preparable::Insert),
        SyntaxKind::UPDATE => ast::Update::cast(node.clone()).map(|it| dml::lower_update(cx, &it)).transpose()?.map(Preparable::Update),
        SyntaxKind::DELETE => ast::Delete::cast(node.clone()).map(|it| dml::lower_delete(cx, &it)).transpose()?.map(Preparable::Delete),
        SyntaxKind::MERGE => ast::Merge::cast(node.clone()).map(|it| dml::lower_merge(cx, &it)).transpose()?.map(Preparable::Merge),
        _ => lower_query_statement(cx, node)?.map(Preparable::Query),
    })
}

/// A statement's span without its semicolon.
fn statement_span(cx: &Lowering<'_>, node: &SyntaxNode) -> Span {
    let mut last = node.last_token();
    while let Some(token) = last.clone() {
        if !matches!(token.kind(), SyntaxKind::SEMICOLON | SyntaxKind::WHITESPACE | SyntaxKind::COMMENT) {
            break;
        }
        last = token.prev_token().filter(|token| token.text_range().start() >= node.text_range().start());
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
        ast::Stmt::AlterAggregate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterCollation(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterConversion(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterDatabase(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterDefaultPrivileges(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterDomain(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterEventTrigger(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterExtension(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterForeignDataWrapper(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterForeignTable(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterFunction(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterGroup(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterIndex(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterLanguage(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterLargeObject(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterMaterializedView(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterOperator(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterOperatorClass(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterOperatorFamily(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterPolicy(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterProcedure(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterPropertyGraph(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterPublication(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterRole(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterRoutine(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterRule(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterSchema(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterSequence(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterServer(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterStatistics(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterSubscription(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterSystem(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTable(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTablespace(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTextSearchConfiguration(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTextSearchDictionary(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTextSearchParser(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTextSearchTemplate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterTrigger(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterType(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterUser(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterUserMapping(it) => unsupported(cx, it.syntax()),
        ast::Stmt::AlterView(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Analyze(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Begin(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Call(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Checkpoint(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Close(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Cluster(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CommentOn(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Commit(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateAccessMethod(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateAggregate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateCast(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateCollation(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateConversion(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateDatabase(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateDomain(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateEventTrigger(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateExtension(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateForeignDataWrapper(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateForeignTable(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateFunction(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateGroup(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateIndex(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateLanguage(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateMaterializedView(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateOperator(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateOperatorClass(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateOperatorFamily(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreatePolicy(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateProcedure(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreatePropertyGraph(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreatePublication(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateRole(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateRule(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateSchema(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateSequence(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateServer(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateStatistics(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateSubscription(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTable(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTableAs(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTablespace(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTextSearchConfiguration(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTextSearchDictionary(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTextSearchParser(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTextSearchTemplate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTransform(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateTrigger(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateType(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateUser(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateUserMapping(it) => unsupported(cx, it.syntax()),
        ast::Stmt::CreateView(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Deallocate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Declare(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Discard(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Do(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropAccessMethod(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropAggregate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropCast(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropCollation(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropConversion(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropDatabase(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropDomain(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropEventTrigger(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropExtension(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropForeignDataWrapper(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropForeignTable(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropFunction(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropGroup(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropIndex(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropLanguage(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropMaterializedView(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropOperator(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropOperatorClass(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropOperatorFamily(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropOwned(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropPolicy(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropProcedure(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropPropertyGraph(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropPublication(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropRole(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropRoutine(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropRule(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropSchema(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropSequence(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropServer(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropStatistics(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropSubscription(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTable(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTablespace(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTextSearchConfig(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTextSearchDict(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTextSearchParser(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTextSearchTemplate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTransform(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropTrigger(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropType(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropUser(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropUserMapping(it) => unsupported(cx, it.syntax()),
        ast::Stmt::DropView(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Execute(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Explain(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Fetch(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Grant(it) => unsupported(cx, it.syntax()),
        ast::Stmt::ImportForeignSchema(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Listen(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Load(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Lock(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Move(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Notify(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Prepare(it) => unsupported(cx, it.syntax()),
        ast::Stmt::PrepareTransaction(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Reassign(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Refresh(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Reindex(it) => unsupported(cx, it.syntax()),
        ast::Stmt::ReleaseSavepoint(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Repack(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Reset(it) => unsupported(cx, it.syntax()),
        ast::Stmt::ResetRole(it) => unsupported(cx, it.syntax()),
        ast::Stmt::ResetSessionAuth(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Revoke(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Rollback(it) => unsupported(cx, it.syntax()),
        ast::Stmt::SavepointCreate(it) => unsupported(cx, it.syntax()),
        ast::Stmt::SecurityLabel(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Set(it) => unsupported(cx, it.syntax()),
        ast::Stmt::SetConstraints(it) => unsupported(cx, it.syntax()),
        ast::Stmt::SetRole(it) => unsupported(cx, it.syntax()),
        ast::Stmt::SetSessionAuth(it) => unsupported(cx, it.syntax()),
        ast::Stmt::SetTransaction(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Show(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Unlisten(it) => unsupported(cx, it.syntax()),
        ast::Stmt::Vacuum(it) => unsupported(cx, it.syntax()),
    }
}
