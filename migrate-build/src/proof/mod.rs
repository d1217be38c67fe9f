//! Does the down undo the migration, does the released program survive it, what does it touch, and is what it makes of use to the program.

pub(crate) mod errors;
mod facts;
#[cfg(feature = "command")]
pub mod impact;
pub mod index_use;
pub mod release;
pub mod rollback;
pub mod same;
