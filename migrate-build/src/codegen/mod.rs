//! Which Rust says this: the type of every SQL type, the name of every object, and the generated module.

mod built_in;
mod composite;
mod constraint;
mod describe;
mod doc_text;
mod domain;
mod enum_;
mod errors;
mod field;
mod generate;
mod input;
mod insert_struct;
mod key;
mod literal;
mod macros;
mod mapped;
mod migrations;
pub mod naming;
mod own_query;
mod range;
pub mod rust_type;
mod settings;
mod sql_type;
mod steps;
mod table;
mod writer;

pub use doc_text::{code, doc_lines};
pub use generate::generate;
pub use input::{CarriedDown, CarriedMigration, CarriedScript, CarriedSeed, Input, Output, Sql};
pub use literal::literal;
pub use own_query::{OwnQuery, own_queries};
pub use settings::{Qualification, Settings};
