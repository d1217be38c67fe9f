//! Which columns are as they were, so that their facts need not be written down to be compared.

use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, StoredExpr};
use crate::text::{Collection, SortedSet};
use std::sync::Arc;

/// The columns of which nothing changed between two states.
#[derive(Clone, Debug, Default)]
pub(in crate::proof) struct SameColumns {
    found: SortedSet<(RelationId, u16)>,
}

impl SameColumns {
    /// Of the relations among what changed. What a column is made of goes by its id here, so none is the same where the names of more than relations may have
    /// changed.
    pub(in crate::proof) fn between(before: &Catalog, after: &Catalog, changed: &SortedSet<Address>) -> Self {
        let mut same = Self::default();
        for address in changed {
            match address {
                Address::Constraint(_) | Address::Trigger(_) | Address::Policy(_) | Address::Function(_) => {}
                Address::Relation(id) | Address::Column(id, _) => {
                    let (Some(was), Some(is)) = (before.relation(*id), after.relation(*id)) else { continue };
                    if was.name != is.name || was.schema != is.schema {
                        return Self::default();
                    }
                    let pairs = (1u16..).zip(was.columns.iter().zip(&is.columns));
                    let equal = pairs.filter(|(number, (was, is))| {
                        let comment = |catalog: &Catalog| catalog.comment(Address::Column(*id, *number)).cloned();
                        is_same(was, is) && comment(before) == comment(after)
                    });
                    same.found.put_all(equal.map(|(number, _)| (*id, number)));
                }
                _ => return Self::default(),
            }
        }
        same
    }

    pub(super) fn contains(&self, relation: RelationId, number: u16) -> bool {
        self.found.contains(&(relation, number))
    }
}

fn is_same(was: &Column, is: &Column) -> bool {
    let plain =
        |it: &Column| (it.type_id, it.modifier, it.collation, it.not_null, it.not_null_valid, it.identity, it.generated, it.storage);
    plain(was) == plain(is)
        && (was.local, was.inherited) == (is.local, is.inherited)
        && was.name == is.name
        && was.compression == is.compression
        && was.statistics == is.statistics
        && was.options == is.options
        && is_same_default(was.default.as_ref(), is.default.as_ref())
}

fn is_same_default(was: Option<&StoredExpr>, is: Option<&StoredExpr>) -> bool {
    match (was, is) {
        (None, None) => true,
        (Some(was), Some(is)) => Arc::ptr_eq(&was.tree, &is.tree) && was.text == is.text,
        _ => false,
    }
}
