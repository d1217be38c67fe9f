//! A connection that prepares each statement once.

/// A client or transaction that prepares each statement the first time that it runs.
pub struct Cached<C>(C);

impl<C> Cached<C> {
    /// Over a client or a transaction.
    pub const fn new(connection: C) -> Self {
        Self(connection)
    }

    /// The client or transaction.
    pub fn into_inner(self) -> C {
        self.0
    }
}
