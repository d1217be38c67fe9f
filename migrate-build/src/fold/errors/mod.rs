//! What a fold refuses, in PostgreSQL's words: one file a noun.

pub(super) mod schema;
pub(super) mod type_;
