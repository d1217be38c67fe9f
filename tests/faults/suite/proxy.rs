//! What stands between a program and its server, shows each message that passes, and cuts the connection where it is told to.

use crate::stream::{Address, Stream};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    ToServer,
    ToClient,
}

/// Whether the message still arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    Before,
    After,
}

/// A message that passes, which is shown before it is sent on and again afterwards.
pub(crate) struct Seen {
    pub(crate) side: Side,
    /// How many went this way before it.
    pub(crate) number: usize,
    pub(crate) when: When,
}

/// Whether the conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    GoOn,
    Cut,
}

/// How many messages passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passed {
    pub(crate) to_server: usize,
    pub(crate) to_client: usize,
}

/// Who looks at the messages.
pub(crate) type Watch = Box<dyn FnMut(&Seen) -> Verdict + Send>;

struct Shared {
    server: Address,
    watch: Mutex<Watch>,
    to_server: AtomicUsize,
    to_client: AtomicUsize,
    ended: AtomicBool,
}

/// A proxy on a port of its own; it ends when it is dropped.
pub(crate) struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

impl Proxy {
    /// In front of a server.
    pub(crate) fn start(server: Address, watch: Watch) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared {
            server,
            watch: Mutex::new(watch),
            to_server: AtomicUsize::new(0),
            to_client: AtomicUsize::new(0),
            ended: AtomicBool::new(false),
        });
        let inside = Arc::clone(&shared);
        let listening = std::thread::spawn(move || listen(&listener, &inside));
        Self { address, shared, listening: Some(listening) }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn passed(&self) -> Passed {
        Passed { to_server: self.shared.to_server.load(Ordering::SeqCst), to_client: self.shared.to_client.load(Ordering::SeqCst) }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees that it is over.
        drop(TcpStream::connect(self.address));
        if let Some(listening) = self.listening.take() {
            listening.join().expect("the proxy ends");
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut pumps = Vec::new();
    for client in listener.incoming().flatten() {
        if shared.ended.load(Ordering::SeqCst) {
            break;
        }
        // A server that is not there is what a program sees when it is cut off, too.
        let Ok(server) = shared.server.connect() else { continue };
        let client = Stream::Tcp(client);
        for (from, to, side) in [(&client, &server, Side::ToServer), (&server, &client, Side::ToClient)] {
            let from = from.try_clone().expect("a socket can be shared");
            let to = to.try_clone().expect("a socket can be shared");
            let shared = Arc::clone(shared);
            pumps.push(std::thread::spawn(move || {
                // However it ended: the other side is told by the end of the connection.
                let _end = pump(&from, &to, side, &shared);
                from.cut();
                to.cut();
            }));
        }
    }
    for pump in pumps {
        pump.join().expect("a pump ends");
    }
}

/// Passes messages on until one side ends or they are cut.
fn pump(from: &Stream, to: &Stream, side: Side, shared: &Shared) -> io::Result<()> {
    let (mut from, mut to) = (io::BufReader::new(from.try_clone()?), to.try_clone()?);
    let count = if side == Side::ToServer { &shared.to_server } else { &shared.to_client };
    // Only the first message of a client has no letter in front.
    let mut has_letter = side == Side::ToClient;
    loop {
        let message = read_message(&mut from, has_letter)?;
        has_letter = true;
        let number = count.fetch_add(1, Ordering::SeqCst);
        let show = |when| (shared.watch.lock().unwrap_or_else(PoisonError::into_inner))(&Seen { side, number, when });
        if show(When::Before) == Verdict::Cut {
            return Ok(());
        }
        to.write_all(&message)?;
        if show(When::After) == Verdict::Cut {
            return Ok(());
        }
    }
}

fn read_message(from: &mut impl Read, has_letter: bool) -> io::Result<Vec<u8>> {
    let mut message = vec![0; if has_letter { 5 } else { 4 }];
    from.read_exact(&mut message)?;
    let length: [u8; 4] = message[message.len() - 4..].try_into().map_err(io::Error::other)?;
    let rest =
        (u32::from_be_bytes(length) as usize).checked_sub(4).ok_or_else(|| io::Error::other("a message is shorter than its length"))?;
    let start = message.len();
    message.resize(start + rest, 0);
    from.read_exact(&mut message[start..])?;
    Ok(message)
}
