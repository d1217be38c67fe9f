//! The computed schema for other tools: out of the catalog, and of what the statements said that made it.

mod comparable;
mod files;
mod markdown;
mod mermaid;
mod migration_page;
mod minimal_json;
mod model;
mod schema_json;
mod schema_sql;
mod typescript;

pub use comparable::comparable_schema;
pub use files::{DocFile, DocsSettings, doc_files, is_own_page};
pub use migration_page::ToldMigration;
pub use minimal_json::minimal_json;
pub use schema_json::schema_json;
pub use schema_sql::{Definition, History, Remedies, Remedy, definitions, object_sql, partitioning_sql, schema_sql};
