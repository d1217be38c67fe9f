//! The whole flow on one screen: migrations and options in, everything known out. Knows no disk.

mod consequence;
mod describe;
mod finding;
mod mark;
mod migration;
mod run;

pub use consequence::Doubts;
pub(crate) use describe::refuses_null;
pub use describe::{Cardinality, DescribedColumn, DescribedParameter, Description, describe_program_query, describe_query};
pub use finding::Finding;
pub use migration::{DeclaredTransaction, Migration, MigrationKind};
pub use run::{Compiled, FoldedStatement, Options, compile, compile_from, compile_observed};
