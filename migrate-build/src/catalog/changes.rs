//! Which objects differ between two states of a database: found by what they do not share, so that it costs as much as changed.

use super::Catalog;
use super::depend::Address;
use super::persistent::{Key, Map};
use crate::text::SortedSet;
use std::sync::Arc;

impl Catalog {
    /// The objects that were made, changed or dropped since an older state, by their ids in either; those that got another comment too.
    #[must_use]
    pub fn changed_since(&self, before: &Self) -> SortedSet<Address> {
        let mut found = SortedSet::new();
        let (now, before) = (&self.objects, &before.objects);
        if Arc::ptr_eq(now, before) {
            return found;
        }
        changed(&now.schemas, &before.schemas, Address::Schema, &mut found);
        changed(&now.relations, &before.relations, Address::Relation, &mut found);
        changed(&now.types, &before.types, Address::Type, &mut found);
        changed(&now.functions, &before.functions, Address::Function, &mut found);
        changed(&now.operators, &before.operators, Address::Operator, &mut found);
        changed(&now.operator_classes, &before.operator_classes, Address::OperatorClass, &mut found);
        changed(&now.operator_families, &before.operator_families, Address::OperatorFamily, &mut found);
        changed(&now.collations, &before.collations, Address::Collation, &mut found);
        changed(&now.constraints, &before.constraints, Address::Constraint, &mut found);
        changed(&now.triggers, &before.triggers, Address::Trigger, &mut found);
        changed(&now.policies, &before.policies, Address::Policy, &mut found);
        changed(&now.rules, &before.rules, Address::Rule, &mut found);
        changed(&now.casts, &before.casts, Address::Cast, &mut found);
        changed(&now.extensions, &before.extensions, Address::Extension, &mut found);
        changed(&now.simples, &before.simples, Address::Simple, &mut found);
        now.comments.differing(&before.comments, &|a, b| a == b, &mut |address| {
            found.insert(*address);
        });
        found
    }
}

fn changed<K, V>(now: &Map<K, Arc<V>>, before: &Map<K, Arc<V>>, address: fn(K) -> Address, found: &mut SortedSet<Address>)
where
    K: Key + Copy,
    V: Send + Sync + 'static,
{
    now.differing(before, &Arc::ptr_eq, &mut |key| {
        found.insert(address(*key));
    });
}
