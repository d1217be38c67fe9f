//! What has to be dropped before an object is, because it needs it; and how is an object dropped that is made again.

use super::Remedies;
use super::plan::Plan;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::RelationId;
use crate::catalog::object::{ConstraintOwner, RelationKind};
use crate::text::{Collection, Gather};

/// Whether what PostgreSQL itself makes anew with a column counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rests {
    /// Everything goes with the column.
    All,
    /// Its indexes, constraints and statistics follow its type.
    InTheWay,
}

impl Remedies<'_> {
    /// Drops an object and what needs it, and makes all of it again.
    pub(super) fn remake(&self, address: Address, plan: &mut Plan) {
        if plan.remade.insert(address) {
            self.parts_of(address).into_iter().for_each(|part| self.remake_dependents(part, Rests::All, plan));
        }
    }

    /// Drops what needs an object, and makes it again.
    pub(super) fn remake_dependents(&self, needed: Address, rests: Rests, plan: &mut Plan) {
        let dependents: Vec<Address> = self.cx.catalog.dependencies().needed_by(needed).map(|entry| entry.dependent).gather();
        for dependent in dependents {
            let counts = match dependent {
                Address::Relation(_) | Address::Constraint(_) | Address::Simple(_) => rests == Rests::All,
                _ => true,
            };
            if let Some(whole) = self.whole_of(dependent).filter(|_| counts) {
                self.remake(whole, plan);
            }
        }
    }

    /// The object that is dropped and made as a whole, of which an address is a part; none for what cannot be, and for what goes by itself.
    fn whole_of(&self, address: Address) -> Option<Address> {
        let kind = |id: RelationId| self.cx.catalog.relation(id).map(|relation| relation.kind);
        match address {
            Address::View(id) => Some(Address::Relation(id)),
            Address::Column(id, _) | Address::Default(id, _) => {
                matches!(kind(id), Some(RelationKind::View | RelationKind::MaterializedView)).then_some(Address::Relation(id))
            }
            Address::Relation(id) => match kind(id)? {
                RelationKind::View | RelationKind::MaterializedView => Some(address),
                RelationKind::Index | RelationKind::PartitionedIndex => {
                    let index = self.cx.catalog.relation(id)?;
                    let constraint = index.index.as_ref()?.constraint;
                    // That of a partition comes with its parent's.
                    if index.parents.is_empty() { Some(constraint.map_or(address, Address::Constraint)) } else { None }
                }
                _ => None,
            },
            Address::Constraint(id) => {
                let constraint = self.cx.catalog.constraint(id)?;
                let own = constraint.parent.is_none() && (constraint.local || constraint.inherited == 0);
                (own && self.cx.constraint_sql(id).is_some_and(|sql| !sql.is_empty())).then_some(address)
            }
            Address::Trigger(id) => self.cx.catalog.trigger(id).filter(|trigger| trigger.parent.is_none()).map(|_| address),
            Address::Policy(_) | Address::Rule(_) | Address::Function(_) => Some(address),
            Address::Simple(id) => self.cx.is_statistics(id).then_some(address),
            _ => None,
        }
    }

    /// An object and what PostgreSQL has of it under another address.
    fn parts_of(&self, address: Address) -> Vec<Address> {
        let mut parts = vec![address];
        match address {
            Address::Relation(id) => {
                if let Some(relation) = self.cx.catalog.relation(id) {
                    parts.put_all((1..=relation.columns.len() as u16).map(|number| Address::Column(id, number)));
                    parts.put_all(relation.row_type.map(Address::Type));
                }
            }
            // The index of a foreign key is that of the key that it refers to.
            Address::Constraint(id) => {
                let index = self.cx.catalog.constraint(id).and_then(|it| it.index);
                let own = |index: &RelationId| self.cx.catalog.relation(*index).and_then(|it| it.index.as_ref()?.constraint) == Some(id);
                parts.put_all(index.filter(own).map(Address::Relation));
            }
            _ => {}
        }
        parts
    }

    pub(super) fn drop_sql(&self, address: Address) -> Option<String> {
        let Address::Constraint(id) = address else {
            return self.cx.comment_target(address).map(|object| format!("DROP {object};"));
        };
        let constraint = self.cx.catalog.constraint(id)?;
        let owner = match constraint.owner {
            ConstraintOwner::Relation(table) => format!("TABLE {}", self.cx.relation_name(table)),
            ConstraintOwner::Domain(domain) => format!("DOMAIN {}", self.cx.type_name(domain, -1)),
        };
        Some(format!("ALTER {owner} DROP CONSTRAINT {};", quote_identifier(&constraint.name)))
    }
}
