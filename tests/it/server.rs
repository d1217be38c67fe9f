//! Which PostgreSQL answers: the one that is named, or one found on the machine and started in a scratch folder.

use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A server that tests may make databases on.
pub(crate) struct Server {
    url: String,
    pub(crate) version: u8,
    // The shell around the server ends it when this process, and with it the pipe, is gone.
    _child: Option<Child>,
}

impl Server {
    /// The server, started once for all tests.
    pub(crate) fn get() -> &'static Self {
        static SERVER: OnceLock<Server> = OnceLock::new();
        SERVER.get_or_init(|| match std::env::var("DATABASE_URL") {
            Ok(url) => Self::at(url, None),
            Err(_) => Self::start(),
        })
    }

    fn at(url: String, child: Option<Child>) -> Self {
        let mut client = Client::connect(&url, NoTls).expect("the server of DATABASE_URL answers");
        let number: i32 = client
            .query_one("show server_version_num", &[])
            .map(|row| row.get::<_, String>(0))
            .ok()
            .and_then(|n| n.parse().ok())
            .expect("a server has a version");
        Self { url, version: u8::try_from(number / 10000).expect("a major version is small"), _child: child }
    }

    fn start() -> Self {
        let bin = installed().expect("no PostgreSQL found: set DATABASE_URL, or install one (Debian: apt-get install postgresql)");
        let folder = std::env::temp_dir().join(format!("migrate-tests-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a scratch folder can be made");
        let root = run("id", &["-u"]).is_some_and(|uid| uid.trim() == "0");
        let data = folder.join("data");
        let script = format!(
            "set -e; {chown} cd {folder}; {user} {bin}/initdb -D {data} -U postgres --auth=trust >/dev/null; \
             {user} {bin}/postgres -D {data} -k {folder} -h '' -F -c max_locks_per_transaction=512 >{folder}/log 2>&1 & pid=$!; \
             cat >/dev/null; kill -INT $pid; wait $pid || true; rm -rf {folder}",
            chown = if root { format!("chown postgres {};", folder.display()) } else { String::new() },
            user = if root { "setpriv --reuid postgres --regid postgres --clear-groups" } else { "" },
            folder = folder.display(),
            bin = bin.display(),
            data = data.display(),
        );
        let child =
            Command::new("sh").args(["-c", &script]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("a shell can be started");
        let url = format!("host={} user=postgres dbname=postgres", folder.display());
        let since = Instant::now();
        while Client::connect(&url, NoTls).is_err() {
            assert!(since.elapsed() < Duration::from_secs(60), "the server in {} does not answer; see its log", folder.display());
            std::thread::sleep(Duration::from_millis(100));
        }
        Self::at(url, Some(child))
    }

    /// A connection to a new, empty database.
    pub(crate) fn fresh_database(&self, name: &str) -> Client {
        let mut client = Client::connect(&self.url, NoTls).expect("the server answers");
        client.batch_execute(&format!("drop database if exists {name} with (force)")).expect("a scratch database can be dropped");
        client.batch_execute(&format!("create database {name} template template0")).expect("a scratch database can be made");
        Client::connect(&self.url_of(name), NoTls).expect("a scratch database answers")
    }

    /// A connection to a database.
    pub(crate) fn connect(&self, name: &str) -> Client {
        Client::connect(&self.url_of(name), NoTls).expect("a scratch database answers")
    }

    /// Makes a database as another is, to which nobody is connected.
    pub(crate) fn copy_database(&self, from: &str, to: &str) {
        let mut client = Client::connect(&self.url, NoTls).expect("the server answers");
        client.batch_execute(&format!("drop database if exists {to} with (force)")).expect("a scratch database can be dropped");
        let left = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{from}'");
        client.batch_execute(&left).expect("connections that are closing can be ended");
        client.batch_execute(&format!("create database {to} template {from}")).expect("a database can be copied");
    }

    /// How to reach a database.
    pub(crate) fn url_of(&self, name: &str) -> String {
        let Some((scheme, rest)) = self.url.split_once("://") else {
            // Of two words for the same thing the last one holds.
            return format!("{} dbname={name}", self.url);
        };
        let (place, options) = rest.split_once('?').map_or((rest, String::new()), |(place, options)| (place, format!("?{options}")));
        let server = place.split('/').next().unwrap_or(place);
        format!("{scheme}://{server}/{name}{options}")
    }

    /// Removes a database.
    pub(crate) fn drop_database(&self, name: &str) {
        let mut client = Client::connect(&self.url, NoTls).expect("the server answers");
        client.batch_execute(&format!("drop database if exists {name} with (force)")).expect("a scratch database can be dropped");
    }
}

fn installed() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok().into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let mut found: Vec<PathBuf> = debian.chain(run("pg_config", &["--bindir"]).map(|path| PathBuf::from(path.trim()))).collect();
    found.retain(|bin: &PathBuf| Path::new(bin).join("initdb").exists());
    found.sort();
    found.pop()
}

fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
