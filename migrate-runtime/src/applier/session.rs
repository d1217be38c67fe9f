//! On what are migrations applied: a client whose answer is a result or a future of one.

use super::conversation::Machine;
use super::error::ApplyError;
use super::watch::Watch;

/// A session of the server that performs the actions of a machine. It is borrowed for itself: nobody else's statement comes between.
#[diagnostic::on_unimplemented(
    message = "migrations cannot be applied on `{Self}`",
    note = "give `&mut` of a `postgres` client, or of a `tokio-postgres` one (feature `tokio`); a pooled client is reached with `&mut *pooled`"
)]
pub trait Session: Sized {
    /// A result, or a future of one.
    type Answer<T: Send + 'static>;

    /// Performs actions until there is nothing left to decide.
    fn drive<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>) -> Self::Answer<T>;

    /// Does the same while a second session watches. Where there can be none, nobody watches.
    fn drive_watched<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>, watch: Watch) -> Self::Answer<T> {
        drop(watch);
        self.drive(machine)
    }
}

/// A number that is another each time, from which times to wait are drawn.
#[cfg(any(feature = "sync", feature = "tokio"))]
pub(super) fn seed() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::hash::RandomState::new().build_hasher().finish()
}
