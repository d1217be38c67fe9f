//! How is one client served: its bytes are carried to the backend and back, or it is told that there is no room.

use crate::backend::Backend;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// How long a client waits for the session before it. One that is closing needs a moment; two that are open at once would wait for ever.
const PATIENCE: Duration = Duration::from_secs(10);
/// What a packet says that asks to cancel a query of another session.
const CANCEL: [u8; 4] = 80_877_102_u32.to_be_bytes();

pub(crate) fn serve(client: &TcpStream, backend: &Backend) {
    let mut start = [0; 8];
    // Nothing can be cancelled where the session that asks has to wait for the one that runs.
    if client.peek(&mut start).is_ok_and(|read| read == start.len() && start[4..] == CANCEL) {
        return;
    }
    let Some(turn) = backend.turn(PATIENCE) else {
        refuse(client, "53300", "sorry, too many clients already", "The embedded PostgreSQL serves one session at a time.");
        return;
    };
    match turn.connect() {
        Ok(server) => carry(client, &server),
        Err(error) => refuse(client, "57P03", &format!("the embedded PostgreSQL does not start: {error}"), ""),
    }
}

/// Both ways until both ends are done. The backend is always heard to its end, or it would go down over a client that left in the middle.
fn carry(client: &TcpStream, server: &TcpStream) {
    std::thread::scope(|scope| {
        scope.spawn(|| {
            pass(client, server);
            let _gone_already = server.shutdown(Shutdown::Write);
        });
        pass(server, client);
        let _gone_already = client.shutdown(Shutdown::Both);
    });
}

fn pass(mut from: &TcpStream, mut to: &TcpStream) {
    let mut buffer = vec![0; 64 * 1024];
    let mut heard = true;
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        heard = heard && to.write_all(&buffer[..read]).is_ok();
    }
}

/// A client that is gone is told nothing.
fn refuse(mut client: &TcpStream, code: &str, message: &str, detail: &str) {
    let fields = [("S", "FATAL"), ("V", "FATAL"), ("C", code), ("M", message), ("D", detail)];
    let body: String = fields.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}{value}\0")).collect();
    let length = u32::try_from(body.len() + 5).unwrap_or(u32::MAX);
    let mut packet = vec![b'E'];
    packet.extend(length.to_be_bytes());
    packet.extend(body.as_bytes());
    packet.push(0);
    let _gone_already = client.write_all(&packet).and_then(|()| client.shutdown(Shutdown::Write));
    // What it had sent is read, or its end of the connection is reset before it has read the answer.
    let _gone_already = client.set_read_timeout(Some(Duration::from_secs(1))).and_then(|()| client.read(&mut [0; 1024]));
}
