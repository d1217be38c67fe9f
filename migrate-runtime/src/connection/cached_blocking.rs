//! Prepared statements on the clients of `postgres`.

use super::blocking::{BlockingClient, copy_in, count_of, prepare, row_iter, rows_of};
use super::cached::{Cached, Prepared, is_in_failed_transaction, is_stale};
use crate::bind::Parameters;
use crate::copy::Copy;
use crate::error::Error;
use crate::statement::Statement;
use postgres::{GenericClient, RowIter};
use std::ops::DerefMut;

impl<C> BlockingClient for Cached<C>
where
    C: DerefMut,
    C::Target: GenericClient + Sized,
{
    fn rows(&mut self, statement: &Statement, parameters: Parameters) -> Result<Vec<postgres::Row>, Error> {
        let (connection, prepared) = self.parts();
        run(&mut **connection, prepared, statement, parameters, rows_of)
    }

    fn row_iter(&mut self, statement: &Statement, parameters: Parameters) -> Result<RowIter<'_>, Error> {
        // The rows borrow the connection, so nothing could be prepared again under them; and a loop that is hot streams no rows.
        row_iter(&mut *self.connection, statement, parameters)
    }

    fn count(&mut self, statement: &Statement, parameters: Parameters) -> Result<u64, Error> {
        let (connection, prepared) = self.parts();
        run(&mut **connection, prepared, statement, parameters, count_of)
    }

    fn copy_in(&mut self, copy: Copy) -> Result<u64, Error> {
        copy_in(&mut *self.connection, copy)
    }
}

fn run<C: GenericClient, T>(
    client: &mut C,
    prepared: &Prepared,
    statement: &Statement,
    mut parameters: Parameters,
    mut execute: impl FnMut(&mut C, &postgres::Statement, &Parameters) -> Result<T, postgres::Error>,
) -> Result<T, Error> {
    parameters.check(statement)?;
    let found = known_or_prepared(client, prepared, statement)?;
    parameters.resolve(found.params(), statement)?;
    let stale = match execute(client, &found, &parameters) {
        Err(error) if is_stale(&error) => error,
        answer => return answer.map_err(|error| Error::driver(error, statement)),
    };
    prepared.forget(statement);
    let again = known_or_prepared(client, prepared, statement).and_then(|found| {
        parameters.resolve(found.params(), statement)?;
        execute(client, &found, &parameters).map_err(|error| Error::driver(error, statement))
    });
    // In a transaction the first error is the one that counts: it ended the transaction.
    match again {
        Err(error) if error.driver_error().is_some_and(is_in_failed_transaction) => Err(Error::driver(stale, statement)),
        answer => answer,
    }
}

fn known_or_prepared<C: GenericClient>(client: &mut C, prepared: &Prepared, statement: &Statement) -> Result<postgres::Statement, Error> {
    if let Some(found) = prepared.get(statement) {
        return Ok(found);
    }
    let made = prepare(client, statement)?;
    prepared.keep(statement, &made);
    Ok(made)
}
