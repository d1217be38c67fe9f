//! On which server are the databases of the comparison, and how does each tool reach them.

use migrate_runtime::testing::Server;
use std::fmt::Write;
use std::time::Duration;
use tokio_postgres::config::Host;

/// A database of its own. It is gone when this is dropped.
pub(crate) struct Database {
    name: String,
    pub(crate) url: String,
    pub(crate) client: postgres::Client,
}

impl Database {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("runners_{}_{name}", std::process::id());
        let server = Server::get();
        let mut client = server.fresh_database(&name);
        client.batch_execute("set client_min_messages = error").expect("a setting can be set");
        Self { url: url_of(&server.url_of(&name), None), client, name }
    }

    /// The same database, reached through a port of this machine.
    pub(crate) fn url_through(&self, port: u16) -> String {
        url_of(&Server::get().url_of(&self.name), Some(port))
    }

    /// The number that a query gives.
    pub(crate) fn number(&mut self, sql: &str) -> i64 {
        let row = self.client.query_one(sql, &[]).unwrap_or_else(|error| panic!("{sql}: {error}"));
        row.get(0)
    }

    pub(crate) fn run(&mut self, sql: &str) {
        self.client.batch_execute(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    pub(crate) fn has_table(&mut self, name: &str) -> bool {
        self.number(&format!("select count(*) from pg_class where relkind = 'r' and relname = '{name}'")) > 0
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        Server::get().drop_database(&self.name);
    }
}

/// Whoever was killed is gone after a moment.
pub(crate) fn settle() {
    std::thread::sleep(Duration::from_millis(200));
}

/// Where the server listens.
pub(crate) fn address() -> tokio_postgres::Config {
    Server::get().url_of("postgres").parse().expect("the server is named well")
}

/// A URL that each of the tools reads, however the server was named.
fn url_of(words: &str, port: Option<u16>) -> String {
    let config: tokio_postgres::Config = words.parse().expect("the server is named well");
    let host = match (port, config.get_hosts().first()) {
        (Some(_), _) => "127.0.0.1".to_owned(),
        (None, Some(Host::Tcp(name))) => name.clone(),
        (None, Some(Host::Unix(folder))) => folder.display().to_string(),
        (None, None) => "localhost".to_owned(),
    };
    let port = port.or_else(|| config.get_ports().first().copied()).unwrap_or(5432);
    let user = escaped(config.get_user().unwrap_or("postgres").as_bytes());
    let password = config.get_password().map(|password| format!(":{}", escaped(password))).unwrap_or_default();
    let database = escaped(config.get_dbname().unwrap_or("postgres").as_bytes());
    format!("postgres://{user}{password}@{}:{port}/{database}?sslmode=disable", escaped(host.as_bytes()))
}

fn escaped(text: &[u8]) -> String {
    text.iter().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._".contains(byte) {
            escaped.push(char::from(*byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}
