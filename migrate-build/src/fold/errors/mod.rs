//! What a fold refuses, in PostgreSQL's words: one file a noun.

pub(super) mod dependency;
pub(super) mod drop;
pub(super) mod object;
pub(super) mod rename;
pub(super) mod schema;
pub(super) mod type_;
