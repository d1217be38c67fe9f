//! What goes with the temporary objects of a session.

use super::cx::Cx;
use super::dependency::{Behavior, drop_objects};
use crate::catalog::PG_TEMP;
use crate::catalog::depend::Address;
use crate::diag::Result;
use crate::text::Gather;

/// Drops every temporary relation, with whatever depends on it.
// pg: namespace.c ResetTempTableNamespace
pub(super) fn drop_temporary(cx: &mut Cx<'_>) -> Result<()> {
    // The schema is there from the first temporary object on; most histories have none, and every migration ends a session.
    if cx.catalog.schema(PG_TEMP).is_none() {
        return Ok(());
    }
    let temporary = cx.catalog.relations().into_iter().filter(|it| it.schema == PG_TEMP && it.index.is_none());
    let objects: Vec<Address> = temporary.map(|it| Address::Relation(it.id)).gather();
    drop_objects(cx, &objects, Behavior::of(true))
}
