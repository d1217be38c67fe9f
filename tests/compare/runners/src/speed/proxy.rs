//! How often is the server asked and waited for: a proxy counts how often the client speaks after the server did.

use crate::database::address;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};
use tokio_postgres::config::Host;

/// A proxy before the server, on a port of this machine.
pub(crate) struct Proxy {
    port: u16,
    count: Arc<Mutex<Count>>,
}

#[derive(Default)]
struct Count {
    trips: u64,
    client_speaks: bool,
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

impl Proxy {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("there is a free port");
        let port = listener.local_addr().expect("it has an address").port();
        let count: Arc<Mutex<Count>> = Arc::default();
        let counted = Arc::clone(&count);
        std::thread::spawn(move || listener.incoming().flatten().for_each(|client| serve(client, &counted)));
        Self { port, count }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Begins to count.
    pub(crate) fn begin(&self) {
        *lock(&self.count) = Count::default();
    }

    /// How often the client spoke and was answered.
    pub(crate) fn trips(&self) -> u64 {
        lock(&self.count).trips
    }
}

fn serve(client: TcpStream, count: &Arc<Mutex<Count>>) {
    let [to_server, from_server] = streams();
    let _ = client.set_nodelay(true);
    let back = client.try_clone().expect("a stream can be cloned");
    let (speaking, answering) = (Arc::clone(count), Arc::clone(count));
    std::thread::spawn(move || {
        copy(client, to_server, || lock(&speaking).client_speaks = true);
    });
    std::thread::spawn(move || {
        copy(from_server, back, || {
            let mut count = lock(&answering);
            count.trips += u64::from(count.client_speaks);
            count.client_speaks = false;
        });
    });
}

fn copy(mut from: impl Read, mut to: impl Write, seen: impl Fn()) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        seen();
        if to.write_all(&buffer[..length]).is_err() {
            return;
        }
    }
}

/// A connection to the server, twice the same: one half is written to, and one is read.
fn streams() -> [Box<dyn Stream>; 2] {
    let config = address();
    let port = config.get_ports().first().copied().unwrap_or(5432);
    match config.get_hosts().first() {
        Some(Host::Unix(folder)) => {
            let stream = UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).expect("the server answers");
            [Box::new(stream.try_clone().expect("a stream can be cloned")), Box::new(stream)]
        }
        host => {
            let name = match host {
                Some(Host::Tcp(name)) => name.as_str(),
                _ => "localhost",
            };
            let stream = TcpStream::connect((name, port)).expect("the server answers");
            let _ = stream.set_nodelay(true);
            [Box::new(stream.try_clone().expect("a stream can be cloned")), Box::new(stream)]
        }
    }
}

fn lock(count: &Mutex<Count>) -> std::sync::MutexGuard<'_, Count> {
    count.lock().unwrap_or_else(PoisonError::into_inner)
}
