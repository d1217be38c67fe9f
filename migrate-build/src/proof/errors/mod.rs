//! What the proofs have to say: one file a proof.

mod body;
mod index_use;
mod release;
pub(super) mod rollback;

pub(crate) use body::broken_body;
pub(crate) use index_use::unused_operator_class;
pub(crate) use release::release_problems;
