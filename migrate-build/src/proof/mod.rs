//! Does the down undo the migration, and does the released program survive it.

pub(crate) mod errors;
mod facts;
pub mod rollback;
