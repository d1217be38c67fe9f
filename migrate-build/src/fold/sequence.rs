//! How does a fold of sequence go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_sequence(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::sequence::CreateSequence) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_sequence(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::sequence::AlterSequence) -> Result<()> {
    Ok(())
}
