//! A scratch database with a blocking and an asynchronous connection.

use migrate_runtime::testing::{Needs, Server};
use postgres::{Client, NoTls};
use std::future::Future;

/// A scratch database, removed at the end, for tests that connect to it more than once.
pub(crate) struct Database {
    name: String,
    pub(crate) client: Client,
}

impl Database {
    pub(crate) fn new(name: &str) -> Option<Self> {
        let server = Server::with(Needs::Sessions)?;
        let name = format!("live_{name}_{}", std::process::id());
        let client = server.fresh_database(&name);
        Some(Self { name, client })
    }

    /// Runs a future with an asynchronous connection to the same database.
    pub(crate) fn with_async<T, F: Future<Output = T>>(&self, run: impl FnOnce(tokio_postgres::Client) -> F) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
        let url = Server::get().url_of(&self.name);
        runtime.block_on(async move {
            let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("the scratch database answers");
            let driver = tokio::spawn(connection);
            let value = run(client).await;
            drop(driver);
            value
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        Server::get().drop_database(&self.name);
    }
}
