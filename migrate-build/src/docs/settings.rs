//! Which files does a project want of its schema.

use crate::text::SortedMap;

/// What `[docs]` and `[areas]` of migrate.toml ask for: paths relative to the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocsSettings {
    /// One file of SQL; with areas, a folder of them.
    pub schema: Option<String>,
    /// A folder of pages.
    pub markdown: Option<String>,
    /// Everything that is known, as JSON.
    pub json: Option<String>,
    /// Tables and columns alone, as JSON.
    pub json_minimal: Option<String>,
    /// Types of TypeScript.
    pub typescript: Option<String>,
    /// A diagram of Mermaid.
    pub mermaid: Option<String>,
    /// File names of areas, with the tables of each.
    pub areas: SortedMap<String, Vec<String>>,
}

impl DocsSettings {
    /// All kinds of files, below one folder: what is written where nothing is said.
    #[must_use]
    pub fn below(folder: &str) -> Self {
        let path = |name: &str| Some(format!("{folder}/{name}"));
        Self {
            schema: path("schema.sql"),
            markdown: path("tables"),
            json: path("schema.json"),
            json_minimal: path("schema.min.json"),
            typescript: path("schema.ts"),
            mermaid: path("schema.mmd"),
            areas: SortedMap::new(),
        }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
