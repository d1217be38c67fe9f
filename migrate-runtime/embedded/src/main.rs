//! Who gives a PostgreSQL to a program on a machine that has none: `migrate-embedded` prints where it listens, and ends when its input does.
//!
//! What is stored is gone at its end. PostgreSQL is one process here, so there is one session at a time: the next one waits for its turn, and is
//! refused as PostgreSQL refuses one too many where the turn does not come.

mod backend;
mod session;

use backend::Backend;
use std::error::Error;
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let backend = Arc::new(Backend::start()?);
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "postgres://postgres@{}/postgres?sslmode=disable", listener.local_addr()?)?;
    out.flush()?;
    let serving = Arc::clone(&backend);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let backend = Arc::clone(&serving);
            std::thread::spawn(move || session::serve(&client, &backend));
        }
    });
    // Whoever started this holds the other end, and lets go of it however it ends.
    std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink())?;
    backend.remove();
    Ok(())
}
