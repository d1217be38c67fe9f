//! Which PostgreSQL answers the tests: the one that is named, one found on the machine, or the embedded one; and what they do with it.

use super::embedded::Embedded;
use super::installed::newest_programs;
use super::left_out::{Needs, leave_out};
use super::started::Started;
use super::turn;
use crate::connect::Config;
use postgres::Client;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A server that tests may make databases on.
#[derive(Debug)]
pub struct Server {
    url: String,
    config: Config,
    version: u8,
    origin: Origin,
}

/// Where a server comes from. What was started ends when this is dropped.
#[derive(Debug)]
enum Origin {
    Named,
    Installed(Started),
    Embedded(#[expect(dead_code, reason = "it ends when it is dropped")] Embedded),
}

/// What is found before the embedded server is thought of.
enum Found {
    Named(String),
    Installed(PathBuf),
    Nothing,
}

impl Found {
    fn here() -> Self {
        match std::env::var("DATABASE_URL") {
            Ok(url) if !url.trim().is_empty() => Self::Named(url),
            _ => newest_programs().map_or(Self::Nothing, Self::Installed),
        }
    }
}

impl Server {
    /// The server of this process: that of `DATABASE_URL`, or one that is started once for all tests: the PostgreSQL that is installed, or else the
    /// embedded one. The embedded one has a single session, so there a test that asks for it waits for the test that has it.
    #[must_use]
    pub fn get() -> &'static Self {
        let server = Self::of_process();
        if server.is_embedded() {
            turn::take();
        }
        server
    }

    /// The server of this process for a test that needs more than the embedded one has. Where there is no other the test is left out: it is named
    /// and counted on standard error, and should return. With `CI` in the environment that is a panic.
    #[must_use]
    pub fn with(needs: Needs) -> Option<&'static Self> {
        if matches!(Found::here(), Found::Nothing) {
            leave_out(needs);
            return None;
        }
        Some(Self::of_process())
    }

    /// A server on which an extension can be made that does not come with PostgreSQL: the one of this process, or else that of `DATABASE_URL_` and the
    /// extension's name, as in `DATABASE_URL_VECTOR`. Where neither has it the test is left out, as by [`Server::with`].
    #[must_use]
    pub fn having(extension: &'static str) -> Option<&'static Self> {
        let has = |server: &Self| {
            let available = "select exists (select from pg_catalog.pg_available_extensions where name operator(pg_catalog.=) $1)";
            let client = server.config.connect();
            client.is_ok_and(|mut client| client.query_one(available, &[&extension]).is_ok_and(|row| row.get(0)))
        };
        let named = || std::env::var(format!("DATABASE_URL_{}", extension.to_uppercase())).ok().filter(|url| !url.trim().is_empty());
        // Servers of tests live as long as their process.
        let other = || named().map(|url| &*Box::leak(Box::new(Self::at(url, Origin::Named))));
        let found = Some(Self::get()).filter(|server| has(server)).or_else(|| other().filter(|server| has(server)));
        if found.is_none() {
            leave_out(Needs::Extension(extension));
        }
        found
    }

    fn of_process() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(|| match Found::here() {
            Found::Named(url) => Self::at(url, Origin::Named),
            Found::Installed(programs) => Self::start_at(programs, 5432, ""),
            Found::Nothing => {
                let (embedded, url) = Embedded::start().unwrap_or_else(|problem| panic!("{problem}"));
                Self::at(url, Origin::Embedded(embedded))
            }
        })
    }

    /// A server of its own, reached through a socket, for a test that restarts it or runs its programs. It ends when it is dropped. Where no
    /// PostgreSQL is installed the test is left out, as by [`Server::with`].
    #[must_use]
    pub fn start() -> Option<Self> {
        Self::start_of_its_own(5432, "")
    }

    /// The same, listening on a port of 127.0.0.1 as well.
    #[must_use]
    pub fn start_listening(port: u16) -> Option<Self> {
        Self::start_of_its_own(port, "127.0.0.1")
    }

    fn start_of_its_own(port: u16, host: &str) -> Option<Self> {
        let programs = newest_programs();
        if programs.is_none() {
            leave_out(Needs::Programs);
        }
        programs.map(|programs| Self::start_at(programs, port, host))
    }

    fn start_at(programs: PathBuf, port: u16, host: &str) -> Self {
        let started = Started::new(programs, port, host);
        let url = format!("host={} port={port} user=postgres dbname=postgres", started.folder().display());
        Self::at(url, Origin::Installed(started))
    }

    fn at(url: String, mut origin: Origin) -> Self {
        let config = Config::from_string(&url).unwrap_or_else(|error| panic!("the server of the tests is not named well: {error}"));
        let mut client = match &mut origin {
            Origin::Named => config.connect().unwrap_or_else(|error| panic!("the server of DATABASE_URL does not answer: {error}")),
            Origin::Installed(started) => started.wait_for(&config),
            Origin::Embedded(_) => config.connect().unwrap_or_else(|error| panic!("the embedded server does not answer: {error}")),
        };
        let number: String = client.query_one("show server_version_num", &[]).map(|row| row.get(0)).expect("a server has a version");
        let version = number.parse::<u32>().ok().and_then(|number| u8::try_from(number / 10000).ok()).expect("a version is a number");
        Self { url, config, version, origin }
    }

    /// Whether it is the embedded one, which has one session, and no programs beside it.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self.origin, Origin::Embedded(_))
    }

    /// Its major version.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.version
    }

    /// How its maintenance database is reached.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How to reach a database of it, in the words of `DATABASE_URL`.
    #[must_use]
    pub fn url_of(&self, database: &str) -> String {
        let Some((scheme, rest)) = self.url.split_once("://") else {
            // Of two words for the same thing the last one holds.
            return format!("{} dbname={database}", self.url);
        };
        let (place, options) = rest.split_once('?').map_or((rest, String::new()), |(place, options)| (place, format!("?{options}")));
        let server = place.split('/').next().unwrap_or(place);
        format!("{scheme}://{server}/{database}{options}")
    }

    /// A connection to its maintenance database.
    #[must_use]
    pub fn client(&self) -> Client {
        self.config.connect().unwrap_or_else(|error| panic!("the server of the tests does not answer: {error}"))
    }

    /// A connection to a new, empty database.
    #[must_use]
    pub fn fresh_database(&self, name: &str) -> Client {
        let mut client = self.client();
        client.batch_execute(&format!("drop database if exists {name} with (force)")).expect("a scratch database can be dropped");
        client.batch_execute(&format!("create database {name} template template0")).expect("a scratch database can be made");
        drop(client);
        self.connect(name)
    }

    /// A connection to a database.
    #[must_use]
    pub fn connect(&self, name: &str) -> Client {
        self.config.with_database(name).connect().unwrap_or_else(|error| panic!("a scratch database does not answer: {error}"))
    }

    /// Makes a database as another is, to which nobody is connected.
    pub fn copy_database(&self, from: &str, to: &str) {
        let mut client = self.client();
        client.batch_execute(&format!("drop database if exists {to} with (force)")).expect("a scratch database can be dropped");
        let left = format!("select pg_catalog.pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = '{from}'");
        client.batch_execute(&left).expect("connections that are closing can be ended");
        client.batch_execute(&format!("create database {to} template {from}")).expect("a database can be copied");
    }

    /// Removes a database.
    pub fn drop_database(&self, name: &str) {
        let dropped = self.client().batch_execute(&format!("drop database if exists {name} with (force)"));
        dropped.expect("a scratch database can be dropped");
    }

    /// The folder of a server that was started here: its socket, its log, and its data in `data`.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.started().map(Started::folder)
    }

    /// A program of PostgreSQL, or another one, that runs as the user of a server that was started here.
    #[must_use]
    pub fn program(&self, name: &str) -> Command {
        self.started().expect("a server that was started here has programs").program(name)
    }

    fn started(&self) -> Option<&Started> {
        match &self.origin {
            Origin::Installed(started) => Some(started),
            Origin::Named | Origin::Embedded(_) => None,
        }
    }

    /// Stops a server that was started here as a failing machine would, and starts it again.
    pub fn restart(&self) {
        let data = self.folder().expect("a server that was started here has a folder").join("data");
        let done = self.program("pg_ctl").args(["restart", "-s", "-w", "-m", "immediate", "-D"]).arg(data).status();
        assert!(done.is_ok_and(|status| status.success()), "the server of the tests cannot be started again");
    }
}
