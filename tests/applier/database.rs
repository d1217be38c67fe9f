//! On what do tests of the applier run: a database of each test's own, and both drivers.

use migrate_runtime::applier::{Applier, ApplyError, Machine, Session};
use migrate_runtime::testing::{Needs, Server};
use postgres::{Client, NoTls};
use std::sync::atomic::{AtomicU32, Ordering};

/// A database that is gone when the test is.
pub(crate) struct Database {
    name: String,
    pub(crate) client: Client,
}

/// Which driver performs the actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Driver {
    Blocking,
    Asynchronous,
}

impl Driver {
    pub(crate) const BOTH: [Self; 2] = [Self::Blocking, Self::Asynchronous];
}

impl Database {
    /// A new, empty database, for a test that connects to it more than once.
    pub(crate) fn fresh() -> Option<Self> {
        let server = Server::with(Needs::Sessions)?;
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("applier_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let client = server.fresh_database(&name);
        Some(Self { name, client })
    }

    /// Another connection.
    pub(crate) fn connect(&self) -> Client {
        Client::connect(&self.url(), NoTls).expect("the database answers")
    }

    pub(crate) fn url(&self) -> String {
        Server::get().url_of(&self.name)
    }

    /// Does something by one of the drivers, each time on a new connection.
    pub(crate) fn by<T: Send + 'static>(&self, driver: Driver, machine: Machine<Result<T, ApplyError>>) -> Result<T, ApplyError> {
        by(&self.url(), driver, machine)
    }

    /// The only value of a query, as text.
    pub(crate) fn value(&mut self, sql: &str) -> String {
        let messages = self.client.simple_query(sql).unwrap_or_else(|error| panic!("{sql}: {error:?}"));
        let rows = messages.iter().filter_map(|message| match message {
            postgres::SimpleQueryMessage::Row(row) => Some(row.get(0).unwrap_or("NULL").to_owned()),
            _ => None,
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Nothing is left of a run: no lock, and a history that is whole.
    pub(crate) fn is_clean(&mut self, applier: &Applier) {
        assert_eq!(self.value("select count(*) from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and d.datname = current_database()"), "0");
        self.by(Driver::Blocking, applier.verify_history_machine()).expect("the history is whole");
    }
}

/// Does something by one of the drivers on a database that is named.
pub(crate) fn by<T: Send + 'static>(url: &str, driver: Driver, machine: Machine<Result<T, ApplyError>>) -> Result<T, ApplyError> {
    match driver {
        Driver::Blocking => Client::connect(url, NoTls).expect("the database answers").drive(machine),
        Driver::Asynchronous => {
            // A runtime without timers: the applier needs none.
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().expect("a runtime can be built");
            runtime.block_on(async {
                let (mut client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the database answers");
                let connection = tokio::spawn(connection);
                let done = client.drive(machine).await;
                drop(client);
                let _ = connection.await;
                done
            })
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        Server::get().drop_database(&self.name);
    }
}
