//! Queries on the clients of `postgres`.

use super::{Connection, one};
use crate::bind::{Parameters, RawParameter};
use crate::copy::Copy;
use crate::error::Error;
use crate::query::{Command, DecodeRow, Query};
use crate::row::{Checked, Row};
use crate::statement::{Handle, Statement};
use fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, GenericClient, RowIter, Transaction};
use std::io::Write;

/// What a blocking connection can do with a statement and its encoded parameters. Everything else follows from it.
#[diagnostic::on_unimplemented(
    message = "a query cannot run on `&mut {Self}`",
    note = "give `&mut` of a `postgres` client or transaction; a pooled client is reached with `&mut *pooled`"
)]
pub trait BlockingClient {
    /// All rows of a statement.
    ///
    /// # Errors
    /// Where it fails.
    fn rows(&mut self, statement: &Statement, parameters: Parameters) -> Result<Vec<postgres::Row>, Error>;

    /// The rows of a statement as they arrive.
    ///
    /// # Errors
    /// Where it fails before the first row.
    fn row_iter(&mut self, statement: &Statement, parameters: Parameters) -> Result<RowIter<'_>, Error>;

    /// How many rows a statement touches.
    ///
    /// # Errors
    /// Where it fails.
    fn count(&mut self, statement: &Statement, parameters: Parameters) -> Result<u64, Error>;

    /// How many rows were copied.
    ///
    /// # Errors
    /// Where one is refused.
    fn copy_in(&mut self, copy: Copy) -> Result<u64, Error>;
}

impl<'c, C: BlockingClient> Connection for &'c mut C {
    type Answer<T: Send + 'static> = Result<T, Error>;
    type Rows<R: Send + 'static> = SyncRows<'c, R>;

    fn fetch_one<R: Send + 'static>(self, query: Query<R>) -> Result<R, Error> {
        let rows = self.rows(&query.statement, query.parameters)?;
        one::one(&rows, &query.statement, query.decode)
    }

    fn fetch_optional<R: Send + 'static>(self, query: Query<R>) -> Result<Option<R>, Error> {
        let rows = self.rows(&query.statement, query.parameters)?;
        one::optional(&rows, &query.statement, query.decode)
    }

    fn fetch_all<R: Send + 'static>(self, query: Query<R>) -> Result<Vec<R>, Error> {
        let rows = self.rows(&query.statement, query.parameters)?;
        let checked = Checked::default();
        let mut values = Vec::with_capacity(rows.len());
        // Each row's memory is free again before the next one is decoded.
        for row in rows {
            values.push((query.decode)(&Row::new(&row, &query.statement, &checked))?);
        }
        Ok(values)
    }

    fn stream<R: Send + 'static>(self, query: Query<R>) -> SyncRows<'c, R> {
        let rows = self.row_iter(&query.statement, query.parameters);
        SyncRows { rows: Some(rows), statement: query.statement, decode: query.decode, checked: Checked::default() }
    }

    fn execute(self, command: Command) -> Result<u64, Error> {
        self.count(&command.statement, command.parameters)
    }

    fn execute_all(self, commands: Vec<Command>) -> Result<Vec<u64>, Error> {
        commands.into_iter().map(|command| self.count(&command.statement, command.parameters)).collect()
    }

    fn copy(self, copy: Copy) -> Result<u64, Error> {
        self.copy_in(copy)
    }

    fn map<T: Send + 'static, U: Send + 'static>(
        answer: Result<T, Error>,
        make: impl FnOnce(T) -> Result<U, Error> + Send + 'static,
    ) -> Result<U, Error> {
        answer.and_then(make)
    }
}

/// Queries as methods of a client, which reach a pooled one through `Deref`.
pub trait FetchSync: BlockingClient + Sized {
    /// The only row. None and several are errors.
    ///
    /// # Errors
    /// Where the query fails, or has another number of rows.
    fn fetch_one<R: Send + 'static>(&mut self, query: Query<R>) -> Result<R, Error> {
        Connection::fetch_one(self, query)
    }

    /// The row, if there is one.
    ///
    /// # Errors
    /// Where the query fails, or has several rows.
    fn fetch_optional<R: Send + 'static>(&mut self, query: Query<R>) -> Result<Option<R>, Error> {
        Connection::fetch_optional(self, query)
    }

    /// All rows.
    ///
    /// # Errors
    /// Where the query fails.
    fn fetch_all<R: Send + 'static>(&mut self, query: Query<R>) -> Result<Vec<R>, Error> {
        Connection::fetch_all(self, query)
    }

    /// The rows as they arrive.
    fn stream<R: Send + 'static>(&mut self, query: Query<R>) -> SyncRows<'_, R> {
        Connection::stream(self, query)
    }

    /// Runs a statement: how many rows it touched.
    ///
    /// # Errors
    /// Where it fails.
    fn run(&mut self, command: Command) -> Result<u64, Error> {
        Connection::execute(self, command)
    }
}

impl<C: BlockingClient> FetchSync for C {}

/// The rows of a query as they arrive. The first error is the last item.
pub struct SyncRows<'c, R> {
    rows: Option<Result<RowIter<'c>, Error>>,
    statement: Handle,
    decode: DecodeRow<R>,
    checked: Checked,
}

impl<R> Iterator for SyncRows<'_, R> {
    type Item = Result<R, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rows = match self.rows.take()? {
            Ok(rows) => rows,
            Err(error) => return Some(Err(error)),
        };
        let value = match rows.next() {
            Ok(row) => (self.decode)(&Row::new(&row?, &self.statement, &self.checked)),
            Err(error) => Err(Error::driver(error, &self.statement)),
        };
        if value.is_ok() {
            self.rows = Some(Ok(rows));
        }
        Some(value)
    }
}

macro_rules! clients {
    ($($client:ty),*) => {
        $(
            impl BlockingClient for $client {
                fn rows(&mut self, statement: &Statement, parameters: Parameters) -> Result<Vec<postgres::Row>, Error> {
                    rows(self, statement, parameters)
                }

                fn row_iter(&mut self, statement: &Statement, parameters: Parameters) -> Result<RowIter<'_>, Error> {
                    row_iter(self, statement, parameters)
                }

                fn count(&mut self, statement: &Statement, parameters: Parameters) -> Result<u64, Error> {
                    count(self, statement, parameters)
                }

                fn copy_in(&mut self, copy: Copy) -> Result<u64, Error> {
                    copy_in(self, copy)
                }
            }
        )*
    };
}

clients!(Client, Transaction<'_>);

fn rows<C: GenericClient>(client: &mut C, statement: &Statement, mut parameters: Parameters) -> Result<Vec<postgres::Row>, Error> {
    parameters.check(statement)?;
    if parameters.needs_types() {
        let prepared = prepare(client, statement)?;
        parameters.resolve(prepared.params(), statement)?;
        return rows_of(client, &prepared, &parameters).map_err(|error| Error::driver(error, statement));
    }
    let values: Vec<RawParameter<'_>> = parameters.values().collect();
    client.query_typed(statement.sql(), &typed(&values, statement)).map_err(|error| Error::driver(error, statement))
}

fn count<C: GenericClient>(client: &mut C, statement: &Statement, mut parameters: Parameters) -> Result<u64, Error> {
    parameters.check(statement)?;
    if parameters.needs_types() {
        let prepared = prepare(client, statement)?;
        parameters.resolve(prepared.params(), statement)?;
        return count_of(client, &prepared, &parameters).map_err(|error| Error::driver(error, statement));
    }
    let values: Vec<RawParameter<'_>> = parameters.values().collect();
    client.execute_typed(statement.sql(), &typed(&values, statement)).map_err(|error| Error::driver(error, statement))
}

pub(super) fn row_iter<'c, C: GenericClient>(
    client: &'c mut C,
    statement: &Statement,
    mut parameters: Parameters,
) -> Result<RowIter<'c>, Error> {
    parameters.check(statement)?;
    let answer = if parameters.needs_types() {
        let prepared = prepare(client, statement)?;
        parameters.resolve(prepared.params(), statement)?;
        client.query_raw(&prepared, parameters.values())
    } else {
        let types = statement.parameters().iter().map(|ty| ty.to_type());
        client.query_typed_raw(statement.sql(), parameters.values().zip(types))
    };
    answer.map_err(|error| Error::driver(error, statement))
}

pub(super) fn copy_in<C: GenericClient>(client: &mut C, mut copy: Copy) -> Result<u64, Error> {
    copy.parameters.check(&copy.insert)?;
    if copy.parameters.needs_types() {
        let prepared = prepare(client, &copy.insert)?;
        copy.parameters.resolve(prepared.params(), &copy.insert)?;
    }
    let written = client.copy_in(copy.sql.as_str()).and_then(|mut writer| {
        // An error of the connection comes again, with its reason, when the copy is finished.
        let _ = writer.write_all(&copy.bytes());
        writer.finish()
    });
    written.map_err(|error| Error::driver(error, &copy.insert))
}

pub(super) fn prepare<C: GenericClient>(client: &mut C, statement: &Statement) -> Result<postgres::Statement, Error> {
    let types: Vec<Type> = statement.parameters().iter().map(|ty| ty.to_type()).collect();
    client.prepare_typed(statement.sql(), &types).map_err(|error| Error::driver(error, statement))
}

pub(super) fn rows_of<C: GenericClient>(
    client: &mut C,
    prepared: &postgres::Statement,
    parameters: &Parameters,
) -> Result<Vec<postgres::Row>, postgres::Error> {
    let values: Vec<RawParameter<'_>> = parameters.values().collect();
    client.query(prepared, &references(&values))
}

pub(super) fn count_of<C: GenericClient>(
    client: &mut C,
    prepared: &postgres::Statement,
    parameters: &Parameters,
) -> Result<u64, postgres::Error> {
    let values: Vec<RawParameter<'_>> = parameters.values().collect();
    client.execute(prepared, &references(&values))
}

fn references<'a>(values: &'a [RawParameter<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn typed<'a>(values: &'a [RawParameter<'a>], statement: &Statement) -> Vec<(&'a (dyn ToSql + Sync), Type)> {
    let types = statement.parameters().iter().map(|ty| ty.to_type());
    values.iter().map(|value| value as &(dyn ToSql + Sync)).zip(types).collect()
}
