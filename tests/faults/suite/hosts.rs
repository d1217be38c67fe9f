//! Which servers the faults happen on, and scratch databases there.

use crate::stream::Address;
use migrate_runtime::Config;
use migrate_runtime::testing::Server;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio_postgres::config::Host;

/// A server.
pub(crate) struct Target {
    config: Config,
    /// Where it was started here, so that it can be started again.
    server: Option<Server>,
    pub(crate) version: i32,
}

impl Target {
    /// A server of the tests' own, which nobody else minds when it is restarted.
    pub(crate) fn own() -> Option<Self> {
        let server = Server::start()?;
        Some(Self { config: server.config().clone(), version: i32::from(server.version()), server: Some(server) })
    }

    /// The servers that the environment names beside it: `DATABASE_URL18` and the like.
    pub(crate) fn named() -> Vec<Self> {
        (14..=30).filter_map(|version| std::env::var(format!("DATABASE_URL{version}")).ok().map(|url| Self::at(&url, version))).collect()
    }

    fn at(url: &str, version: i32) -> Self {
        Self { config: Config::from_string(url).expect("the variable names a server"), server: None, version }
    }

    pub(crate) fn can_restart(&self) -> bool {
        self.server.is_some()
    }

    pub(crate) fn restart(&self) {
        self.server.as_ref().expect("only our own server is restarted").restart();
    }

    /// How another program reaches a database.
    fn url_of(&self, database: &str) -> String {
        self.server().url_of(database)
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.as_ref().expect("the server was started here")
    }

    /// A connection to the maintenance database.
    pub(crate) fn admin(&self) -> postgres::Client {
        patiently(&self.config)
    }

    /// A new, empty database.
    pub(crate) fn scratch(&self) -> Scratch<'_> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("fault_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        self.admin().batch_execute(&format!("create database {name} template template0")).expect("a scratch database can be made");
        Scratch { target: self, config: self.config.with_database(&name), name }
    }
}

/// A database that is removed when this is dropped.
pub(crate) struct Scratch<'a> {
    target: &'a Target,
    pub(crate) name: String,
    pub(crate) config: Config,
}

impl Scratch<'_> {
    /// A connection, also while the server starts.
    pub(crate) fn connect(&self) -> postgres::Client {
        patiently(&self.config)
    }

    /// How another program reaches it.
    pub(crate) fn url(&self) -> String {
        self.target.url_of(&self.name)
    }

    /// Where its server listens.
    pub(crate) fn address(&self) -> Address {
        let driver = self.config.driver();
        let port = driver.get_ports().first().copied().unwrap_or(5432);
        match driver.get_hosts().first() {
            Some(Host::Unix(folder)) => Address::Socket(folder.join(format!(".s.PGSQL.{port}"))),
            Some(Host::Tcp(host)) => Address::Port(host.clone(), port),
            None => panic!("the server has no address"),
        }
    }
}

impl Drop for Scratch<'_> {
    fn drop(&mut self) {
        let dropped = self.target.admin().batch_execute(&format!("drop database if exists {} with (force)", self.name));
        dropped.expect("a scratch database can be dropped");
    }
}

fn patiently(config: &Config) -> postgres::Client {
    let since = Instant::now();
    loop {
        match config.connect() {
            Ok(client) => return client,
            Err(error) if since.elapsed() > Duration::from_secs(60) => panic!("the server does not answer: {error}"),
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}
