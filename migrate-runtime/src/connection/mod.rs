//! On what does a query run: one trait, whose answer is a result or a future of one.

#[cfg(feature = "tokio")]
mod async_rows;
#[cfg(feature = "tokio")]
mod asynchronous;
#[cfg(feature = "sync")]
mod blocking;
mod cached;
#[cfg(feature = "tokio")]
mod cached_async;
#[cfg(feature = "sync")]
mod cached_blocking;
#[cfg(any(feature = "sync", feature = "tokio"))]
mod one;

#[cfg(feature = "tokio")]
pub use async_rows::AsyncRows;
#[cfg(feature = "tokio")]
pub use asynchronous::{Answer, AsyncClient, FetchAsync};
#[cfg(feature = "sync")]
pub use blocking::{BlockingClient, FetchSync, SyncRows};
pub use cached::Cached;

use crate::copy::Copy;
use crate::error::Error;
use crate::query::{Command, Query};

/// What queries run on: a client, a transaction, or one of them with prepared statements ([`Cached`]).
#[diagnostic::on_unimplemented(
    message = "a query cannot run on `{Self}`",
    note = "give `&mut` of a `postgres` client or transaction, or `&` of a `tokio-postgres` one (feature `tokio`); a pooled client is reached with `&mut *pooled`"
)]
pub trait Connection: Sized {
    /// A result, or a future of one.
    type Answer<T: Send + 'static>;
    /// The rows one after another.
    type Rows<R: Send + 'static>;

    /// The only row. None and several are errors.
    fn fetch_one<R: Send + 'static>(self, query: Query<R>) -> Self::Answer<R>;

    /// The row, if there is one. Several are an error.
    fn fetch_optional<R: Send + 'static>(self, query: Query<R>) -> Self::Answer<Option<R>>;

    /// All rows.
    fn fetch_all<R: Send + 'static>(self, query: Query<R>) -> Self::Answer<Vec<R>>;

    /// The rows as they arrive.
    fn stream<R: Send + 'static>(self, query: Query<R>) -> Self::Rows<R>;

    /// Runs a statement: how many rows it touched.
    fn execute(self, command: Command) -> Self::Answer<u64>;

    /// Runs statements one after another, each without waiting for the one before where the driver can: how many rows each touched.
    fn execute_all(self, commands: Vec<Command>) -> Self::Answer<Vec<u64>>;

    /// Copies rows into a table: how many.
    fn copy(self, copy: Copy) -> Self::Answer<u64>;

    /// What is made of an answer once it is there.
    fn map<T: Send + 'static, U: Send + 'static>(
        answer: Self::Answer<T>,
        make: impl FnOnce(T) -> Result<U, Error> + Send + 'static,
    ) -> Self::Answer<U>;
}
