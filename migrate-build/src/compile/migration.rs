//! What is a migration, once it is read and before anything is known of its SQL.

use super::Header;
use crate::fold::unit::Backfill;
use crate::text::{Gather, Seek, SourceText, Span};
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
    /// What its header says, where the project asks for one.
    pub header: Option<Header>,
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
        // A file of its own has directives of its own, which are not read.
        let same_file = up.path() == self.up.path();
        let is_kept =
            |placed: &&PlacedDirective| matches!(placed.directive, Directive::Backfill { .. }) && same_file && stands_in(&up_sql, placed);
        let directives = self.directives.iter().filter(is_kept).cloned().gather();
        Some(Self { up, up_sql, down: None, require: None, verify: None, header: None, directives, ..self.clone() })
    }

    /// Whether it says of itself that it cannot be undone.
    #[must_use]
    pub fn is_irreversible(&self) -> bool {
        self.irreversible().is_some()
    }

    /// What dynamic SQL is said to have done, with its place in the file.
    pub fn assumptions(&self) -> impl Iterator<Item = (&str, u32)> {
        self.directives.iter().filter_map(|placed| match &placed.directive {
            Directive::Assume(ddl) => Some((ddl.as_str(), placed.argument.start as u32)),
            _ => None,
        })
    }

    /// Which statements are to run in batches.
    #[must_use]
    pub fn backfills(&self) -> Vec<Backfill> {
        let backfill = |placed: &PlacedDirective| match &placed.directive {
            Directive::Backfill { batch, key } => {
                let span = Span::new(placed.range.start as u32, placed.range.end as u32);
                Some(Backfill { batch: *batch, key: key.clone(), span })
            }
            _ => None,
        };
        self.directives.iter().filter(|placed| stands_in(&self.up_sql, placed)).filter_map(backfill).gather()
    }

    /// Why it cannot be undone, where it says so.
    #[must_use]
    pub fn irreversible(&self) -> Option<&str> {
        self.directives.iter().first_some(|placed| match &placed.directive {
            Directive::Irreversible(reason) => Some(reason.as_str()),
            _ => None,
        })
    }
}

/// Whether a directive stands in a section: in the text of one all others are blank.
fn stands_in(section: &str, placed: &PlacedDirective) -> bool {
    section.get(placed.range.clone()).is_some_and(|text| !text.trim().is_empty())
}
