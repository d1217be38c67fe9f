//! A query with its parameters: what the macros make, and what a program fetches rows with.

use crate::bind::Parameters;
use crate::connection::Connection;
use crate::error::Error;
use crate::row::Row;
use crate::statement::{Handle, Statement};
use std::fmt;

/// How a row becomes a value.
pub(crate) type DecodeRow<R> = fn(&Row<'_>) -> Result<R, Error>;

/// A statement that returns rows. Each becomes an `R`.
#[must_use = "a query does nothing until it is fetched"]
pub struct Query<R> {
    pub(crate) statement: Handle,
    pub(crate) parameters: Parameters,
    pub(crate) decode: DecodeRow<R>,
}

impl<R> Query<R> {
    /// A query of the program's own text.
    pub fn new(statement: &'static Statement, parameters: Parameters, decode: DecodeRow<R>) -> Self {
        Self { statement: Handle::Static(statement), parameters, decode }
    }

    /// A query whose text was made when the program ran.
    pub fn owned(statement: Statement, parameters: Parameters, decode: DecodeRow<R>) -> Self {
        Self { statement: Handle::Owned(Box::new(statement)), parameters, decode }
    }

    /// The only row. None and several are errors.
    pub fn fetch_one<C: Connection>(self, connection: C) -> C::Answer<R>
    where
        R: Send + 'static,
    {
        connection.fetch_one(self)
    }

    /// The row, if there is one. Several are an error.
    pub fn fetch_optional<C: Connection>(self, connection: C) -> C::Answer<Option<R>>
    where
        R: Send + 'static,
    {
        connection.fetch_optional(self)
    }

    /// All rows.
    pub fn fetch_all<C: Connection>(self, connection: C) -> C::Answer<Vec<R>>
    where
        R: Send + 'static,
    {
        connection.fetch_all(self)
    }

    /// The rows one after another, as they arrive.
    pub fn stream<C: Connection>(self, connection: C) -> C::Rows<R>
    where
        R: Send + 'static,
    {
        connection.stream(self)
    }

    /// Runs the statement and leaves its rows: how many there were.
    pub fn execute<C: Connection>(self, connection: C) -> C::Answer<u64> {
        connection.execute(self.without_rows())
    }

    /// The same statement for the number of its rows alone.
    pub fn without_rows(mut self) -> Command {
        if let Handle::Owned(statement) = &mut self.statement {
            statement.leave_out_returning();
        }
        Command { statement: self.statement, parameters: self.parameters }
    }

    /// The text that is sent.
    #[must_use]
    pub fn sql(&self) -> &str {
        self.statement.sql()
    }
}

impl<R> Clone for Query<R> {
    fn clone(&self) -> Self {
        Self { statement: self.statement.clone(), parameters: self.parameters.clone(), decode: self.decode }
    }
}

impl<R> fmt::Debug for Query<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query").field("sql", &self.sql()).field("place", &self.statement.place()).finish_non_exhaustive()
    }
}

/// A statement that returns no rows.
#[must_use = "a command does nothing until it is executed"]
#[derive(Clone)]
pub struct Command {
    pub(crate) statement: Handle,
    pub(crate) parameters: Parameters,
}

impl Command {
    /// A command of the program's own text.
    pub fn new(statement: &'static Statement, parameters: Parameters) -> Self {
        Self { statement: Handle::Static(statement), parameters }
    }

    /// A command whose text was made when the program ran.
    pub fn owned(statement: Statement, parameters: Parameters) -> Self {
        Self { statement: Handle::Owned(Box::new(statement)), parameters }
    }

    /// Runs the statement: how many rows it touched.
    pub fn execute<C: Connection>(self, connection: C) -> C::Answer<u64> {
        connection.execute(self)
    }

    /// The text that is sent.
    #[must_use]
    pub fn sql(&self) -> &str {
        self.statement.sql()
    }
}

impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command").field("sql", &self.sql()).field("place", &self.statement.place()).finish_non_exhaustive()
    }
}
