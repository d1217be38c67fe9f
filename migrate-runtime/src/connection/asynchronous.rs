//! Queries on the clients of `tokio-postgres`.

use super::rows::decode_optional;
use super::{Connection, one};
use crate::bind::{Parameters, patch};
use crate::error::Error;
use crate::query::{Command, DecodeRow, Query};
use crate::row::{Checked, Row};
use crate::statement::{Handle, Statement};
use futures_core::Stream;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, GenericClient, RowStream, Transaction};

/// A future of an answer.
type Answer<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

/// Queries as methods of a client, which reach a pooled one through `Deref`.
pub trait FetchAsync {
    /// The only row. None and several are errors.
    fn fetch_one<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, R>;

    /// The row, if there is one.
    fn fetch_optional<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, Option<R>>;

    /// All rows.
    fn fetch_all<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, Vec<R>>;

    /// The rows as they arrive.
    fn stream<R: Send + 'static>(&self, query: Query<R>) -> AsyncRows<'_, R>;

    /// Runs a statement: how many rows it touched.
    fn run(&self, command: Command) -> Answer<'_, u64>;
}

macro_rules! connections {
    ($($client:ty),*) => {
        $(
            impl<'c> Connection for &'c $client {
                type Answer<T: Send + 'static> = Answer<'c, T>;
                type Rows<R: Send + 'static> = AsyncRows<'c, R>;

                fn fetch_one<R: Send + 'static>(self, query: Query<R>) -> Answer<'c, R> {
                    Box::pin(async move {
                        let Query { statement, parameters, decode } = query;
                        let rows = rows(self, &statement, parameters).await?;
                        one(decode_optional(&rows, &statement, decode)?, statement.place())
                    })
                }

                fn fetch_optional<R: Send + 'static>(self, query: Query<R>) -> Answer<'c, Option<R>> {
                    Box::pin(async move {
                        let Query { statement, parameters, decode } = query;
                        let rows = rows(self, &statement, parameters).await?;
                        decode_optional(&rows, &statement, decode)
                    })
                }

                fn fetch_all<R: Send + 'static>(self, query: Query<R>) -> Answer<'c, Vec<R>> {
                    Box::pin(async move {
                        let mut rows = AsyncRows::new(self, query);
                        let mut values = Vec::new();
                        while let Some(value) = rows.next().await {
                            values.push(value?);
                        }
                        Ok(values)
                    })
                }

                fn stream<R: Send + 'static>(self, query: Query<R>) -> AsyncRows<'c, R> {
                    AsyncRows::new(self, query)
                }

                fn execute(self, command: Command) -> Answer<'c, u64> {
                    Box::pin(async move { execute(self, &command.statement, command.parameters).await })
                }
            }

            impl FetchAsync for $client {
                fn fetch_one<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, R> {
                    Connection::fetch_one(self, query)
                }

                fn fetch_optional<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, Option<R>> {
                    Connection::fetch_optional(self, query)
                }

                fn fetch_all<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, Vec<R>> {
                    Connection::fetch_all(self, query)
                }

                fn stream<R: Send + 'static>(&self, query: Query<R>) -> AsyncRows<'_, R> {
                    Connection::stream(self, query)
                }

                fn run(&self, command: Command) -> Answer<'_, u64> {
                    Connection::execute(self, command)
                }
            }
        )*
    };
}

connections!(Client, Transaction<'_>);

/// The rows of a query as they arrive. The query is sent when the first is asked for, and the first error is the last item.
pub struct AsyncRows<'c, R> {
    state: State<'c>,
    statement: Handle,
    decode: DecodeRow<R>,
    checked: Checked,
}

enum State<'c> {
    Starting(Answer<'c, RowStream>),
    Running(Pin<Box<RowStream>>),
    Ended,
}

impl<'c, R> AsyncRows<'c, R> {
    fn new<C: GenericClient + Sync>(client: &'c C, query: Query<R>) -> Self {
        let Query { statement, parameters, decode } = query;
        let sent = statement.clone();
        let state = State::Starting(Box::pin(async move { row_stream(client, &sent, parameters).await }));
        Self { state, statement, decode, checked: Checked::default() }
    }

    /// The next row, or nothing after the last.
    pub async fn next(&mut self) -> Option<Result<R, Error>> {
        poll_fn(|context| self.poll_row(context)).await
    }

    fn poll_row(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R, Error>>> {
        loop {
            let answer = match &mut self.state {
                State::Starting(start) => match ready!(start.as_mut().poll(context)) {
                    Ok(rows) => {
                        self.state = State::Running(Box::pin(rows));
                        continue;
                    }
                    Err(error) => Some(Err(error)),
                },
                State::Running(rows) => match ready!(rows.as_mut().poll_next(context)) {
                    Some(Ok(row)) => Some((self.decode)(&Row::new(&row, &self.statement, &self.checked))),
                    Some(Err(error)) => Some(Err(Error::driver(error, &self.statement))),
                    None => None,
                },
                State::Ended => None,
            };
            if !matches!(answer, Some(Ok(_))) {
                self.state = State::Ended;
            }
            return Poll::Ready(answer);
        }
    }
}

impl<R> Stream for AsyncRows<'_, R> {
    type Item = Result<R, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_row(context)
    }
}

async fn rows<C: GenericClient + Sync>(
    client: &C,
    statement: &Statement,
    parameters: Parameters,
) -> Result<Vec<tokio_postgres::Row>, Error> {
    let mut stream = Box::pin(row_stream(client, statement, parameters).await?);
    let mut rows = Vec::new();
    while let Some(row) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        rows.push(row.map_err(|error| Error::driver(error, statement))?);
    }
    Ok(rows)
}

async fn row_stream<C: GenericClient + Sync>(client: &C, statement: &Statement, mut parameters: Parameters) -> Result<RowStream, Error> {
    parameters.check(statement)?;
    let types: Vec<Type> = statement.parameters().iter().map(|ty| ty.to_type()).collect();
    let answer = if parameters.needs_types() {
        let prepared = client.prepare_typed(statement.sql(), &types).await.map_err(|error| Error::driver(error, statement))?;
        patch(&mut parameters, prepared.params(), statement)?;
        client.query_raw(&prepared, parameters.values().collect::<Vec<_>>()).await
    } else {
        client.query_typed_raw(statement.sql(), parameters.values().zip(types).collect::<Vec<_>>()).await
    };
    answer.map_err(|error| Error::driver(error, statement))
}

async fn execute<C: GenericClient + Sync>(client: &C, statement: &Statement, mut parameters: Parameters) -> Result<u64, Error> {
    parameters.check(statement)?;
    let types: Vec<Type> = statement.parameters().iter().map(|ty| ty.to_type()).collect();
    let answer = if parameters.needs_types() {
        let prepared = client.prepare_typed(statement.sql(), &types).await.map_err(|error| Error::driver(error, statement))?;
        patch(&mut parameters, prepared.params(), statement)?;
        client.execute_raw(&prepared, parameters.values().collect::<Vec<_>>()).await
    } else {
        let values: Vec<_> = parameters.values().collect();
        let typed: Vec<(&(dyn tokio_postgres::types::ToSql + Sync), Type)> =
            values.iter().map(|value| value as &(dyn tokio_postgres::types::ToSql + Sync)).zip(types).collect();
        client.execute_typed(statement.sql(), &typed).await
    };
    answer.map_err(|error| Error::driver(error, statement))
}
