//! How often does `status` wait for the server: what a client sends is counted on its way there.

use crate::project::{Project, said};
use migrate_runtime::testing::{Needs, Server};
use postgres::config::Host;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The end of a server that a connection was made to.
trait Stream: Read + Write + Send {
    fn again(&self) -> Box<dyn Stream>;
}

impl Stream for TcpStream {
    fn again(&self) -> Box<dyn Stream> {
        Box::new(self.try_clone().expect("a connection can be shared"))
    }
}

#[cfg(unix)]
impl Stream for std::os::unix::net::UnixStream {
    fn again(&self) -> Box<dyn Stream> {
        Box::new(self.try_clone().expect("a connection can be shared"))
    }
}

fn server() -> Box<dyn Stream> {
    let driver = Server::get().config().driver();
    let port = driver.get_ports().first().copied().unwrap_or(5432);
    match driver.get_hosts().first() {
        #[cfg(unix)]
        Some(Host::Unix(folder)) => {
            let socket = folder.join(format!(".s.PGSQL.{port}"));
            Box::new(std::os::unix::net::UnixStream::connect(socket).expect("the server answers"))
        }
        Some(Host::Tcp(host)) => Box::new(TcpStream::connect((host.as_str(), port)).expect("the server answers")),
        None => panic!("the server has no address"),
    }
}

/// Passes one connection on, and counts the messages for which a client waits: simple queries, and the ends of extended ones.
fn count_of_one(listener: TcpListener, count: Arc<AtomicUsize>) {
    let (mut client, _) = listener.accept().expect("the command connects");
    let mut server = server();
    let (mut answers, mut back) = (server.again(), client.try_clone().expect("a connection can be shared"));
    std::thread::spawn(move || std::io::copy(&mut answers, &mut back));
    let mut started = false;
    loop {
        let mut kind = [0; 1];
        if started && client.read_exact(&mut kind).is_err() {
            return;
        }
        let mut length = [0; 4];
        if client.read_exact(&mut length).is_err() {
            return;
        }
        let mut body = vec![0; (u32::from_be_bytes(length) as usize).saturating_sub(4)];
        client.read_exact(&mut body).expect("a message is whole");
        if started {
            count.fetch_add(usize::from(matches!(kind, [b'Q' | b'S'])), Ordering::SeqCst);
            server.write_all(&kind).expect("the server reads");
        }
        started = true;
        server.write_all(&[&length[..], &body].concat()).expect("the server reads");
    }
}

/// How many round trips a command takes once it is connected.
fn round_trips(project: &Project, arguments: &[&str]) -> usize {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = listener.local_addr().expect("a listener has an address").port();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let passed = std::thread::spawn(move || count_of_one(listener, counter));
    let mut command = project.command(arguments);
    Server::get().config().with_database(&project.database).set_environment(&mut command);
    command.env("PGHOST", "127.0.0.1").env("PGPORT", port.to_string()).env("PGSSLMODE", "disable").env_remove("PGHOSTADDR");
    let said = said(&mut command);
    assert_eq!(said.status, 0, "{}", said.text);
    passed.join().expect("the connection was passed on");
    count.load(Ordering::SeqCst)
}

#[test]
fn status_takes_two_round_trips() {
    let Some(_server) = Server::with(Needs::Sessions) else { return };
    let project = Project::new("round_trips");
    project.write("migrations/001_create_patients.sql", "create table patients (id bigint primary key);\n");
    project.write("migrations/002_create_visits.sql", "create table visits (id bigint primary key);\n");
    project.good(&["apply", "--to", "001"]);
    assert_eq!(round_trips(&project, &["status"]), 2);
    project.good(&["apply"]);
    assert_eq!(round_trips(&project, &["status", "--format", "json"]), 2);
}
