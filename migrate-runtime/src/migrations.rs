//! The migrations that a program carries, and what they were compiled for.

use crate::carried::Migration;
use migrate_model::HistoryTable;

/// The migrations of a schema in their order.
#[derive(Clone, Copy, Debug)]
pub struct Migrations {
    migrations: &'static [Migration],
    server: (u16, u16),
    search_path: &'static [&'static str],
    schema: &'static str,
    repeated: &'static str,
    history: Option<(&'static str, &'static str)>,
}

impl Migrations {
    /// Migrations in their order.
    #[must_use]
    pub const fn new(migrations: &'static [Migration]) -> Self {
        Self { migrations, server: (14, 18), search_path: &["public"], schema: "", repeated: "", history: None }
    }

    /// The major versions of the server that they were checked for.
    #[must_use]
    pub const fn server(self, lowest: u16, highest: u16) -> Self {
        Self { server: (lowest, highest), ..self }
    }

    /// The schemas that names without one were looked up in.
    #[must_use]
    pub const fn search_path(self, search_path: &'static [&'static str]) -> Self {
        Self { search_path, ..self }
    }

    /// The schema that they make, as a text.
    #[must_use]
    pub const fn making(self, schema: &'static str) -> Self {
        Self { schema, ..self }
    }

    /// The objects of that schema that repeatable migrations make or change, as a text.
    #[must_use]
    pub const fn repeating(self, repeated: &'static str) -> Self {
        Self { repeated, ..self }
    }

    /// The schema and the name of the table in which their history is kept.
    #[must_use]
    pub const fn history(self, schema: &'static str, table: &'static str) -> Self {
        Self { history: Some((schema, table)), ..self }
    }

    /// The migrations in their order.
    #[must_use]
    pub const fn list(&self) -> &'static [Migration] {
        self.migrations
    }
}

impl Migrations {
    /// The lowest and the highest major version of the server that they were checked for.
    #[must_use]
    pub const fn server_versions(&self) -> (u16, u16) {
        self.server
    }

    /// The schemas that names without one were looked up in.
    #[must_use]
    pub const fn schemas(&self) -> &'static [&'static str] {
        self.search_path
    }

    /// The schema that they make, as a text: what [`Migrations::schema`] reads.
    #[must_use]
    pub const fn schema_text(&self) -> &'static str {
        self.schema
    }

    /// The objects of it that repeatable migrations make or change, as a text of the same kind.
    #[must_use]
    pub const fn repeated_text(&self) -> &'static str {
        self.repeated
    }

    /// The table in which their history is kept.
    #[must_use]
    pub fn history_table(&self) -> HistoryTable {
        let named = |(schema, table): (&str, &str)| HistoryTable { schema: schema.to_owned(), table: table.to_owned() };
        self.history.map_or_else(HistoryTable::default, named)
    }
}
