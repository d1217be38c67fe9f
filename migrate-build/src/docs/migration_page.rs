//! A page of Markdown that tells of the migrations with a header: why each is there, what it does, and which tables it affects.

use super::markdown::{MARK, escaped};
use crate::text::Gather;
use std::fmt::Write;

/// What the header of a migration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldMigration {
    /// What people call the migration.
    pub label: String,
    /// `Migration:`
    pub title: Option<String>,
    /// `PROBLEM:`
    pub problem: Option<String>,
    /// `SOLUTION:`
    pub solution: Option<String>,
    /// `AFFECTED TABLES:`
    pub tables: Vec<String>,
}

/// The page; none where no migration has a header. When each was applied is the history of a database, and stands in none of its files.
pub(super) fn page(migrations: &[ToldMigration]) -> Option<String> {
    if migrations.is_empty() {
        return None;
    }
    let mut text = format!("{MARK}\n# Migrations\n\n`cargo migrate status --verbose` says since when a database has each of them.\n");
    for migration in migrations {
        let _ = write!(text, "\n## {}\n", escaped(&migration.label));
        let parts = [("", &migration.title), ("Problem: ", &migration.problem), ("Solution: ", &migration.solution)];
        for (word, part) in parts {
            if let Some(part) = part {
                let _ = write!(text, "\n{word}{}\n", escaped(part));
            }
        }
        if !migration.tables.is_empty() {
            let tables: Vec<String> = migration.tables.iter().map(|table| escaped(table)).gather();
            let _ = write!(text, "\nAffected tables: {}\n", tables.join(", "));
        }
    }
    Some(text)
}
