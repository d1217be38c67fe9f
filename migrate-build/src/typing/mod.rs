//! Which operator, function, cast or common type does PostgreSQL choose: type ids in, type ids out. Knows no syntax.

pub mod candidate;
pub mod category;
pub mod coerce;
pub mod common;
pub mod errors;
pub mod function;
pub mod input;
pub mod modifier;
pub mod operator;
pub mod order;
pub mod polymorphic;
