//! The whole flow on one screen: migrations and options in, everything known out. Knows no disk.

mod assertion;
mod bodies;
mod carried;
mod consequence;
mod contract;
mod finding;
mod folded;
mod hand;
mod header;
#[cfg(feature = "command")]
mod history;
mod judge;
mod judged;
mod judging;
mod mark;
mod migration;
#[cfg(feature = "command")]
mod printed;
mod queries;
mod reading;
mod release;
mod repeatable;
mod report;
mod rollback;
mod run;
mod script;

pub(crate) use crate::analyze::describe::refuses_null;
pub use crate::analyze::describe::{Cardinality, DescribedColumn, DescribedParameter, Description, describe_program_query, describe_query};
pub use carried::{accepted_checksums, carried_migration};
pub use consequence::Doubts;
pub use finding::Finding;
pub use header::{CheckBox, Header, read_header};
#[cfg(feature = "command")]
pub use history::compile_history;
pub use migration::{DeclaredTransaction, Migration, MigrationKind};
#[cfg(feature = "command")]
pub use printed::{PrintedComparison, PrintedDifference, compare_printed};
pub use queries::{check_queries, indexes_to_ask};
pub use release::ReleaseCheck;
pub use repeatable::order_scripts;
pub use run::{Compiled, FoldedStatement, Options, compile, compile_from, compile_observed};
pub use script::{Execution, Script};
