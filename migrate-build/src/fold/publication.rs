//! How does a fold of publication go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_publication(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::publication::CreatePublication) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_publication(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::publication::AlterPublication) -> Result<()> {
    Ok(())
}

pub(super) fn fold_create_subscription(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::publication::CreateSubscription) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_subscription(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::publication::AlterSubscription) -> Result<()> {
    Ok(())
}
