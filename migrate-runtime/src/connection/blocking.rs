//! Queries on the clients of `postgres`.

use super::rows::{decode_all, decode_optional};
use super::{Connection, one};
use crate::bind::{Parameters, RawParameter, patch};
use crate::error::Error;
use crate::query::{Command, DecodeRow, Query};
use crate::row::{Checked, Row};
use crate::statement::{Handle, Statement};
use fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, GenericClient, RowIter, Transaction};

/// Queries as methods of a client, which reach a pooled one through `Deref`.
pub trait FetchSync {
    /// The only row. None and several are errors.
    ///
    /// # Errors
    /// Where the query fails, or has another number of rows.
    fn fetch_one<R: Send + 'static>(&mut self, query: Query<R>) -> Result<R, Error>;

    /// The row, if there is one.
    ///
    /// # Errors
    /// Where the query fails, or has several rows.
    fn fetch_optional<R: Send + 'static>(&mut self, query: Query<R>) -> Result<Option<R>, Error>;

    /// All rows.
    ///
    /// # Errors
    /// Where the query fails.
    fn fetch_all<R: Send + 'static>(&mut self, query: Query<R>) -> Result<Vec<R>, Error>;

    /// The rows as they arrive.
    fn stream<R: Send + 'static>(&mut self, query: Query<R>) -> SyncRows<'_, R>;

    /// Runs a statement: how many rows it touched.
    ///
    /// # Errors
    /// Where it fails.
    fn run(&mut self, command: Command) -> Result<u64, Error>;
}

macro_rules! connections {
    ($($client:ty),*) => {
        $(
            impl<'c> Connection for &'c mut $client {
                type Answer<T: Send + 'static> = Result<T, Error>;
                type Rows<R: Send + 'static> = SyncRows<'c, R>;

                fn fetch_one<R: Send + 'static>(self, query: Query<R>) -> Result<R, Error> {
                    let rows = rows(self, &query.statement, query.parameters)?;
                    one(decode_optional(&rows, &query.statement, query.decode)?, query.statement.place())
                }

                fn fetch_optional<R: Send + 'static>(self, query: Query<R>) -> Result<Option<R>, Error> {
                    let rows = rows(self, &query.statement, query.parameters)?;
                    decode_optional(&rows, &query.statement, query.decode)
                }

                fn fetch_all<R: Send + 'static>(self, query: Query<R>) -> Result<Vec<R>, Error> {
                    let rows = rows(self, &query.statement, query.parameters)?;
                    decode_all(&rows, &query.statement, query.decode)
                }

                fn stream<R: Send + 'static>(self, query: Query<R>) -> SyncRows<'c, R> {
                    let rows = row_iterator(self, &query.statement, query.parameters);
                    SyncRows::new(rows, query.statement, query.decode)
                }

                fn execute(self, command: Command) -> Result<u64, Error> {
                    execute(self, &command.statement, command.parameters)
                }
            }

            impl FetchSync for $client {
                fn fetch_one<R: Send + 'static>(&mut self, query: Query<R>) -> Result<R, Error> {
                    Connection::fetch_one(self, query)
                }

                fn fetch_optional<R: Send + 'static>(&mut self, query: Query<R>) -> Result<Option<R>, Error> {
                    Connection::fetch_optional(self, query)
                }

                fn fetch_all<R: Send + 'static>(&mut self, query: Query<R>) -> Result<Vec<R>, Error> {
                    Connection::fetch_all(self, query)
                }

                fn stream<R: Send + 'static>(&mut self, query: Query<R>) -> SyncRows<'_, R> {
                    Connection::stream(self, query)
                }

                fn run(&mut self, command: Command) -> Result<u64, Error> {
                    Connection::execute(self, command)
                }
            }
        )*
    };
}

connections!(Client, Transaction<'_>);

/// The rows of a query as they arrive. The first error is the last item.
pub struct SyncRows<'c, R> {
    state: Option<Result<RowIter<'c>, Error>>,
    statement: Handle,
    decode: DecodeRow<R>,
    checked: Checked,
}

impl<'c, R> SyncRows<'c, R> {
    fn new(rows: Result<RowIter<'c>, Error>, statement: Handle, decode: DecodeRow<R>) -> Self {
        Self { state: Some(rows), statement, decode, checked: Checked::default() }
    }
}

impl<R> Iterator for SyncRows<'_, R> {
    type Item = Result<R, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let answer = match self.state.take()? {
            Err(error) => Err(error),
            Ok(mut rows) => match rows.next() {
                Ok(None) => return None,
                Err(error) => Err(Error::driver(error, &self.statement)),
                Ok(Some(row)) => {
                    let value = (self.decode)(&Row::new(&row, &self.statement, &self.checked));
                    self.state = Some(Ok(rows));
                    value
                }
            },
        };
        if answer.is_err() {
            self.state = None;
        }
        Some(answer)
    }
}

fn rows<C: GenericClient>(client: &mut C, statement: &Statement, mut parameters: Parameters) -> Result<Vec<postgres::Row>, Error> {
    parameters.check(statement)?;
    let answer = if parameters.needs_types() {
        let prepared = prepare(client, statement)?;
        patch(&mut parameters, prepared.params(), statement)?;
        let values: Vec<RawParameter<'_>> = parameters.values().collect();
        client.query(&prepared, &references(&values))
    } else {
        let values: Vec<RawParameter<'_>> = parameters.values().collect();
        client.query_typed(statement.sql(), &typed(&values, statement))
    };
    answer.map_err(|error| Error::driver(error, statement))
}

fn execute<C: GenericClient>(client: &mut C, statement: &Statement, mut parameters: Parameters) -> Result<u64, Error> {
    parameters.check(statement)?;
    let answer = if parameters.needs_types() {
        let prepared = prepare(client, statement)?;
        patch(&mut parameters, prepared.params(), statement)?;
        let values: Vec<RawParameter<'_>> = parameters.values().collect();
        client.execute(&prepared, &references(&values))
    } else {
        let values: Vec<RawParameter<'_>> = parameters.values().collect();
        client.execute_typed(statement.sql(), &typed(&values, statement))
    };
    answer.map_err(|error| Error::driver(error, statement))
}

fn row_iterator<'c, C: GenericClient>(client: &'c mut C, statement: &Statement, mut parameters: Parameters) -> Result<RowIter<'c>, Error> {
    parameters.check(statement)?;
    let answer = if parameters.needs_types() {
        let prepared = prepare(client, statement)?;
        patch(&mut parameters, prepared.params(), statement)?;
        client.query_raw(&prepared, parameters.values())
    } else {
        let types = statement.parameters().iter().map(|ty| ty.to_type());
        client.query_typed_raw(statement.sql(), parameters.values().zip(types))
    };
    answer.map_err(|error| Error::driver(error, statement))
}

fn prepare<C: GenericClient>(client: &mut C, statement: &Statement) -> Result<postgres::Statement, Error> {
    let types: Vec<Type> = statement.parameters().iter().map(|ty| ty.to_type()).collect();
    client.prepare_typed(statement.sql(), &types).map_err(|error| Error::driver(error, statement))
}

fn references<'a>(values: &'a [RawParameter<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn typed<'a>(values: &'a [RawParameter<'a>], statement: &Statement) -> Vec<(&'a (dyn ToSql + Sync), Type)> {
    let types = statement.parameters().iter().map(|ty| ty.to_type());
    values.iter().map(|value| value as &(dyn ToSql + Sync)).zip(types).collect()
}
