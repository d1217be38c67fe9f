//! What does a relation look like before anything special is said of it, when a migration makes it.

use super::cx::Cx;
use crate::catalog::id::{RelationId, SchemaId};
use crate::catalog::object::{Relation, RelationKind};
use crate::text::Name;

/// A relation without columns, under a new id, of the role that runs.
pub(super) fn blank_relation(cx: &mut Cx<'_>, schema: SchemaId, name: &Name, kind: RelationKind) -> Relation {
    let id = RelationId(cx.catalog.next_id());
    Relation { owner: cx.session.role.clone(), ..Relation::plain(id, schema, name.clone(), kind) }
}
