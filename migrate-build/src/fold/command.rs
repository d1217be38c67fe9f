//! How does a fold of command go.

use super::cx::Cx;
use crate::diag::Result;

pub(super) fn fold_call(_cx: &mut Cx<'_>, _it: &crate::syntax::expr::Expr) -> Result<()> {
    Ok(())
}

pub(super) fn fold_explain(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Explain) -> Result<()> {
    Ok(())
}

pub(super) fn fold_prepare(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Prepare) -> Result<()> {
    Ok(())
}

pub(super) fn fold_execute(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Execute) -> Result<()> {
    Ok(())
}

pub(super) fn fold_deallocate(_cx: &mut Cx<'_>, _it: &Option<crate::syntax::name::Ident>) -> Result<()> {
    Ok(())
}

pub(super) fn fold_discard(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::DiscardTarget) -> Result<()> {
    Ok(())
}

pub(super) fn fold_declare_cursor(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::DeclareCursor) -> Result<()> {
    Ok(())
}

pub(super) fn fold_fetch(_cx: &mut Cx<'_>, _it: &crate::syntax::name::Ident) -> Result<()> {
    Ok(())
}

pub(super) fn fold_close_cursor(_cx: &mut Cx<'_>, _it: &Option<crate::syntax::name::Ident>) -> Result<()> {
    Ok(())
}

pub(super) fn fold_notify(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Notification) -> Result<()> {
    Ok(())
}

pub(super) fn fold_lock(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Lock) -> Result<()> {
    Ok(())
}

pub(super) fn fold_set_constraints(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::SetConstraints) -> Result<()> {
    Ok(())
}

pub(super) fn fold_maintenance(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::Maintenance) -> Result<()> {
    Ok(())
}

pub(super) fn fold_server(_cx: &mut Cx<'_>, _it: &crate::syntax::statement::session::ServerStatement) -> Result<()> {
    Ok(())
}

pub(super) fn fold_unsupported(_cx: &mut Cx<'_>, _it: &crate::text::Name) -> Result<()> {
    Ok(())
}
