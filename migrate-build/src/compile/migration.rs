//! What is a migration, once it is read and before anything is known of its SQL.

use crate::text::SourceText;
use migrate_model::{Directive, PlacedDirective, Version};

/// Whether a migration runs once, or whenever its text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MigrationKind {
    /// Once, in the order of its version.
    Versioned(Version),
    /// After all others, again whenever its text changes.
    Repeatable,
}

/// How a migration asks to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclaredTransaction {
    /// Nothing is said: in one transaction, unless a statement cannot be.
    Unsaid,
    /// Outside of a transaction, by a directive or by the convention of the tool that made the folder.
    None,
}

/// A migration and its parts; every part keeps the places of the file that it stands in.
#[derive(Clone, Debug)]
pub struct Migration {
    /// Once or repeatedly.
    pub kind: MigrationKind,
    /// Its name without version and endings.
    pub name: String,
    /// The whole name of the file or folder, without endings: what people call it.
    pub label: String,
    /// The file that applies it.
    pub up: SourceText,
    /// Its SQL: the up section of that file, everything else blanked out.
    pub up_sql: String,
    /// What undoes it: the file and its SQL, which may be a section of the same file.
    pub down: Option<(SourceText, String)>,
    /// Queries that must hold afterwards.
    pub verify: Option<String>,
    /// Queries that must hold before.
    pub require: Option<String>,
    /// What the file says of itself.
    pub directives: Vec<PlacedDirective>,
    /// How it asks to be run.
    pub transaction: DeclaredTransaction,
}

impl Migration {
    /// The script that undoes it, as a migration of its own.
    #[must_use]
    pub(super) fn of_down(&self) -> Option<Self> {
        let (up, up_sql) = self.down.clone()?;
        Some(Self { up, up_sql, down: None, directives: Vec::new(), ..self.clone() })
    }

    /// Whether it says of itself that it cannot be undone.
    #[must_use]
    pub fn is_irreversible(&self) -> bool {
        self.directives.iter().any(|placed| matches!(placed.directive, Directive::Irreversible(_)))
    }

    /// What dynamic SQL is said to have done, with its place in the file.
    pub fn assumptions(&self) -> impl Iterator<Item = (&str, u32)> {
        self.directives.iter().filter_map(|placed| match &placed.directive {
            Directive::Assume(ddl) => Some((ddl.as_str(), placed.argument.start as u32)),
            _ => None,
        })
    }
}
