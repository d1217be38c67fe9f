//! What does a body of PL/pgSQL do to the catalog: its idioms are followed, what cannot be followed is said.

mod builtin;
mod call;
mod cast;
mod catalog_table;
mod change;
mod check;
mod condition;
mod dynamic;
mod errors;
mod eval;
mod flow;
mod information_schema;
mod loops;
mod open;
mod query;
mod raise;
mod run;
mod scope;
mod splice;
mod statement;
mod value;

pub(super) use call::{follow_calls, follow_procedure};
pub(super) use check::{check_block, check_plpgsql_body};
pub(super) use flow::Body;
pub(super) use run::run_block;
