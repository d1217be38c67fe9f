//! How does a fold of trigger go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_trigger(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::trigger::CreateTrigger) -> Result<()> {
    Ok(())
}
