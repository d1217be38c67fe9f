//! Does the down undo the migration, does the released program survive it, and what does it touch.

pub(crate) mod errors;
mod facts;
pub mod impact;
pub mod release;
pub mod rollback;
pub mod same;
