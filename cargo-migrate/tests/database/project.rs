//! A folder and a database of its own for a test, and the command that is run on them.

use migrate_runtime::testing::Server;
use postgres::Client;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Both are removed at the end.
pub(crate) struct Project {
    pub(crate) folder: PathBuf,
    pub(crate) database: String,
}

/// What a command said, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) status: i32,
}

impl Project {
    pub(crate) fn new(name: &str) -> Self {
        let database = format!("command_{name}_{}", std::process::id());
        drop(Server::get().fresh_database(&database));
        let folder = std::env::temp_dir().join(format!("migrate-{database}"));
        let _ = std::fs::remove_dir_all(&folder);
        // The search for a configuration ends at a repository.
        std::fs::create_dir_all(folder.join(".git")).expect("a scratch folder can be made");
        Self { folder, database }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a scratch folder can be made");
        std::fs::write(path, text).expect("a scratch file can be written");
    }

    pub(crate) fn client(&self) -> Client {
        Server::get().connect(&self.database)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-migrate"));
        command.arg("migrate").args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        command.env("DATABASE_URL", Server::get().url_of(&self.database));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        said(&mut self.command(arguments))
    }

    /// What it says where it ends well.
    pub(crate) fn good(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.text);
        said.text
    }
}

pub(crate) fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the command can be started");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Said { text, status: output.status.code().unwrap_or(-1) }
}

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the command stands in the workspace")
}

impl Drop for Project {
    fn drop(&mut self) {
        Server::get().drop_database(&self.database);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
