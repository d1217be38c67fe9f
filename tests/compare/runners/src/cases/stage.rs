//! Where does a case take place: a folder, a database, and starters of one tool.

use crate::database::Database;
use crate::folder::{self, File};
use crate::starter::{Outcome, Starter};
use crate::tools::Tool;
use std::path::PathBuf;
use std::time::Duration;

/// How long a starter may take that waits for nobody.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is said of a failure, at most.
const LONGEST: usize = 120;

/// A folder and a database for one tool.
pub(crate) struct Stage {
    pub(crate) tool: Tool,
    pub(crate) database: Database,
    folder: PathBuf,
}

impl Stage {
    pub(crate) fn new(tool: Tool, name: &str) -> Self {
        let name = format!("{name}_{}", tool.word());
        let folder = std::env::temp_dir().join(format!("runners-{}-{name}", std::process::id()));
        Self { tool, database: Database::new(&name), folder }
    }

    /// Writes the folder anew.
    pub(crate) fn write(&self, files: &[File]) {
        folder::write(self.tool, &self.folder, files);
    }

    /// Starts a program that applies the folder.
    pub(crate) fn start(&self) -> Starter {
        Starter::spawn(self.tool, &self.folder, &self.database.url)
    }

    /// Starts a program, and stops it when it has told what came of it.
    pub(crate) fn apply(&self) -> Outcome {
        match self.start().outcome(PATIENCE) {
            // Where the folder stands is of no interest.
            Outcome::Failed(error) => Outcome::Failed(error.replace(&format!("{}/", self.folder.display()), "")),
            outcome => outcome,
        }
    }

    /// Applies what every case begins with.
    pub(crate) fn begin(&self, files: &[File]) {
        self.write(files);
        let outcome = self.apply();
        assert_eq!(outcome, Outcome::Good, "{} cannot begin", self.tool.word());
    }

    /// How many rows of the history say that a version is applied.
    pub(crate) fn recorded(&mut self, version: u32) -> i64 {
        let table = self.tool.history();
        if !self.database.has_table(table) {
            return 0;
        }
        self.database.number(&format!("select count(*) from {table} where {}", self.tool.is_applied("", version)))
    }

    /// What is known of an index.
    pub(crate) fn index(&mut self, name: &str) -> Index {
        let sql = format!("select count(*) + coalesce(sum(indisvalid::int), 0) from pg_index where indexrelid = to_regclass('{name}')");
        match self.database.number(&sql) {
            0 => Index::None,
            1 => Index::Invalid,
            _ => Index::Valid,
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// An index, as the server has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Index {
    None,
    Invalid,
    Valid,
}

impl std::fmt::Display for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::None => "no index",
            Self::Invalid => "an INVALID index",
            Self::Valid => "the index",
        })
    }
}

/// An outcome in a few words.
pub(crate) fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Good => "ends well".to_owned(),
        Outcome::Failed(error) => format!("fails: {}", short(error)),
        Outcome::Waiting(time) => format!("still waits after {} s", time.as_secs()),
    }
}

/// What stands before the server's own words, or the tool's, for the same error.
const BEFORE: [&str; 4] = ["ERROR: ", "FATAL: ", "error returned from database: ", " with: "];
/// What stands behind them: keys and rows, and the line of the server's own source.
const BEHIND: [&str; 2] = [" DETAIL:", " at line "];

/// What the server said of an error, or else its beginning.
pub(crate) fn short(error: &str) -> String {
    let said = BEFORE.iter().fold(error, |said, words| said.rsplit_once(words).map_or(said, |(_, said)| said));
    let said = BEHIND.iter().fold(said, |said, words| said.split_once(words).map_or(said, |(said, _)| said));
    if said.chars().count() <= LONGEST {
        return said.to_owned();
    }
    format!("{}...", said.chars().take(LONGEST).collect::<String>().trim_end())
}

/// How many rows a history has of a version.
pub(crate) fn rows(count: i64) -> String {
    match count {
        0 => "no row".to_owned(),
        1 => "one row".to_owned(),
        count => format!("{count} rows"),
    }
}
