//! Does what the runtime sends and reads mean the same to a server: queries that run on one.

mod bytes;
mod case;
mod database;
mod insert;
mod query;
#[path = "../it/random.rs"]
mod random;
mod start_up;
mod testing;
mod tls;
mod types_basic;
mod types_extension;
mod types_own;
mod types_time;
