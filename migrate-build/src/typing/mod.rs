//! Which operator, function, cast or common type does PostgreSQL choose: type ids in, type ids out. Knows no syntax.

pub mod errors;
pub mod modifier;
