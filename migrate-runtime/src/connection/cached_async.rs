//! Prepared statements on the clients of `tokio-postgres`.

use super::asynchronous::{Answer, AsyncClient};
use super::cached::{Cached, Prepared, is_in_failed_transaction, is_stale};
use crate::bind::Parameters;
use crate::copy::Copy;
use crate::error::Error;
use crate::statement::{Handle, Statement};
use std::ops::Deref;
use tokio_postgres::types::Type;
use tokio_postgres::{GenericClient, RowStream};

impl<C> AsyncClient for Cached<C>
where
    C: Deref + Sync,
    C::Target: GenericClient + AsyncClient + Sized,
{
    fn rows(&self, statement: Handle, parameters: Parameters) -> Answer<'_, RowStream> {
        Box::pin(run(&*self.connection, self.prepared(), statement, parameters))
    }

    fn count(&self, statement: Handle, parameters: Parameters) -> Answer<'_, u64> {
        Box::pin(async move {
            let rows = super::async_rows::drain(run(&*self.connection, self.prepared(), statement.clone(), parameters).await?);
            rows.await.map_err(|error| Error::driver(error, &statement))
        })
    }

    fn copy_in(&self, copy: Copy) -> Answer<'_, u64> {
        AsyncClient::copy_in(&*self.connection, copy)
    }
}

async fn run<C: GenericClient + Sync>(
    client: &C,
    prepared: &Prepared,
    statement: Handle,
    mut parameters: Parameters,
) -> Result<RowStream, Error> {
    parameters.check(&statement)?;
    let found = known_or_prepared(client, prepared, &statement).await?;
    parameters.resolve(found.params(), &statement)?;
    let values: Vec<_> = parameters.values().collect();
    let stale = match client.query_raw(&found, values).await {
        Err(error) if is_stale(&error) => error,
        answer => return answer.map_err(|error| Error::driver(error, &statement)),
    };
    prepared.forget(&statement);
    match again(client, prepared, &statement, parameters).await {
        // In a transaction the first error is the one that counts: it ended the transaction.
        Err(error) if error.driver_error().is_some_and(is_in_failed_transaction) => Err(Error::driver(stale, &statement)),
        answer => answer,
    }
}

async fn again<C: GenericClient + Sync>(
    client: &C,
    prepared: &Prepared,
    statement: &Statement,
    mut parameters: Parameters,
) -> Result<RowStream, Error> {
    let found = known_or_prepared(client, prepared, statement).await?;
    parameters.resolve(found.params(), statement)?;
    let values: Vec<_> = parameters.values().collect();
    client.query_raw(&found, values).await.map_err(|error| Error::driver(error, statement))
}

async fn known_or_prepared<C: GenericClient + Sync>(
    client: &C,
    prepared: &Prepared,
    statement: &Statement,
) -> Result<tokio_postgres::Statement, Error> {
    if let Some(found) = prepared.get(statement) {
        return Ok(found);
    }
    let types: Vec<Type> = statement.parameters().iter().map(|ty| ty.to_type()).collect();
    let made = client.prepare_typed(statement.sql(), &types).await.map_err(|error| Error::driver(error, statement))?;
    prepared.keep(statement, &made);
    Ok(made)
}
