//! A scratch database to which the migrations were applied.

use migrate_round_trip::schema::MIGRATIONS;
use migrate_runtime::testing::{Needs, Server, TestDatabase};
use postgres::Client;
use std::future::Future;

/// A scratch database, removed at the end.
pub(crate) struct Database {
    pub(crate) client: Client,
    database: TestDatabase,
}

impl Database {
    pub(crate) fn new() -> Option<Self> {
        let server = Server::with(Needs::Sessions)?;
        let database = TestDatabase::new(&MIGRATIONS);
        let mut client = database.connect();
        if server.version() >= 14 {
            MIGRATIONS.check_server(&mut client).expect("the server is one that the migrations were checked for");
        }
        Some(Self { client, database })
    }

    /// Runs a future with an asynchronous connection to the same database.
    pub(crate) fn with_async<T, F: Future<Output = T>>(&self, run: impl FnOnce(tokio_postgres::Client) -> F) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be made");
        runtime.block_on(async move {
            let (client, conversation) = self.database.config().connect_async().await.expect("the scratch database answers");
            let conversation = tokio::spawn(conversation);
            let value = run(client).await;
            drop(conversation);
            value
        })
    }
}
