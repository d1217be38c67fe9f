//! The database that each test gets a copy of: made once for a chain of migrations, under a lock, and kept for other processes.

use super::server::Server;
use crate::migrations::Migrations;
use migrate_model::text_hash;
use postgres::Client;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the names of templates begin with.
const TEMPLATE: &str = "migrate_template_";
/// What the names of templates begin with while they are made.
const UNFINISHED: &str = "migrate_unfinished_";
/// What the names of copies begin with; the second in which they were made follows.
pub(super) const COPY: &str = "migrate_test_";
/// A template that nobody used for so long is removed.
const TEMPLATE_DAYS: u64 = 7;
/// A copy that is as old as this belongs to a process that was killed.
const COPY_DAYS: u64 = 1;
const DAY: u64 = 24 * 60 * 60;
/// How long another process may take to make the same template.
const PATIENCE: Duration = Duration::from_secs(300);
/// The key of the lock: "migrate" and a letter, as bytes.
const LOCK: i64 = i64::from_be_bytes(*b"migrateT");

/// The name of the template for these migrations, which is there.
pub(super) fn template(server: &Server, migrations: &Migrations) -> String {
    let name = format!("{TEMPLATE}{}", digest(migrations));
    static READY: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    // Tests of this process wait here, so that one of them makes it. A panic of it leaves the list as it was.
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if !ready.contains(&name) {
        let is_there = exists(&mut server.client(), &name);
        if !is_there {
            make(server, migrations, &name);
        }
        // Two processes may say the same at once, which one of them is refused.
        let _said_already = server.client().batch_execute(&format!("comment on database {name} is '{}'", seconds()));
        ready.insert(name.clone());
    }
    name
}

/// What tells chains of migrations apart, shortened so that it fits into a name.
fn digest(migrations: &Migrations) -> String {
    let of_each = migrations.list().iter().map(|m| format!("{:?} {} {} {} {}\n", m.kind, m.version, m.name, m.checksum, m.text_hash));
    // Another version of this crate may keep its history in another way.
    let text = [env!("CARGO_PKG_VERSION").to_owned()].into_iter().chain(of_each).collect::<String>();
    text_hash(&text).to_string().chars().take(24).collect()
}

fn exists(client: &mut Client, name: &str) -> bool {
    let found = client.query_opt("select from pg_catalog.pg_database where datname = $1", &[&name]);
    found.expect("the databases can be listed").is_some()
}

fn make(server: &Server, migrations: &Migrations, name: &str) {
    // The embedded server is this process's alone, and has no second session to hold a lock in.
    let mut lock = (!server.is_embedded()).then(|| locked(server));
    let made_meanwhile = lock.as_mut().is_some_and(|client| exists(client, name));
    if !made_meanwhile {
        if let Some(client) = &mut lock {
            sweep(client);
        }
        let unfinished = name.replacen(TEMPLATE, UNFINISHED, 1);
        let mut fresh = server.fresh_database(&unfinished);
        migrations.apply(&mut fresh).unwrap_or_else(|error| panic!("the migrations of the tests cannot be applied: {error}"));
        fresh.close().expect("a connection can be closed");
        // It has its name only when it is complete. Nobody may connect, or it could not be copied.
        let finish = format!("alter database {unfinished} with allow_connections false; alter database {unfinished} rename to {name}");
        let mut client = server.client();
        for statement in finish.split("; ") {
            client.batch_execute(statement).expect("a template can be finished");
        }
    }
    if let Some(mut client) = lock {
        client.query_one("select pg_catalog.pg_advisory_unlock($1)", &[&LOCK]).expect("a lock can be given back");
    }
}

/// A session that holds the lock under which templates are made.
fn locked(server: &Server) -> Client {
    let mut client = server.client();
    let waited = std::time::Instant::now();
    while !client.query_one("select pg_catalog.pg_try_advisory_lock($1)", &[&LOCK]).expect("a lock can be asked for").get::<_, bool>(0) {
        assert!(waited.elapsed() < PATIENCE, "another process has been making templates for {} seconds", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(50));
    }
    client
}

/// Removes what nobody uses any more.
fn sweep(client: &mut Client) {
    let listed = client.query(
        "select datname::pg_catalog.text, pg_catalog.shobj_description(oid, 'pg_database') from pg_catalog.pg_database \
         where pg_catalog.starts_with(datname::pg_catalog.text, 'migrate_')",
        &[],
    );
    for row in listed.expect("the databases can be listed") {
        let (name, comment): (String, Option<String>) = (row.get(0), row.get(1));
        let since = |second: Option<u64>| second.map_or(0, |second| seconds().saturating_sub(second));
        let old = if name.starts_with(TEMPLATE) {
            since(comment.and_then(|comment| comment.parse().ok())) > TEMPLATE_DAYS * DAY
        } else if let Some(rest) = name.strip_prefix(COPY) {
            since(rest.split('_').next().and_then(|second| second.parse().ok())) > COPY_DAYS * DAY
        } else {
            // Nobody else makes one while the lock is held.
            name.starts_with(UNFINISHED)
        };
        if old {
            // Another sweep can be faster.
            let _gone_already = client.batch_execute(&format!("drop database if exists \"{}\" with (force)", name.replace('"', "\"\"")));
        }
    }
}

/// The seconds since 1970.
pub(super) fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
