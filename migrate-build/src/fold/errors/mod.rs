//! What a fold refuses, in PostgreSQL's words: one file a noun.

pub(super) mod column;
pub(super) mod constraint;
pub(super) mod dependency;
pub(super) mod drop;
pub(super) mod foreign_key;
pub(super) mod index;
pub(super) mod lookup;
pub(super) mod object;
pub(super) mod rename;
pub(super) mod schema;
pub(super) mod sequence;
pub(super) mod table;
pub(super) mod type_;
