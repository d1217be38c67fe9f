//! Does the command say on a terminal what the pages say: every word, as a new user would see it.
//!
//! A page below `tests/transcript/` tells a story in an empty folder. A block ` ```sql migrations/001_x.sql ` writes a file; a block
//! ` ```console ` holds commands after `$ ` and what they print, with `[exit 1]` where they do not end well. `UPDATE=1` writes the answers. A page
//! that begins with `<!-- database -->` has an empty database, and no moment or hash of its history is told. `$REPOSITORY` is this
//! repository, and `$DATABASE` the name of the database, which is told of as `scratch`.

use migrate_runtime::testing::Server;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn the_command_says_what_the_pages_say() {
    let mut wrong = String::new();
    let pages = pages();
    assert!(pages.len() >= 6, "only {} pages", pages.len());
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a page can be read");
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
    let scratch = Scratch::new(page, text.starts_with("<!-- database -->"));
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
        Self { around, folder, database }
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

    fn run(&self, command: &str) -> String {
        let path = format!("{}:{}", self.around.join("bin").display(), std::env::var("PATH").unwrap_or_default());
        let mut shell = Command::new("sh");
        if let Some(database) = &self.database {
            shell.env("DATABASE_URL", Server::get().url_of(database)).env("DATABASE", database);
        } else {
            shell.env_remove("DATABASE_URL");
        }
        let output = shell
            .args(["-c", &format!("exec 2>&1; {command}")])
            .current_dir(&self.folder)
            .env("PATH", path)
            .env("REPOSITORY", repository())
            .env("SOURCE_DATE_EPOCH", "1760000000")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .stdin(Stdio::null())
            .output()
            .expect("a shell can be started");
        let mut said = String::from_utf8_lossy(&output.stdout).replace(&self.folder.display().to_string(), "/project");
        if !said.is_empty() && !said.ends_with('\n') {
            said.push('\n');
        }
        if let Some(database) = &self.database {
            said = without_moments(&said).replace(database, "scratch");
        }
        match output.status.code() {
            Some(0) => said,
            code => said + &format!("[exit {}]\n", code.unwrap_or(-1)),
        }
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
