//! What the proofs have to say: one file a proof.

mod body;
mod release;
pub(super) mod rollback;

pub(crate) use body::broken_body;
pub(crate) use release::release_problems;
