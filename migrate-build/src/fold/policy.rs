//! How does a fold of policy go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_policy(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::policy::CreatePolicy) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_policy(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::policy::AlterPolicy) -> Result<()> {
    Ok(())
}
