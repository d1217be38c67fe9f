//! The rows of a query as they arrive on a `tokio-postgres` connection.

use super::asynchronous::{Answer, AsyncClient};
use crate::bind::Parameters;
use crate::error::Error;
use crate::query::{DecodeRow, Query};
use crate::row::{Checked, Row};
use crate::statement::Handle;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use tokio_postgres::RowStream;

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
    pub(super) fn new<C: AsyncClient>(client: &'c C, query: Query<R>) -> Self {
        let Query { statement, parameters, decode } = query;
        let state = State::Starting(client.rows(statement.clone(), parameters));
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

/// All rows of a statement.
pub(super) async fn collect<C: AsyncClient>(
    client: &C,
    statement: &Handle,
    parameters: Parameters,
) -> Result<Vec<tokio_postgres::Row>, Error> {
    let mut stream = pin!(client.rows(statement.clone(), parameters).await?);
    let mut rows = Vec::new();
    while let Some(row) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        rows.push(row.map_err(|error| Error::driver(error, statement))?);
    }
    Ok(rows)
}

/// Reads all rows and leaves them: how many rows the statement touched.
pub(super) async fn drain(rows: RowStream) -> Result<u64, tokio_postgres::Error> {
    let mut rows = pin!(rows);
    while let Some(row) = poll_fn(|context| rows.as_mut().poll_next(context)).await {
        row?;
    }
    Ok(rows.rows_affected().unwrap_or(0))
}
