//! Where is the one backend, and whose turn is it.

use pglite_oxide::PgliteServer;
use std::error::Error;
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the last session may take to end.
const END: Duration = Duration::from_secs(20);

/// The backend, and the folder with its data.
pub(crate) struct Backend {
    folder: PathBuf,
    state: Mutex<State>,
    given_back: Condvar,
}

struct State {
    server: Option<PgliteServer>,
    busy: bool,
}

/// The right to talk to the backend.
pub(crate) struct Turn<'a>(&'a Backend);

impl Backend {
    pub(crate) fn start() -> Result<Self, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("migrate-embedded-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let state = State { server: Some(serve(&folder)?), busy: false };
        Ok(Self { folder, state: Mutex::new(state), given_back: Condvar::new() })
    }

    /// Waits for the session before to end.
    pub(crate) fn turn(&self, patience: Duration) -> Option<Turn<'_>> {
        let until = Instant::now() + patience;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.busy {
            let left = until.checked_duration_since(Instant::now())?;
            state = self.given_back.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.busy = true;
        Some(Turn(self))
    }

    /// Removes what was stored. Nobody is served any more, once the last session has written what it writes at its end.
    pub(crate) fn remove(&self) {
        let _turn = self.turn(END);
        // What cannot be removed lies among the temporary files.
        let _left_behind = std::fs::remove_dir_all(&self.folder);
    }
}

impl Turn<'_> {
    /// A connection to the backend. One that went down over the session before is started again, with what it had stored.
    pub(crate) fn connect(&self) -> Result<TcpStream, Box<dyn Error>> {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(stream)) = state.server.as_ref().and_then(PgliteServer::tcp_addr).map(TcpStream::connect) {
            return Ok(stream);
        }
        // The folder is locked by a server for as long as there is one.
        drop(state.server.take());
        let server = serve(&self.0.folder)?;
        let address: SocketAddr = server.tcp_addr().ok_or("the backend listens nowhere")?;
        state.server = Some(server);
        Ok(TcpStream::connect(address)?)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).busy = false;
        self.0.given_back.notify_one();
    }
}

fn serve(folder: &std::path::Path) -> Result<PgliteServer, Box<dyn Error>> {
    Ok(PgliteServer::builder().path(folder).relaxed_durability(true).start()?)
}
