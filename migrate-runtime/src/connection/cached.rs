//! Which statements has a connection prepared already, and when must one be prepared again.

use crate::sqlstate::SqlState;
use crate::statement::Statement;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A client or transaction that prepares each statement the first time that it runs, for loops that run the same ones again and again.
///
/// ```no_run
/// # #[cfg(feature = "sync")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mut client = postgres::Client::connect("", postgres::NoTls)?;
/// let mut db = migrate_runtime::Cached::new(&mut client);
/// // query!(...).fetch_all(&mut db)?
/// # let _ = &mut db;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "sync"))]
/// # fn main() {}
/// ```
pub struct Cached<C> {
    pub(super) connection: C,
    prepared: Prepared,
}

/// The prepared statements of one connection, by their text.
#[derive(Default)]
pub(super) struct Prepared(Mutex<HashMap<Box<str>, tokio_postgres::Statement>>);

impl<C> Cached<C> {
    /// Over whatever leads to a client or a transaction: a reference or a pooled client.
    pub fn new(connection: C) -> Self {
        Self { connection, prepared: Prepared::default() }
    }

    /// What was given to [`Cached::new`]. The prepared statements are closed.
    pub fn into_inner(self) -> C {
        self.connection
    }

    #[cfg(feature = "sync")]
    pub(super) fn parts(&mut self) -> (&mut C, &Prepared) {
        (&mut self.connection, &self.prepared)
    }

    #[cfg(feature = "tokio")]
    pub(super) fn prepared(&self) -> &Prepared {
        &self.prepared
    }
}

impl Prepared {
    pub(super) fn get(&self, statement: &Statement) -> Option<tokio_postgres::Statement> {
        self.lock().get(statement.sql()).cloned()
    }

    pub(super) fn keep(&self, statement: &Statement, prepared: &tokio_postgres::Statement) {
        self.lock().insert(statement.sql().into(), prepared.clone());
    }

    pub(super) fn forget(&self, statement: &Statement) {
        self.lock().remove(statement.sql());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Box<str>, tokio_postgres::Statement>> {
        // The map is whole between any two calls, so a panic elsewhere left nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a statement that was prepared before has to be prepared again: its plan no longer fits, or the server forgot it.
// pg: plancache.c RevalidateCachedQuery, prepare.c FetchPreparedStatement
pub(super) fn is_stale(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|answer| match SqlState::from_code(answer.code().code()) {
        SqlState::FeatureNotSupported => answer.routine() == Some("RevalidateCachedQuery"),
        SqlState::InvalidSqlStatementName => true,
        // A type that was dropped and made again has another OID.
        SqlState::UndefinedObject | SqlState::InternalError => answer.message().starts_with("cache lookup failed for type"),
        _ => false,
    })
}

/// Whether the statement ran in a transaction that an error before had ended.
pub(super) fn is_in_failed_transaction(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|answer| SqlState::from_code(answer.code().code()) == SqlState::InFailedSqlTransaction)
}
