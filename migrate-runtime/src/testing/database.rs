//! The database of one test.

use super::server::Server;
use super::template::{COPY, seconds, template};
use crate::connect::Config;
use crate::migrations::Migrations;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database to which the migrations were applied, for one test alone. It is removed when this is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    config: Config,
}

impl TestDatabase {
    /// A copy of the template for these migrations.
    #[must_use]
    pub fn new(migrations: &Migrations) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let server = Server::get();
        let template = template(server, migrations);
        let name = format!("{COPY}{}_{}_{}", seconds(), std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let copied = server.client().batch_execute(&format!("create database {name} template {template}"));
        copied.unwrap_or_else(|error| panic!("the template of the tests cannot be copied: {error}"));
        Self { config: server.config().with_database(&name), name }
    }

    /// How it is reached.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A connection to it.
    #[must_use]
    pub fn connect(&self) -> postgres::Client {
        self.config.connect().unwrap_or_else(|error| panic!("the database of the test does not answer: {error}"))
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if std::env::var_os("MIGRATE_KEEP_DATABASES").is_some() {
            eprintln!("the database {} is kept", self.name);
        } else {
            Server::get().drop_database(&self.name);
        }
    }
}
