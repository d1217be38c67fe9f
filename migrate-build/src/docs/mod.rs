//! The computed schema for other tools: out of the catalog alone.

mod comparable;
mod schema_json;

pub use comparable::comparable_schema;
pub use schema_json::schema_json;
