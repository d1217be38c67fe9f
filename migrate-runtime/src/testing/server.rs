//! Which PostgreSQL answers the tests: the one that is named, or one found on the machine and started in a folder of its own.

use super::installed::{newest_programs, other_user};
use crate::connect::Config;
use postgres::Client;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a server may take to start.
const START: Duration = Duration::from_secs(60);

/// A server that tests may make databases on.
#[derive(Debug)]
pub struct Server {
    url: String,
    config: Config,
    version: u8,
    started: Option<Started>,
}

/// A server of our own.
#[derive(Debug)]
struct Started {
    /// The shell around the server stops it when its input ends, which it does when this process is gone, however it went.
    shell: Child,
    programs: PathBuf,
    folder: PathBuf,
    user: Option<&'static str>,
}

impl Server {
    /// The server of this process: that of `DATABASE_URL`, or one that is started once for all tests.
    #[must_use]
    pub fn get() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(|| match std::env::var("DATABASE_URL") {
            Ok(url) if !url.trim().is_empty() => Self::at(url, None),
            _ => Self::start(),
        })
    }

    /// A server of its own, reached through a socket. It ends when it is dropped.
    #[must_use]
    pub fn start() -> Self {
        Self::start_at(5432, "")
    }

    /// A server of its own that listens on a port of 127.0.0.1 as well. It ends when it is dropped.
    #[must_use]
    pub fn start_listening(port: u16) -> Self {
        Self::start_at(port, "127.0.0.1")
    }

    fn start_at(port: u16, host: &str) -> Self {
        let programs =
            newest_programs().expect("no PostgreSQL found: set DATABASE_URL, or install one (Debian: apt-get install postgresql)");
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("migrate-tests-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the server can be made");
        let user = other_user();
        let shell = Command::new("sh")
            .args(["-c", &script(&programs, &folder, user, &format!("-h '{host}' -p {port}"))])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("a shell can be started");
        let url = format!("host={} port={port} user=postgres dbname=postgres", folder.display());
        Self::at(url, Some(Started { shell, programs, folder, user }))
    }

    fn at(url: String, mut started: Option<Started>) -> Self {
        let config = Config::from_string(&url).unwrap_or_else(|error| panic!("the server of the tests is not named well: {error}"));
        let mut client = match &mut started {
            None => config.connect().unwrap_or_else(|error| panic!("the server of DATABASE_URL does not answer: {error}")),
            Some(started) => wait_for(&config, started),
        };
        let number: String = client.query_one("show server_version_num", &[]).map(|row| row.get(0)).expect("a server has a version");
        let version = number.parse::<u32>().ok().and_then(|number| u8::try_from(number / 10000).ok()).expect("a version is a number");
        Self { url, config, version, started }
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
        self.started.as_ref().map(|started| started.folder.as_path())
    }

    /// A program of PostgreSQL, or another one, that runs as the user of a server that was started here.
    #[must_use]
    pub fn program(&self, name: &str) -> Command {
        let started = self.started.as_ref().expect("a server that was started here has programs");
        let found = started.programs.join(name);
        let program = if found.exists() { found } else { PathBuf::from(name) };
        let mut command = match started.user {
            None => Command::new(&program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--regid", user, "--clear-groups"]).arg(&program);
                command
            }
        };
        command.current_dir(&started.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Stops a server that was started here as a failing machine would, and starts it again.
    pub fn restart(&self) {
        let data = self.folder().expect("a server that was started here has a folder").join("data");
        let done = self.program("pg_ctl").args(["restart", "-s", "-w", "-m", "immediate", "-D"]).arg(data).status();
        assert!(done.is_ok_and(|status| status.success()), "the server of the tests cannot be started again");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(started) = &mut self.started {
            drop(started.shell.stdin.take());
            started.shell.wait().expect("the shell around a server ends");
        }
    }
}

fn wait_for(config: &Config, started: &mut Started) -> Client {
    let since = Instant::now();
    loop {
        let error = match config.connect() {
            Ok(client) => return client,
            Err(error) => error,
        };
        let ended = started.shell.try_wait().is_ok_and(|ended| ended.is_some());
        assert!(!ended && since.elapsed() < START, "the server in {} does not start, see its log: {error}", started.folder.display());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Makes a server, starts it, and stops it when the input ends. The interrupt of a terminal is for the tests; the shell lives on to tidy up.
fn script(programs: &Path, folder: &Path, user: Option<&str>, arguments: &str) -> String {
    let (folder, programs) = (folder.display(), programs.display());
    let own = user.map(|user| format!("chown {user} {folder};")).unwrap_or_default();
    let run = user.map(|user| format!("setpriv --reuid {user} --regid {user} --clear-groups")).unwrap_or_default();
    format!(
        "trap '' INT TERM HUP; set -e; {own} cd {folder}; \
         {run} {programs}/initdb -D {folder}/data -U postgres --auth=trust -E UTF8 --no-sync >/dev/null; \
         {run} {programs}/pg_ctl start -s -w -t 60 -D {folder}/data -l {folder}/log \
         -o \"-k {folder} -F -c max_locks_per_transaction=512 {arguments}\"; \
         cat >/dev/null; {run} {programs}/pg_ctl stop -s -m immediate -D {folder}/data || true; cd /; rm -rf {folder}",
    )
}
