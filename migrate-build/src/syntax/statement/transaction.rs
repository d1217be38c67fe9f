//! Transaction control, as it is written.

use super::StatementKind;
use super::support::ident;
use crate::diag::Result;
use crate::syntax::lower::Lowering;
use crate::syntax::name::Ident;
use crate::syntax::tree::ast;

/// A statement that begins, ends or marks a transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Transaction {
    /// `BEGIN`, `START TRANSACTION`
    Begin,
    /// `COMMIT`, `END`
    Commit,
    /// `ROLLBACK`, `ABORT`
    Rollback,
    /// `SAVEPOINT`
    Savepoint(Ident),
    /// `RELEASE`
    Release(Ident),
    /// `ROLLBACK TO`
    RollbackTo(Ident),
    /// `PREPARE TRANSACTION`
    PrepareTransaction,
    /// `COMMIT PREPARED`
    CommitPrepared,
    /// `ROLLBACK PREPARED`
    RollbackPrepared,
    /// `SET TRANSACTION`, `SET SESSION CHARACTERISTICS`
    SetTransaction,
}

/// Lowers `COMMIT`, `END`, `COMMIT PREPARED`.
pub(super) fn lower_commit(node: &ast::Commit) -> StatementKind {
    StatementKind::Transaction(match node {
        ast::Commit::CommitTransaction(_) => Transaction::Commit,
        ast::Commit::CommitPrepared(_) => Transaction::CommitPrepared,
    })
}

/// Lowers `ROLLBACK`, `ABORT`, `ROLLBACK TO`, `ROLLBACK PREPARED`.
pub(super) fn lower_rollback(cx: &Lowering<'_>, node: &ast::Rollback) -> Result<StatementKind> {
    Ok(StatementKind::Transaction(match node {
        ast::Rollback::RollbackTransaction(_) => Transaction::Rollback,
        ast::Rollback::RollbackToSavepoint(node) => Transaction::RollbackTo(ident(cx, node.savepoint_ref())?),
        ast::Rollback::RollbackPrepared(_) => Transaction::RollbackPrepared,
    }))
}

/// Lowers `SAVEPOINT`.
pub(super) fn lower_savepoint(cx: &Lowering<'_>, node: &ast::SavepointCreate) -> Result<StatementKind> {
    Ok(StatementKind::Transaction(Transaction::Savepoint(ident(cx, node.savepoint())?)))
}

/// Lowers `RELEASE`.
pub(super) fn lower_release(cx: &Lowering<'_>, node: &ast::ReleaseSavepoint) -> Result<StatementKind> {
    Ok(StatementKind::Transaction(Transaction::Release(ident(cx, node.savepoint_ref())?)))
}
