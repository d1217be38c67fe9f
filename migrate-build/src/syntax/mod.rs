//! What does this text say: our own small tree, every node with its span. Knows no catalog.
//!
//! A noun has one file here, which holds the nodes first and how they are lowered from the parser's tree below.

mod client;
pub mod errors;
pub mod expr;
pub mod grammar;
pub mod lower;
pub mod name;
mod nesting;
pub mod parse;
pub mod plpgsql;
pub mod query;
mod repair;
pub mod scan;
pub mod statement;
mod statement_end;
pub mod string;
pub mod tree;
pub mod type_name;

pub use grammar::Grammar;
pub use parse::{ParsedFile, parse_expression, parse_file, parse_file_with, parse_fragment, parse_type};
pub use plpgsql::parse_plpgsql;
