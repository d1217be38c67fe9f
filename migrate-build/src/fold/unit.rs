//! How is a file run: in one transaction, or statement by statement.

use super::command_name::command_name_of;
use super::cx::Cx;
use super::errors::transaction as errors;
use super::session::{Session, TransactionMode};
use crate::diag::Problem;
use crate::syntax::statement::alter_table::{AlterActionKind, DetachMode};
use crate::syntax::statement::session::{MaintenanceKind, ServerStatementKind};
use crate::syntax::statement::transaction::Transaction;
use crate::syntax::statement::{Statement, StatementKind};

/// The statements without one `BEGIN ... COMMIT` around all of them: that is the unit's own transaction.
#[must_use]
pub fn elide_wrapping_block(statements: &[Statement]) -> &[Statement] {
    let is = |statement: &Statement, wanted: &Transaction| matches!(&statement.kind, StatementKind::Transaction(found) if found == wanted);
    match statements {
        [first, inner @ .., last]
            if is(first, &Transaction::Begin) && is(last, &Transaction::Commit) && !inner.iter().any(ends_transaction) =>
        {
            inner
        }
        _ => statements,
    }
}

fn ends_transaction(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Transaction(Transaction::Begin | Transaction::Commit | Transaction::Rollback))
}

/// The first statement that begins or ends a transaction in the middle of a file, which then runs statement by statement.
#[must_use]
pub fn own_transaction(statements: &[Statement]) -> Option<&Statement> {
    let begins_or_ends = |it: &&Statement| matches!(it.kind, StatementKind::Transaction(Transaction::Begin | Transaction::Commit));
    statements.iter().find(begins_or_ends)
}

/// What is said of such a file.
#[must_use]
pub fn warn_of_own_transaction(statement: &Statement) -> Problem {
    match &statement.kind {
        StatementKind::Transaction(it) => errors::own_transaction(command_name_of(it)).at(statement.span),
        _ => errors::own_transaction("COMMIT").at(statement.span),
    }
}

/// Whether a statement cannot run in a transaction, so that its file runs statement by statement.
#[must_use]
pub fn needs_statement_mode(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(it) => it.concurrently.is_some(),
        StatementKind::Reindex(it) => it.concurrently,
        StatementKind::Drop(it) => it.concurrently,
        StatementKind::AlterTable(it) => {
            it.actions.iter().any(|action| matches!(&action.kind, AlterActionKind::DetachPartition { mode: DetachMode::Concurrently, .. }))
        }
        StatementKind::Maintenance(it) => matches!(it.kind, MaintenanceKind::Vacuum | MaintenanceKind::VacuumFull),
        StatementKind::Server(it) => matches!(
            it.kind,
            ServerStatementKind::CreateDatabase
                | ServerStatementKind::DropDatabase
                | ServerStatementKind::CreateTablespace
                | ServerStatementKind::DropTablespace
                | ServerStatementKind::AlterSystem
        ),
        _ => false,
    }
}

impl Cx<'_> {
    /// Ends the session of a migration: what it only set for itself is gone.
    pub fn end_session(&mut self) {
        super::transaction::end_transaction(self);
        super::discard::drop_temporary(self).ok();
        self.session = Session::new(TransactionMode::Whole);
        self.catalog.set_search_path(crate::catalog::search_path::SearchPath::default());
    }
}
