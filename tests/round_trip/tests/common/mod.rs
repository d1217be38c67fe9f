//! A scratch database to which the migrations were applied.

use migrate_round_trip::schema::MIGRATIONS;
use postgres::{Client, NoTls};
use std::future::Future;

#[path = "../../../it/server.rs"]
mod server;

use server::Server;

/// A scratch database, removed at the end.
pub(crate) struct Database {
    name: String,
    pub(crate) client: Client,
}

impl Database {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("round_{name}_{}", std::process::id());
        let mut client = Server::get().fresh_database(&name);
        for migration in MIGRATIONS.list() {
            client.batch_execute(migration.up.sql).unwrap_or_else(|error| panic!("{}: {error}", migration.name));
        }
        if Server::get().version >= 14 {
            MIGRATIONS.check_server(&mut client).expect("the server is one that the migrations were checked for");
        }
        Self { name, client }
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
