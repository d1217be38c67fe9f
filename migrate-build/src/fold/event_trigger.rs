//! How does a fold of event trigger go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_create_event_trigger(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::trigger::CreateEventTrigger) -> Result<()> {
    Ok(())
}

pub(super) fn fold_alter_event_trigger(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::trigger::AlterEventTrigger) -> Result<()> {
    Ok(())
}
