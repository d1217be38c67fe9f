//! May a statement that is not followed change the schema.

use crate::syntax::expr::{Expr, ExprKind, Literal};
use crate::syntax::plpgsql::{Block, PlLoop, PlStatement, PlStatementKind};
use crate::syntax::statement::StatementKind;
use crate::text::{Collection, Gather, Seek};

/// Whether any of the statements may change the schema.
pub(super) fn may_change(statements: &[PlStatement]) -> bool {
    statements.iter().exists(statement_may_change)
}

/// Whether a block may change the schema.
pub(super) fn block_may_change(block: &Block) -> bool {
    may_change(&block.body) || block.handlers.iter().exists(|handler| may_change(&handler.body))
}

fn statement_may_change(statement: &PlStatement) -> bool {
    use PlStatementKind as K;
    match &statement.kind {
        K::Block(block) => block_may_change(block),
        K::If { branches, otherwise } => branches.iter().exists(|branch| may_change(&branch.body)) || may_change(otherwise),
        K::Case { branches, otherwise, .. } => {
            branches.iter().exists(|branch| may_change(&branch.body)) || otherwise.as_ref().is_some_and(|otherwise| may_change(otherwise))
        }
        K::Loop(_, body) => may_change(body),
        K::Sql(statement, _) => is_definition(&statement.kind),
        K::Execute(command, _) => text_may_change(&command.text),
        _ => false,
    }
}

/// The commands that statements make up at run time and run for what they do.
pub(super) fn commands_in(statements: &[PlStatement]) -> Vec<&Expr> {
    let command = |statement: &'_ PlStatement| matches!(statement.kind, PlStatementKind::Execute(..));
    all_in(statements).into_iter().filter(|it| command(it)).filter_map(command_of).gather()
}

/// The text of the command that a statement makes up at run time, also for the rows that it gives.
pub(super) fn command_of(statement: &PlStatement) -> Option<&Expr> {
    use PlStatementKind as K;
    match &statement.kind {
        K::Execute(command, _) | K::ReturnExecute(command) => Some(&command.text),
        K::Loop(kind, _) => match &**kind {
            PlLoop::Execute(_, command) => Some(&command.text),
            _ => None,
        },
        _ => None,
    }
}

/// The statements, and those within them.
pub(super) fn all_in(statements: &[PlStatement]) -> Vec<&PlStatement> {
    use PlStatementKind as K;
    let mut found = Vec::new();
    let mut waiting: Vec<&PlStatement> = statements.iter().gather();
    while let Some(statement) = waiting.pop() {
        found.push(statement);
        match &statement.kind {
            K::Block(block) => waiting.put_all(block.body.iter().chain(block.handlers.iter().flat_map(|handler| &handler.body))),
            K::If { branches, otherwise } => waiting.put_all(branches.iter().flat_map(|branch| &branch.body).chain(otherwise)),
            K::Case { branches, otherwise, .. } => {
                waiting.put_all(branches.iter().flat_map(|branch| &branch.body).chain(otherwise.iter().flatten()));
            }
            K::Loop(_, body) => waiting.put_all(body),
            _ => {}
        }
    }
    found
}

/// Whether a statement of SQL defines something, rather than reading or writing rows.
pub(super) fn is_definition(kind: &StatementKind) -> bool {
    use StatementKind as K;
    !matches!(
        kind,
        K::Preparable(_)
            | K::Truncate(_)
            | K::Copy(_)
            | K::Set(_)
            | K::Show(_)
            | K::Lock(_)
            | K::Notify(_)
            | K::SetConstraints(_)
            | K::Maintenance(_)
            | K::Refresh(_)
            | K::Reindex(_)
            | K::Explain(_)
            | K::Grant(_)
            | K::GrantRole(_)
            | K::Comment(_)
    )
}

/// Whether a command that is made up at run time may define something: not where its first word tells otherwise.
fn text_may_change(text: &Expr) -> bool {
    match first_text(text) {
        Some(text) => !changes_rows_only(&text),
        None => true,
    }
}

/// Whether a command begins like one that only reads or writes rows.
pub(super) fn changes_rows_only(text: &str) -> bool {
    let word = text.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        word.as_str(),
        "select"
            | "insert"
            | "update"
            | "delete"
            | "merge"
            | "with"
            | "values"
            | "analyze"
            | "vacuum"
            | "grant"
            | "revoke"
            | "notify"
            | "set"
    )
}

fn first_text(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Literal(Literal::String(text)) => Some(text.to_string()),
        ExprKind::Operator(operation) => operation.left.as_ref().and_then(first_text),
        ExprKind::Call(call) if call.name.name.name == "format" => call.arguments.first().and_then(|argument| first_text(&argument.value)),
        _ => None,
    }
}
