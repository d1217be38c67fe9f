//! What are statements called: their command tags.

use crate::syntax::statement::StatementKind;
use crate::syntax::statement::session::{DiscardTarget, MaintenanceKind, Notification};
use crate::syntax::statement::transaction::Transaction;

/// The command tag of a statement that is no query.
// pg: utility.c CreateCommandTag
pub(super) fn command_name(kind: &StatementKind) -> &'static str {
    use StatementKind as K;
    match kind {
        K::Preparable(_) => "SELECT",
        K::Truncate(_) => "TRUNCATE TABLE",
        K::Copy(_) => "COPY",
        K::CreateTable(_) => "CREATE TABLE",
        K::CreateTableAs(it) if it.materialized_view => "CREATE MATERIALIZED VIEW",
        K::CreateTableAs(_) => "CREATE TABLE AS",
        K::AlterTable(_) => "ALTER TABLE",
        K::CreateIndex(_) => "CREATE INDEX",
        K::Reindex(_) => "REINDEX",
        K::CreateView(_) => "CREATE VIEW",
        K::CreateRule(_) => "CREATE RULE",
        K::Refresh(_) => "REFRESH MATERIALIZED VIEW",
        K::CreateType(_) => "CREATE TYPE",
        K::AlterEnum(_) | K::AlterTypeOptions(_) => "ALTER TYPE",
        K::CreateDomain(_) => "CREATE DOMAIN",
        K::AlterDomain(_) => "ALTER DOMAIN",
        K::CreateFunction(it) if it.procedure => "CREATE PROCEDURE",
        K::CreateFunction(_) => "CREATE FUNCTION",
        K::CreateSequence(_) => "CREATE SEQUENCE",
        K::AlterSequence(_) => "ALTER SEQUENCE",
        K::CreateSchema(_) => "CREATE SCHEMA",
        K::CreateTrigger(_) => "CREATE TRIGGER",
        K::CreatePolicy(_) => "CREATE POLICY",
        K::CreateExtension(_) => "CREATE EXTENSION",
        K::Grant(_) => "GRANT",
        K::Comment(_) => "COMMENT",
        K::Do(_) => "DO",
        K::Call(_) => "CALL",
        K::Explain(_) => "EXPLAIN",
        K::Set(_) => "SET",
        K::Show(_) => "SHOW",
        K::Lock(_) => "LOCK TABLE",
        K::Discard(DiscardTarget::All) => "DISCARD ALL",
        K::Notify(Notification::Listen) => "LISTEN",
        K::Notify(Notification::Unlisten) => "UNLISTEN",
        K::Notify(Notification::Notify) => "NOTIFY",
        K::Transaction(it) => command_name_of(it),
        K::Maintenance(it) => match it.kind {
            MaintenanceKind::Vacuum | MaintenanceKind::VacuumFull => "VACUUM",
            MaintenanceKind::Analyze => "ANALYZE",
            MaintenanceKind::Cluster => "CLUSTER",
        },
        _ => "DDL",
    }
}

/// The command tag of transaction control.
pub(super) fn command_name_of(it: &Transaction) -> &'static str {
    match it {
        Transaction::Begin => "BEGIN",
        Transaction::Commit => "COMMIT",
        Transaction::Rollback => "ROLLBACK",
        Transaction::Savepoint(_) => "SAVEPOINT",
        Transaction::Release(_) => "RELEASE",
        Transaction::RollbackTo(_) => "ROLLBACK",
        Transaction::PrepareTransaction => "PREPARE TRANSACTION",
        Transaction::CommitPrepared => "COMMIT PREPARED",
        Transaction::RollbackPrepared => "ROLLBACK PREPARED",
        Transaction::SetTransaction => "SET TRANSACTION",
    }
}
