//! What does `migrate.toml` say about generated code?

use std::collections::BTreeMap;

/// The part of the configuration that decides what generated code and queries look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// SQL type, domain or `table.column` to Rust path.
    pub types: BTreeMap<String, String>,
    /// SQL name to Rust name.
    pub names: BTreeMap<String, String>,
    /// Whether the SQL that is sent names the schema of every object.
    pub qualification: Qualification,
}

/// How the objects of a query are named in the SQL that is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Qualification {
    /// As the query names them.
    #[default]
    AsWritten,
    /// `qualify = true`: with their schema, so that the `search_path` of the session does not matter.
    Schema,
}
