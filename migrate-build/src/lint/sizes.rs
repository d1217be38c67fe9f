//! How many rows do tables hold, as a small committed file tells it.

use crate::text::{Name, SortedMap};

/// Below this many rows work on all of them is over before anyone waits.
const SMALL: u64 = 10_000;
/// From this many rows on it takes minutes.
const LARGE: u64 = 10_000_000;

/// The rows of tables that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    rows: SortedMap<(Name, Name), u64>,
}

/// A line of the file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SizesError {
    /// The line, from 1.
    pub line: usize,
}

/// How large a table is, as far as rules care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// Work on all rows is over at once.
    Small,
    /// Nothing is known, or nothing that matters.
    Ordinary,
    /// Work on all rows takes minutes.
    Large,
}

impl Sizes {
    /// Reads the file: a line a table, `schema.table rows`, as `select schemaname, relname, n_live_tup from pg_stat_user_tables` gives them; `#` begins a comment.
    ///
    /// # Errors
    /// A line says something else.
    pub fn parse(text: &str) -> Result<Self, SizesError> {
        let mut rows = SortedMap::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let entry = || {
                let (table, count) = line.rsplit_once(char::is_whitespace)?;
                let (schema, name) = table.trim().split_once('.').unwrap_or(("public", table.trim()));
                let count = count.replace('_', "").parse().ok()?;
                Some(((Name::from(schema), Name::from(name)), count))
            };
            let (table, count) = entry().ok_or(SizesError { line: at + 1 })?;
            rows.insert(table, count);
        }
        Ok(Self { rows })
    }

    pub(super) fn of(&self, schema: &Name, table: &Name) -> Size {
        match self.rows.get(&(schema.clone(), table.clone())) {
            Some(rows) if *rows < SMALL => Size::Small,
            Some(rows) if *rows >= LARGE => Size::Large,
            _ => Size::Ordinary,
        }
    }
}
