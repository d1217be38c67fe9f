//! Transaction control, as it is written.

use crate::syntax::name::Ident;

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
