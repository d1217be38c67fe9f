//! Queries on the clients of `tokio-postgres`.

use super::async_rows::{AsyncRows, collect};
use super::{Connection, one};
use crate::bind::{Parameters, RawParameter};
use crate::copy::Copy;
use crate::error::Error;
use crate::query::{Command, Query};
use crate::statement::{Handle, Statement};
use bytes::Bytes;
use futures_sink::Sink;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, RowStream, Transaction};

/// A future of an answer.
pub type Answer<'c, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'c>>;

/// What an asynchronous connection can do with a statement and its encoded parameters. Everything else follows from it.
#[diagnostic::on_unimplemented(
    message = "a query cannot run on `&{Self}`",
    note = "give `&` of a `tokio-postgres` client or transaction; a pooled client is reached with `&**pooled`"
)]
pub trait AsyncClient: Sync {
    /// The rows of a statement as they arrive.
    fn rows(&self, statement: Handle, parameters: Parameters) -> Answer<'_, RowStream>;

    /// How many rows a statement touches.
    fn count(&self, statement: Handle, parameters: Parameters) -> Answer<'_, u64>;

    /// How many rows were copied.
    fn copy_in(&self, copy: Copy) -> Answer<'_, u64>;
}

impl<'c, C: AsyncClient> Connection for &'c C {
    type Answer<T: Send + 'static> = Answer<'c, T>;
    type Rows<R: Send + 'static> = AsyncRows<'c, R>;

    fn fetch_one<R: Send + 'static>(self, query: Query<R>) -> Answer<'c, R> {
        Box::pin(async move {
            let rows = collect(self, &query.statement, query.parameters).await?;
            one::one(&rows, &query.statement, query.decode)
        })
    }

    fn fetch_optional<R: Send + 'static>(self, query: Query<R>) -> Answer<'c, Option<R>> {
        Box::pin(async move {
            let rows = collect(self, &query.statement, query.parameters).await?;
            one::optional(&rows, &query.statement, query.decode)
        })
    }

    fn fetch_all<R: Send + 'static>(self, query: Query<R>) -> Answer<'c, Vec<R>> {
        let mut rows = AsyncRows::new(self, query);
        Box::pin(async move {
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
        self.count(command.statement, command.parameters)
    }

    fn execute_all(self, commands: Vec<Command>) -> Answer<'c, Vec<u64>> {
        let mut running: Vec<_> = commands.into_iter().map(|command| (self.execute(command), None)).collect();
        Box::pin(poll_fn(move |context| {
            // Asking every future in turn sends every statement before the first answer is waited for.
            for (answer, done) in &mut running {
                if done.is_none()
                    && let Poll::Ready(found) = answer.as_mut().poll(context)
                {
                    *done = Some(found);
                }
            }
            if running.iter().any(|(_, done)| done.is_none()) {
                return Poll::Pending;
            }
            Poll::Ready(running.iter_mut().filter_map(|(_, done)| done.take()).collect())
        }))
    }

    fn copy(self, copy: Copy) -> Answer<'c, u64> {
        self.copy_in(copy)
    }

    fn map<T: Send + 'static, U: Send + 'static>(
        answer: Answer<'c, T>,
        make: impl FnOnce(T) -> Result<U, Error> + Send + 'static,
    ) -> Answer<'c, U> {
        Box::pin(async move { make(answer.await?) })
    }
}

/// Queries as methods of a client, which reach a pooled one through `Deref`.
pub trait FetchAsync: AsyncClient + Sized {
    /// The only row. None and several are errors.
    fn fetch_one<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, R> {
        Connection::fetch_one(self, query)
    }

    /// The row, if there is one.
    fn fetch_optional<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, Option<R>> {
        Connection::fetch_optional(self, query)
    }

    /// All rows.
    fn fetch_all<R: Send + 'static>(&self, query: Query<R>) -> Answer<'_, Vec<R>> {
        Connection::fetch_all(self, query)
    }

    /// The rows as they arrive.
    fn stream<R: Send + 'static>(&self, query: Query<R>) -> AsyncRows<'_, R> {
        Connection::stream(self, query)
    }

    /// Runs a statement: how many rows it touched.
    fn run(&self, command: Command) -> Answer<'_, u64> {
        Connection::execute(self, command)
    }
}

impl<C: AsyncClient> FetchAsync for C {}

/// The driver's client and transaction have the same methods, and no trait of it without a box around every answer.
macro_rules! clients {
    ($($client:ty),*) => {
        $(
            impl AsyncClient for $client {
                fn rows(&self, statement: Handle, mut parameters: Parameters) -> Answer<'_, RowStream> {
                    Box::pin(async move {
                        parameters.check(&statement)?;
                        let types = statement.parameters().iter().map(|ty| ty.to_type());
                        let answer = if parameters.needs_types() {
                            let prepared = self.prepare_typed(statement.sql(), &types.collect::<Vec<Type>>()).await;
                            let prepared = prepared.map_err(|error| Error::driver(error, &statement))?;
                            parameters.resolve(prepared.params(), &statement)?;
                            self.query_raw(&prepared, parameters.values()).await
                        } else {
                            self.query_typed_raw(statement.sql(), parameters.values().zip(types)).await
                        };
                        answer.map_err(|error| Error::driver(error, &statement))
                    })
                }

                fn count(&self, statement: Handle, mut parameters: Parameters) -> Answer<'_, u64> {
                    Box::pin(async move {
                        parameters.check(&statement)?;
                        let answer = if parameters.needs_types() {
                            let types: Vec<Type> = statement.parameters().iter().map(|ty| ty.to_type()).collect();
                            let prepared = self.prepare_typed(statement.sql(), &types).await;
                            let prepared = prepared.map_err(|error| Error::driver(error, &statement))?;
                            parameters.resolve(prepared.params(), &statement)?;
                            self.execute_raw(&prepared, parameters.values()).await
                        } else {
                            let values: Vec<RawParameter<'_>> = parameters.values().collect();
                            self.execute_typed(statement.sql(), &typed(&values, &statement)).await
                        };
                        answer.map_err(|error| Error::driver(error, &statement))
                    })
                }

                fn copy_in(&self, mut copy: Copy) -> Answer<'_, u64> {
                    Box::pin(async move {
                        copy.parameters.check(&copy.insert)?;
                        if copy.parameters.needs_types() {
                            let types: Vec<Type> = copy.insert.parameters().iter().map(|ty| ty.to_type()).collect();
                            let prepared = self.prepare_typed(copy.insert.sql(), &types).await;
                            let prepared = prepared.map_err(|error| Error::driver(error, &copy.insert))?;
                            copy.parameters.resolve(prepared.params(), &copy.insert)?;
                        }
                        let answer = match self.copy_in(copy.sql.as_str()).await {
                            Ok(sink) => send(sink, copy.bytes()).await,
                            Err(error) => Err(error),
                        };
                        answer.map_err(|error| Error::driver(error, &copy.insert))
                    })
                }
            }
        )*
    };
}

clients!(Client, Transaction<'_>);

/// Sends the bytes of a copy: how many rows they were.
pub(super) async fn send(sink: tokio_postgres::CopyInSink<Bytes>, bytes: Bytes) -> Result<u64, tokio_postgres::Error> {
    let mut sink = pin!(sink);
    // Pieces, so that the driver need not hold the whole twice.
    const PIECE: usize = 1 << 20;
    let mut rest = bytes;
    while !rest.is_empty() {
        let piece = rest.split_to(rest.len().min(PIECE));
        poll_fn(|context| sink.as_mut().poll_ready(context)).await?;
        sink.as_mut().start_send(piece)?;
    }
    sink.finish().await
}

fn typed<'a>(values: &'a [RawParameter<'a>], statement: &Statement) -> Vec<(&'a (dyn ToSql + Sync), Type)> {
    let types = statement.parameters().iter().map(|ty| ty.to_type());
    values.iter().map(|value| value as &(dyn ToSql + Sync)).zip(types).collect()
}
