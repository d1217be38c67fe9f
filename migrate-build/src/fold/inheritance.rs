//! Which relations inherit from which, over all generations.

use super::cx::Cx;
use crate::catalog::id::RelationId;
use crate::text::Seek;

/// A relation's descendants, each with the number of its parents among them and the relation itself.
// pg: pg_inherits.c find_all_inheritors
pub(super) fn descendants(cx: &Cx<'_>, root: RelationId) -> Vec<(RelationId, u16)> {
    let mut found: Vec<(RelationId, u16)> = vec![(root, 0)];
    let mut at = 0;
    while let Some((parent, _)) = found.get(at).copied() {
        for child in cx.catalog.children_of(parent) {
            match found.iter_mut().first_where(|(id, _)| id == child) {
                Some((_, parents)) => *parents += 1,
                None => found.push((*child, 1)),
            }
        }
        at += 1;
    }
    found.remove(0);
    found
}

/// The direct children of a relation.
pub(super) fn children(cx: &Cx<'_>, parent: RelationId) -> Vec<RelationId> {
    cx.catalog.children_of(parent).to_vec()
}
