//! What goes along when objects are dropped, and what stands in the way.

mod delete;
mod find;
mod pinned;

pub(super) use pinned::is_pinned;
mod report;

use super::cx::Cx;
use crate::catalog::depend::{Address, DependencyKind};
use crate::diag::Result;
use crate::text::Gather;

/// What is done about objects that need what is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fold) enum Behavior {
    /// They are in the way.
    Restrict,
    /// They are dropped too.
    Cascade,
}

impl Behavior {
    /// The behaviour that a statement asks for.
    pub(in crate::fold) const fn of(cascade: bool) -> Self {
        if cascade { Self::Cascade } else { Self::Restrict }
    }
}

/// Drops objects and what goes along with them, or says what needs them.
// pg: dependency.c performMultipleDeletions
pub(in crate::fold) fn drop_objects(cx: &mut Cx<'_>, objects: &[Address], behavior: Behavior) -> Result<()> {
    let targets = find::find_targets(&cx.catalog, objects)?;
    let only = match objects {
        [only] => Some(*only),
        _ => None,
    };
    report::check_targets(&cx.catalog, &targets, behavior, only)?;
    for target in &targets {
        delete::note_effects(cx, target.address);
    }
    for target in targets {
        delete::delete_object(cx, target.address);
        if let Address::Relation(id) = target.address {
            // What is gone locks nobody out.
            cx.effects.locks.remove(&id);
        }
    }
    Ok(())
}

/// Adds an entry for each thing that an object needs.
pub(in crate::fold) fn depend_on(cx: &mut Cx<'_>, dependent: Address, needed: Address, kind: DependencyKind) {
    cx.catalog.dependencies_mut().add(crate::catalog::depend::Dependency { dependent, needed, kind });
}

/// Puts one thing that an object needs in the place of another.
// pg: pg_depend.c changeDependencyFor
pub(in crate::fold) fn change_dependency(cx: &mut Cx<'_>, dependent: Address, from: Address, to: Address) {
    let entries: Vec<_> = cx.catalog.dependencies().needs_of(dependent).copied().filter(|entry| entry.needed == from).gather();
    for entry in entries {
        cx.catalog.dependencies_mut().remove(entry);
        depend_on(cx, dependent, to, entry.kind);
    }
}

/// The relation of an address, and whether only a part of it is meant.
fn relation_part(address: Address) -> Option<(crate::catalog::id::RelationId, u16)> {
    match address {
        Address::Relation(id) => Some((id, 0)),
        Address::Column(id, number) => Some((id, number)),
        _ => None,
    }
}
