//! What build.rs and the macros call: text in, Rust out.
//!
//! A macro reads its tokens into a [`request`], [`query`] answers with Rust or with one problem, and [`source`] shows the problem where the user
//! wrote it. Nothing here knows of the compiler's tokens, so all of it is tested with texts.

mod arguments;
mod build;
pub mod cache;
pub mod check_table;
mod column_override;
mod columns;
mod errors;
pub mod insert;
pub mod literal;
pub mod parameter;
mod parts;
pub mod query;
pub mod query_function;
#[cfg(feature = "command")]
pub mod release;
pub mod request;
pub mod source;
pub mod sql_text;

pub use build::{Report, Schema, run};
