//! In which tables does the history stand, and how are they made: layout 1.

use crate::history::HISTORY_LAYOUT;
use sha2::{Digest, Sha256};

/// The table of the history.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HistoryTable {
    /// Its schema.
    pub schema: String,
    /// Its name. The table of the steps of unfinished migrations has `_progress` behind it.
    pub table: String,
}

impl Default for HistoryTable {
    fn default() -> Self {
        Self { schema: "public".to_owned(), table: "migration_history".to_owned() }
    }
}

impl HistoryTable {
    /// The table as SQL names it.
    #[must_use]
    pub fn qualified(&self) -> String {
        format!("{}.{}", quoted_name(&self.schema), quoted_name(&self.table))
    }

    /// The name of the table of steps.
    #[must_use]
    pub fn progress_table(&self) -> String {
        format!("{}_progress", self.table)
    }

    /// The table of steps as SQL names it.
    #[must_use]
    pub fn qualified_progress(&self) -> String {
        format!("{}.{}", quoted_name(&self.schema), quoted_name(&self.progress_table()))
    }

    /// The key of the advisory lock under which the history grows. The server keeps the locks of databases apart itself.
    #[must_use]
    pub fn lock_key(&self) -> i64 {
        let mut hasher = Sha256::new();
        hasher.update(b"migrate lock 1\n");
        hasher.update(self.schema.as_bytes());
        hasher.update([0]);
        hasher.update(self.table.as_bytes());
        let hash: [u8; 32] = hasher.finalize().into();
        hash[..8].iter().fold(0, |key, byte| (key << 8) | i64::from(*byte))
    }

    /// What makes their schema. Who may not make a schema can still use one that is there, so this is not part of [`Self::create`].
    #[must_use]
    pub fn create_schema(&self) -> String {
        format!("create schema {}", quoted_name(&self.schema))
    }

    /// What makes the tables.
    #[must_use]
    pub fn create(&self) -> String {
        let (history, progress) = (self.qualified(), self.qualified_progress());
        format!(
            "create table {history} (\n\
             id pg_catalog.int8 primary key,\n\
             layout pg_catalog.int4 not null default {HISTORY_LAYOUT},\n\
             event pg_catalog.text not null,\n\
             kind pg_catalog.text not null,\n\
             version pg_catalog.text not null,\n\
             name pg_catalog.text not null,\n\
             checksum pg_catalog.text not null,\n\
             algorithm pg_catalog.text not null,\n\
             text_hash pg_catalog.text not null,\n\
             at pg_catalog.timestamptz not null,\n\
             took pg_catalog.interval not null,\n\
             role pg_catalog.text not null,\n\
             application pg_catalog.text not null,\n\
             program pg_catalog.text not null,\n\
             server pg_catalog.int4 not null,\n\
             down_run pg_catalog.text,\n\
             down pg_catalog.text,\n\
             expressions pg_catalog.text,\n\
             state pg_catalog.text not null,\n\
             previous_hash pg_catalog.text collate pg_catalog.\"C\" not null unique,\n\
             hash pg_catalog.text not null\n\
             );\n\
             comment on table {history} is 'What migrate did to this database: only added to, each row hashed over the one before it. Layout {HISTORY_LAYOUT}.';\n\
             create table {progress} (\n\
             kind pg_catalog.text not null,\n\
             version pg_catalog.text not null,\n\
             name pg_catalog.text not null,\n\
             direction pg_catalog.text not null,\n\
             step pg_catalog.int4 not null,\n\
             hash pg_catalog.text not null,\n\
             reached pg_catalog.text,\n\
             touched pg_catalog.int8,\n\
             at pg_catalog.timestamptz not null default pg_catalog.clock_timestamp(),\n\
             primary key (kind, version, name, direction, step)\n\
             );\n\
             comment on table {progress} is 'The steps that are done of migrations that are not.'"
        )
    }
}

/// A name as SQL writes it.
#[must_use]
pub fn quoted_name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as SQL writes it, whatever standard_conforming_strings is.
#[must_use]
pub fn quoted_text(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if doubled.contains('\\') { format!("E'{}'", doubled.replace('\\', "\\\\")) } else { format!("'{doubled}'") }
}
