//! The computed schema for other tools: out of the catalog, and of what the statements said that made it.

mod comparable;
#[cfg(feature = "command")]
mod files;
#[cfg(feature = "command")]
mod markdown;
#[cfg(feature = "command")]
mod mermaid;
#[cfg(feature = "command")]
mod migration_page;
#[cfg(feature = "command")]
mod minimal_json;
#[cfg(feature = "command")]
mod model;
#[cfg(feature = "command")]
mod schema_json;
#[cfg(feature = "command")]
mod schema_sql;
mod settings;
#[cfg(feature = "command")]
mod typescript;

pub use comparable::comparable_schema;
#[cfg(feature = "command")]
pub use files::{DocFile, doc_files, is_own_page};
#[cfg(feature = "command")]
pub use migration_page::ToldMigration;
#[cfg(feature = "command")]
pub use minimal_json::minimal_json;
#[cfg(feature = "command")]
pub use schema_json::schema_json;
#[cfg(feature = "command")]
pub use schema_sql::{Definition, History, Remedies, Remedy, definitions, object_sql, partitioning_sql, schema_sql};
pub use settings::DocsSettings;
