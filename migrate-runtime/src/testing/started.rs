//! How is an installed PostgreSQL started in a folder of its own, and ended.

use super::installed::other_user;
use crate::connect::Config;
use postgres::Client;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a server may take to start.
const START: Duration = Duration::from_secs(60);

/// A server of our own.
#[derive(Debug)]
pub(super) struct Started {
    /// The shell around the server stops it when its input ends, which it does when this process is gone, however it went.
    shell: Child,
    programs: PathBuf,
    folder: PathBuf,
    user: Option<&'static str>,
}

impl Started {
    /// Starts the programs of a folder. It listens on a socket in [`Started::folder`], and on the host where one is named.
    pub(super) fn new(programs: PathBuf, port: u16, host: &str) -> Self {
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
        Self { shell, programs, folder, user }
    }

    /// Its socket, its log, and its data in `data`.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A program of PostgreSQL, or another one, that runs as the user of the server.
    pub(super) fn program(&self, name: &str) -> Command {
        let found = self.programs.join(name);
        let program = if found.exists() { found } else { PathBuf::from(name) };
        let mut command = match self.user {
            None => Command::new(&program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid", user, "--regid", user, "--clear-groups"]).arg(&program);
                command
            }
        };
        command.current_dir(&self.folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The first connection.
    pub(super) fn wait_for(&mut self, config: &Config) -> Client {
        let since = Instant::now();
        loop {
            let error = match config.connect() {
                Ok(client) => return client,
                Err(error) => error,
            };
            let ended = self.shell.try_wait().is_ok_and(|ended| ended.is_some());
            assert!(!ended && since.elapsed() < START, "the server in {} does not start, see its log: {error}", self.folder.display());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        self.shell.wait().expect("the shell around a server ends");
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
