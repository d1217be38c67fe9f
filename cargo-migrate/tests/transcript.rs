//! Does the command say on a terminal what the pages say: every word, as a new user would see it.
//!
//! A page below `tests/transcript/` tells a story in an empty folder. A block ` ```sql migrations/001_x.sql ` writes a file; a block
//! ` ```console ` holds commands after `$ ` and what they print, with `[exit 1]` where they do not end well. `UPDATE=1` writes the answers. A page
//! that begins with `<!-- database -->` has an empty database, and no moment or hash of its history is told. `$REPOSITORY` is this
//! repository, and `$DATABASE` the name of the database, which is told of as `scratch`. There a block ` ```sql by hand ` is what somebody runs on
//! the database, and ` ```sql left open ` what somebody begins and does not end until the command of the next block, which is
//! ` ```console killed ` then, waits for it and is killed.

use migrate_runtime::testing::{Needs, Server};
use postgres::Client;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a command may take until it waits, and the server until it notices that one is gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a page begins that has a database, on which several work at the same time.
const DATABASE: &str = "<!-- database -->";

#[test]
fn the_command_says_what_the_pages_say() {
    let mut wrong = String::new();
    let pages = pages();
    assert!(pages.len() >= 6, "only {} pages", pages.len());
    let has_sessions = Server::with(Needs::Sessions).is_some();
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a page can be read");
        if text.starts_with(DATABASE) && !has_sessions {
            continue;
        }
        let played = play(&page, &text);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&page, &played).expect("a page can be written");
        } else if played != text {
            let _ = writeln!(wrong, "{}", difference(&page, &text, &played));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn pages() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/transcript")).expect("there are pages");
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("a page can be seen").path()).collect();
    found.sort();
    found
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the command stands in the workspace")
}

/// The first lines that differ, with those around them.
fn difference(page: &Path, recorded: &str, played: &str) -> String {
    let same = recorded.lines().zip(played.lines()).take_while(|(a, b)| a == b).count();
    let part = |text: &str| text.lines().skip(same.saturating_sub(3)).take(12).collect::<Vec<_>>().join("\n");
    format!("{}:{}\n--- recorded\n{}\n--- said\n{}", page.display(), same + 1, part(recorded), part(played))
}

/// The page with what the commands say now.
fn play(page: &Path, text: &str) -> String {
    let scratch = Scratch::new(page, text.starts_with(DATABASE));
    let (mut played, mut block) = (String::new(), None::<(String, String)>);
    for line in text.lines() {
        match &mut block {
            None => {
                let _ = writeln!(played, "{line}");
                block = line.strip_prefix("```").filter(|info| !info.is_empty()).map(|info| (info.to_owned(), String::new()));
            }
            Some((info, body)) if line == "```" => {
                let body = match info.split_once(' ') {
                    None if info == "console" => scratch.run_all(body),
                    Some(("console", "killed")) => scratch.run_killed(body),
                    Some(("sql", "by hand")) => scratch.by_hand(body),
                    Some(("sql", "left open")) => scratch.leave_open(body),
                    Some((_, path)) => scratch.write(path, body),
                    None => std::mem::take(body),
                };
                let _ = writeln!(played, "{body}```");
                block = None;
            }
            Some((_, body)) => {
                let _ = writeln!(body, "{line}");
            }
        }
    }
    played
}

/// A folder of its own for a page, with a `cargo` in its path that knows `migrate` alone.
struct Scratch {
    around: PathBuf,
    folder: PathBuf,
    database: Option<String>,
    /// A session whose transaction was not ended.
    open: RefCell<Option<Client>>,
}

impl Scratch {
    fn new(page: &Path, has_database: bool) -> Self {
        let name = page.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let around = std::env::temp_dir().join(format!("migrate-transcript-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&around);
        let (bin, folder) = (around.join("bin"), around.join("project"));
        std::fs::create_dir_all(&bin).expect("a scratch folder can be made");
        std::fs::create_dir_all(folder.join(".git")).expect("a scratch folder can be made");
        let cargo = bin.join("cargo");
        let script = format!("#!/bin/sh\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_cargo-migrate"));
        std::fs::write(&cargo, script).expect("a script can be written");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&cargo, std::fs::Permissions::from_mode(0o755)).expect("a script can be made one");
        }
        let database = has_database.then(|| format!("transcript_{name}_{}", std::process::id()));
        if let Some(database) = &database {
            drop(Server::get().fresh_database(database));
        }
        Self { around, folder, database, open: RefCell::new(None) }
    }

    fn client(&self) -> Client {
        Server::get().connect(self.database.as_deref().expect("the page has a database"))
    }

    fn by_hand(&self, sql: &str) -> String {
        self.client().batch_execute(sql).expect("what is run by hand is right");
        sql.to_owned()
    }

    fn leave_open(&self, sql: &str) -> String {
        let mut client = self.client();
        client.batch_execute(sql).expect("what is run by hand is right");
        *self.open.borrow_mut() = Some(client);
        sql.to_owned()
    }

    /// What a command says until it waits for the session that was left open; then it is killed, that session ends, and the server is rid of both.
    fn run_killed(&self, body: &str) -> String {
        let command = body.lines().find_map(|line| line.strip_prefix("$ ")).expect("a command is to be killed");
        let child = self.shell(&format!("exec {command}")).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.expect("a shell can be started");
        let mut watcher = self.client();
        self.wait(&mut watcher, "wait_event_type = 'Lock'", 1);
        child.kill().expect("a command can be killed");
        let output = child.wait_with_output().expect("a command that was killed has ended");
        // The server notices that a client is gone while that one's session waits.
        self.wait(&mut watcher, "wait_event_type = 'Lock'", 0);
        self.open.borrow_mut().take();
        self.wait(&mut watcher, "true", 0);
        format!("$ {command}\n{}[killed]\n", self.told(&output.stdout))
    }

    /// Waits until so many other sessions of the database are as it is said.
    fn wait(&self, watcher: &mut Client, which: &str, wanted: i64) {
        let begun = Instant::now();
        let query = format!(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and {which}"
        );
        loop {
            let count: i64 = watcher.query_one(&query, &[]).expect("sessions can be counted").get(0);
            if count == wanted {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{count} sessions instead of {wanted}: {which}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn write(&self, path: &str, body: &str) -> String {
        let path = self.folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a scratch folder can be made");
        std::fs::write(path, body).expect("a scratch file can be written");
        body.to_owned()
    }

    /// The commands of a block, each followed by what it says now.
    fn run_all(&self, body: &str) -> String {
        let commands = body.lines().filter_map(|line| line.strip_prefix("$ "));
        commands.map(|command| format!("$ {command}\n{}", self.run(command))).collect()
    }

    fn shell(&self, command: &str) -> Command {
        let path = format!("{}:{}", self.around.join("bin").display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("sh");
        if let Some(database) = &self.database {
            shell.env("DATABASE_URL", Server::get().url_of(database)).env("DATABASE", database);
        } else {
            shell.env_remove("DATABASE_URL");
        }
        shell
            .args(["-c", &format!("exec 2>&1; {command}")])
            .current_dir(&self.folder)
            .env("PATH", path)
            .env("REPOSITORY", repository())
            .env("SOURCE_DATE_EPOCH", "1760000000")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .stdin(Stdio::null());
        shell
    }

    fn run(&self, command: &str) -> String {
        let output = self.shell(command).output().expect("a shell can be started");
        let said = self.told(&output.stdout);
        match output.status.code() {
            Some(0) => said,
            code => said + &format!("[exit {}]\n", code.unwrap_or(-1)),
        }
    }

    /// What a command said, without what differs from run to run.
    fn told(&self, said: &[u8]) -> String {
        let mut said = String::from_utf8_lossy(said).replace(&self.folder.display().to_string(), "/project");
        if !said.is_empty() && !said.ends_with('\n') {
            said.push('\n');
        }
        if let Some(database) = &self.database {
            said = without_moments(&said).replace(database, "scratch");
        }
        said
    }
}

/// What differs from run to run: `2025-10-09 08:53:20` and hashes of 64 digits.
fn without_moments(said: &str) -> String {
    let shape = |word: &str| word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let word = |word: &str| match shape(word.trim_end()).as_str() {
        "0000-00-00" => word.replace(word.trim_end(), "DATE"),
        "00:00:00" => word.replace(word.trim_end(), "TIME"),
        _ if word.trim_end().len() == 64 && word.trim_end().bytes().all(|b| b.is_ascii_hexdigit()) => word.replace(word.trim_end(), "HASH"),
        _ => word.to_owned(),
    };
    said.split_inclusive([' ', '\n']).map(word).collect()
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(database) = &self.database {
            Server::get().drop_database(database);
        }
        let _ = std::fs::remove_dir_all(&self.around);
    }
}
