//! How is a release written down: the queries of the program with their places, what they take and give, and the versions of the schema.

use crate::text::{Gather, Seek, sort_by};
use std::fmt;

/// The name of the file, which stands beside the lock file.
pub const RELEASE_FILE: &str = "migrate.release";

const HEADER: &str = "# The queries of the program that was released last, written by `cargo migrate release`. Commit it.\n\
    # A migration that breaks one of them while that program still runs is an error.\n";

/// A program that was released.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// The fingerprint of the schema that it was built against.
    pub schema: String,
    /// The migrations that it knows.
    pub versions: Vec<String>,
    /// Its queries, sorted by their texts.
    pub queries: Vec<ReleasedQuery>,
}

/// A query of a released program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleasedQuery {
    /// The text as it is sent.
    pub sql: String,
    /// Where the program says it.
    pub places: Vec<Place>,
    /// What it takes.
    pub parameters: Vec<ReleasedParameter>,
    /// What it gives.
    pub columns: Vec<ReleasedColumn>,
}

/// A place in the program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, relative to the folder that the release was recorded in.
    pub file: String,
    /// The line.
    pub line: u32,
}

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedParameter {
    /// Its type, as `format_type` spells it where the path is empty.
    pub type_text: String,
    /// Whether the program may give NULL.
    pub nullable: bool,
}

/// A column that a query gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedColumn {
    /// Its name.
    pub name: String,
    /// Its type.
    pub type_text: String,
    /// Whether the program reads it as something that may be NULL.
    pub nullable: bool,
}

/// A line that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReleaseFileError {
    /// The line, from 1.
    pub line: usize,
    /// Whether it is the mark of a merge conflict.
    pub is_conflict: bool,
}

impl Release {
    /// Reads the file.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn parse(text: &str) -> Result<Self, ReleaseFileError> {
        let mut release = Self::default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
            let is_conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().exists(|mark| line.starts_with(mark));
            release.read_line(line).filter(|()| !is_conflict).ok_or(ReleaseFileError { line: at + 1, is_conflict })?;
        }
        sort_by(&mut release.queries, |a, b| a.sql.cmp(&b.sql));
        Ok(release)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.trim_start().split_once(' ')?;
        if !line.starts_with(' ') {
            match word {
                "schema" => self.schema = rest.to_owned(),
                "version" => self.versions.push(rest.to_owned()),
                "query" => self.queries.push(ReleasedQuery { sql: unescape(rest), ..ReleasedQuery::default() }),
                _ => return None,
            }
            return Some(());
        }
        let query = self.queries.last_mut()?;
        match word {
            "at" => {
                let (file, line) = rest.rsplit_once(':')?;
                query.places.push(Place { file: unescape(file), line: line.parse().ok()? });
            }
            "takes" => {
                let (nullable, type_text) = rest.split_once(' ')?;
                query.parameters.push(ReleasedParameter { type_text: unescape(type_text), nullable: read_null(nullable)? });
            }
            "gives" => {
                let (name, rest) = rest.split_once(' ')?;
                let (nullable, type_text) = rest.split_once(' ')?;
                let (name, type_text) = (unescape(name), unescape(type_text));
                query.columns.push(ReleasedColumn { name, type_text, nullable: read_null(nullable)? });
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether a migration of a version was there already.
    #[must_use]
    pub fn knows(&self, version: &str) -> bool {
        self.versions.iter().exists(|known| known == version)
    }
}

/// One entry a line, sorted, so that branches merge.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        writeln!(f, "schema {}", self.schema)?;
        for version in &self.versions {
            writeln!(f, "version {version}")?;
        }
        let mut queries: Vec<&ReleasedQuery> = self.queries.iter().gather();
        sort_by(&mut queries, |a, b| a.sql.cmp(&b.sql));
        for query in queries {
            writeln!(f, "query {}", escape(&query.sql, false))?;
            for Place { file, line } in &query.places {
                writeln!(f, "  at {}:{line}", escape(file, false))?;
            }
            for ReleasedParameter { type_text, nullable } in &query.parameters {
                writeln!(f, "  takes {} {}", null_word(*nullable), escape(type_text, false))?;
            }
            for ReleasedColumn { name, type_text, nullable } in &query.columns {
                writeln!(f, "  gives {} {} {}", escape(name, true), null_word(*nullable), escape(type_text, false))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for ReleaseFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.is_conflict {
            true => "a merge conflict is not resolved: keep both sides, or run `cargo migrate release` again",
            false => "it is no line that `cargo migrate release` writes",
        };
        write!(f, "line {} of {RELEASE_FILE} cannot be read: {problem}", self.line)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

const fn null_word(nullable: bool) -> &'static str {
    if nullable { "null" } else { "value" }
}

fn read_null(word: &str) -> Option<bool> {
    match word {
        "null" => Some(true),
        "value" => Some(false),
        _ => None,
    }
}

/// Names are one word of a line.
fn escape(text: &str, is_word: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            ' ' if is_word => escaped.push_str("\\s"),
            c => escaped.push(c),
        }
    }
    if is_word && escaped.is_empty() { "\\e".to_owned() } else { escaped }
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => plain.push('\n'),
                Some('r') => plain.push('\r'),
                Some('s') => plain.push(' '),
                Some('e') | None => {}
                Some(other) => plain.push(other),
            },
            c => plain.push(c),
        }
    }
    plain
}
