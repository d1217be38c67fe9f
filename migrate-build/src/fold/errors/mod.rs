//! What a fold refuses, in PostgreSQL's words: one file a noun.

pub(super) mod column;
pub(super) mod constraint;
pub(super) mod definition;
pub(super) mod dependency;
pub(super) mod domain;
pub(super) mod drop;
pub(super) mod enum_;
pub(super) mod extension;
pub(super) mod foreign_key;
pub(super) mod function;
pub(super) mod index;
pub(super) mod lookup;
pub(super) mod object;
pub(super) mod partition;
pub(super) mod range;
pub(super) mod rename;
pub(super) mod role;
pub(super) mod schema;
pub(super) mod sequence;
pub(super) mod setting;
pub(super) mod statistics;
pub(super) mod table;
pub(super) mod type_;
