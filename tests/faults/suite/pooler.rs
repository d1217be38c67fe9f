//! Does PgBouncer work where it gives each program a session, and is it refused where it gives each transaction one.

use crate::check::{faults, objects};
use crate::hosts::{Scratch, Target};
use migrate_faults::{applier, version};
use migrate_runtime::Config;
use std::net::TcpListener;
use std::process::Child;
use std::time::{Duration, Instant};

/// A pooler that runs until it is dropped.
struct Pooler<'a> {
    target: &'a Target,
    child: Child,
    port: u16,
}

impl<'a> Pooler<'a> {
    fn start(target: &'a Target, mode: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port is free").port();
        let folder = target.server().folder().expect("the server was started here").display().to_string();
        let settings = format!(
            "[databases]\n* = host={folder} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nauth_type = any\npool_mode = {mode}\n\
             unix_socket_dir =\nignore_startup_parameters = extra_float_digits\nserver_round_robin = 1\ndefault_pool_size = 4\nmin_pool_size = 4\n"
        );
        let file = format!("{folder}/pgbouncer-{mode}.ini");
        std::fs::write(&file, settings).expect("settings can be written");
        // Debian's place is not on everybody's path.
        let program = if std::path::Path::new("/usr/sbin/pgbouncer").exists() { "/usr/sbin/pgbouncer" } else { "pgbouncer" };
        let child = target
            .server()
            .program(program)
            .arg("-q")
            .arg(&file)
            .spawn()
            .expect("PgBouncer is installed (Debian: apt-get install pgbouncer)");
        Self { target, child, port }
    }

    fn connect(&self, scratch: &Scratch<'_>) -> postgres::Client {
        let words = format!("host=127.0.0.1 port={} user=postgres dbname={} sslmode=disable", self.port, scratch.name);
        let config = Config::from_string(&words).expect("the words are right");
        let since = Instant::now();
        loop {
            match config.connect() {
                Ok(client) => return client,
                Err(error) if since.elapsed() > Duration::from_secs(20) => panic!("PgBouncer does not answer: {error}"),
                Err(_) => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}

impl Drop for Pooler<'_> {
    fn drop(&mut self) {
        // It runs as another user, whom only root or the user may stop.
        let stopped = self.target.server().program("kill").arg(self.child.id().to_string()).status();
        assert!(stopped.is_ok_and(|status| status.success()), "PgBouncer can be stopped");
        self.child.wait().expect("PgBouncer ends");
    }
}

#[test]
fn a_pooler_of_sessions_works() {
    let Some(target) = Target::own() else { return };
    let scratch = target.scratch();
    let expected = {
        let other = target.scratch();
        let mut client = other.connect();
        applier(version(usize::MAX)).apply(&mut client).unwrap_or_else(|error| panic!("without a pooler: {error}"));
        objects(&mut client)
    };
    let pooler = Pooler::start(&target, "session");
    let mut client = pooler.connect(&scratch);
    applier(version(usize::MAX)).apply(&mut client).unwrap_or_else(|error| panic!("through the pooler: {error}"));
    drop(client);
    drop(pooler);
    let wrong = faults(&mut scratch.connect(), usize::MAX, &expected);
    assert!(wrong.is_empty(), "{}", wrong.join("; "));
}

#[test]
fn a_pooler_of_transactions_is_refused() {
    let Some(target) = Target::own() else { return };
    let scratch = target.scratch();
    let pooler = Pooler::start(&target, "transaction");
    // Sessions of others lie open in the pool, so that the next transaction gets another one.
    let mut others: Vec<postgres::Client> = (0..3).map(|_| pooler.connect(&scratch)).collect();
    for other in &mut others {
        other.batch_execute("begin").expect("a transaction can be opened");
    }
    for other in &mut others {
        other.batch_execute("rollback").expect("a transaction can be closed");
    }
    let mut client = pooler.connect(&scratch);
    let error = applier(version(usize::MAX)).apply(&mut client).expect_err("it is refused");
    let said = error.to_string();
    assert!(said.contains("pool"), "the error says what it is: {said}");
    drop((client, others));
    drop(pooler);
    // What was applied before it was noticed is in the history, and what was not is not there: a straight connection goes on.
    applier(version(usize::MAX)).apply(&mut scratch.connect()).unwrap_or_else(|error| panic!("without the pooler: {error}"));
}
