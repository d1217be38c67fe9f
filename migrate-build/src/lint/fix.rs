//! What does a file become where a statement is replaced by the safe way: itself, and new files after it.

use crate::text::{Collection, Span};

/// Where a part of the safe way goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where the statement stands.
    Here,
    /// Into a file of its own, which runs outside of a transaction; what follows goes into another.
    Alone,
    /// Into a file after all others.
    After,
}

/// A part of the safe way.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub place: Place,
    /// What a file for it is called, without version.
    pub name: String,
    pub sql: String,
}

impl Part {
    pub(crate) fn here(sql: impl Into<String>) -> Self {
        Self { place: Place::Here, name: String::new(), sql: sql.into() }
    }

    pub(crate) fn alone(name: impl Into<String>, sql: impl Into<String>) -> Self {
        Self { place: Place::Alone, name: name.into(), sql: sql.into() }
    }

    pub(crate) fn after(name: impl Into<String>, sql: impl Into<String>) -> Self {
        Self { place: Place::After, name: name.into(), sql: sql.into() }
    }
}

/// A file that comes after the one that was fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// Its name, without version and ending.
    pub name: String,
    /// What it holds.
    pub sql: String,
}

/// A file as it should be, and the files that are to come after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The text of the file itself; none where nothing but a comment is left of it.
    pub text: String,
    /// New files, in order.
    pub files: Vec<FixedFile>,
}

/// What a file is cut into.
pub(super) struct Cut<'a> {
    /// The whole file.
    pub text: &'a str,
    /// The statement that is replaced.
    pub statement: Span,
    /// The end of the last statement.
    pub end: u32,
    /// The file's name without version.
    pub name: &'a str,
    /// Whether anything but the statement is in the file.
    pub only: bool,
    /// Whether the file runs statement by statement already.
    pub by_statement: bool,
}

const OUTSIDE: &str = "-- migrate: no-transaction\n";

/// Puts the parts in the place of the statement. None where the text cannot be cut there.
pub(super) fn fix(cut: &Cut<'_>, parts: &[Part]) -> Option<Fix> {
    let before = cut.text.get(..cut.statement.start as usize)?;
    let rest = cut.text.get(cut.statement.end as usize..)?;
    let semicolon = rest.len() - rest.trim_start().strip_prefix(';').unwrap_or_else(|| rest.trim_start()).len();
    let statement_end = cut.statement.end as usize + semicolon;
    let body_end = (cut.end as usize).max(statement_end).min(cut.text.len());
    let body_end = body_end + semicolon_after(&cut.text[body_end..]);
    let (between, trailer) = (cut.text.get(statement_end..body_end)?, cut.text.get(body_end..)?);
    let mut own = before.to_owned();
    let mut files: Vec<FixedFile> = Vec::new();
    let mut after = Vec::new();
    for part in parts {
        let sql = format!("{};", part.sql.trim_end());
        match part.place {
            // What runs statement by statement has no transaction to leave.
            Place::Here | Place::Alone if files.is_empty() && (part.place == Place::Here || cut.by_statement) => push(&mut own, &sql),
            Place::Here => files.last_mut()?.sql.push_str(&format!("\n{sql}")),
            Place::Alone if cut.only && files.is_empty() && own.len() == before.len() => {
                own = format!("{OUTSIDE}{before}{sql}");
            }
            Place::Alone => files.push(FixedFile { name: part.name.clone(), sql: format!("{OUTSIDE}{sql}\n") }),
            Place::After => after.push(FixedFile { name: part.name.clone(), sql: format!("{sql}\n") }),
        }
    }
    if files.is_empty() {
        own.push_str(between);
    } else if !between.trim().is_empty() {
        files.push(FixedFile { name: format!("{}_continued", cut.name), sql: format!("{}\n", between.trim()) });
    }
    own.push_str(trailer);
    files.put_all(after);
    Some(Fix { text: own, files })
}

fn semicolon_after(rest: &str) -> usize {
    let trimmed = rest.trim_start();
    if trimmed.starts_with(';') { rest.len() - trimmed.len() + 1 } else { 0 }
}

fn push(own: &mut String, sql: &str) {
    let line_start = own.rfind('\n').map_or(0, |at| at + 1);
    if !own.get(line_start..).unwrap_or_default().trim().is_empty() {
        own.push('\n');
    }
    own.push_str(sql);
}
