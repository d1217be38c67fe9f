//! In which order do definitions run: each after those that it needs, and otherwise always in the same order.

use super::Cx;
use super::unit::{Unit, address_of};
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::ConstraintOwner;
use crate::text::{Collection, Gather, Seek};
use std::collections::{BTreeMap, BTreeSet};

/// What decides between definitions of which neither needs the other: their kind, then their name.
type Rank = (u8, String, Unit);

/// The units in order, and for each the places of those that it needs.
pub(super) fn ordered(cx: &Cx<'_>) -> (Vec<Unit>, Vec<Vec<usize>>) {
    let units = cx.units();
    let known: BTreeSet<Unit> = units.iter().copied().gather();
    let mut needs: BTreeMap<Unit, BTreeSet<Unit>> = units.iter().map(|unit| (*unit, BTreeSet::new())).gather();
    for unit in &units {
        let found = needs_of(cx, *unit).into_iter().filter(|other| other != unit && known.contains(other));
        needs.entry(*unit).or_default().put_all(found);
    }
    let ranks: BTreeMap<Unit, Rank> = units.iter().map(|unit| (*unit, (kind_rank(*unit), cx.name_of(*unit), *unit))).gather();
    let mut waiting: BTreeSet<&Rank> = ranks.values().gather();
    let (mut order, mut places): (Vec<Unit>, BTreeMap<Unit, usize>) = (Vec::new(), BTreeMap::new());
    let mut written = Vec::new();
    while !waiting.is_empty() {
        let ready = waiting.iter().first_where(|(_, _, unit)| needs[unit].iter().for_all(|needed| places.contains_key(needed)));
        // Where two need each other the first of them has to do without the other.
        let Some(next) = ready.or(waiting.first()).copied() else { break };
        waiting.remove(next);
        places.insert(next.2, order.len());
        order.push(next.2);
        written.push(needs[&next.2].iter().filter_map(|needed| places.get(needed).copied()).filter(|at| *at + 1 < order.len()).gather());
    }
    (order, written)
}

fn kind_rank(unit: Unit) -> u8 {
    match unit {
        Unit::Schema(_) => 0,
        Unit::Extension(_) => 1,
        Unit::Type(_) => 2,
        Unit::Sequence(_) => 3,
        Unit::Function(_) => 4,
        Unit::Table(_) => 5,
        Unit::OwnedBy(_) => 6,
        Unit::Query(_) => 7,
        Unit::Index(_) => 8,
        Unit::Constraint(_) => 9,
        Unit::Trigger(_) => 10,
        Unit::Policy(_) => 11,
        Unit::Other(_) => 12,
    }
}

/// The units that one needs, by the dependencies of all that it writes.
fn needs_of(cx: &Cx<'_>, unit: Unit) -> Vec<Unit> {
    let mut addresses = vec![address_of(unit)];
    match unit {
        Unit::Table(id) | Unit::Query(id) => parts_of(cx, id, &mut addresses),
        Unit::Type(id) => {
            if let Some(relation) = cx.catalog.relations().into_iter().first_where(|relation| relation.row_type == Some(id)) {
                parts_of(cx, relation.id, &mut addresses);
            }
            addresses.put_all(cx.catalog.constraints_of(ConstraintOwner::Domain(id)).iter().map(|id| Address::Constraint(*id)));
        }
        Unit::Sequence(_) => {
            // A sequence is there before the column that it belongs to.
            return cx.catalog.dependencies().needs_of(address_of(unit)).filter_map(|entry| schema_unit(cx, entry.needed)).gather();
        }
        Unit::OwnedBy(id) => {
            let owner = cx.catalog.relation(id).and_then(|it| it.sequence.as_ref()?.owned_by);
            return owner.and_then(|(table, _)| cx.unit_of(Address::Relation(table))).into_iter().chain([Unit::Sequence(id)]).gather();
        }
        _ => {}
    }
    let mut needs: Vec<Unit> = Vec::new();
    for address in addresses {
        needs.put_all(cx.catalog.dependencies().needs_of(address).filter_map(|entry| cx.unit_of(entry.needed)));
        needs.put_all(cx.extensions_of(address));
    }
    match unit {
        // Foreign keys, triggers and policies come after all that makes their table whole.
        Unit::Constraint(_) | Unit::Index(_) => needs.put_all(partitions_of(cx, unit)),
        Unit::Table(id) => needs.put_all(cx.catalog.relation(id).into_iter().flat_map(|it| it.parents.iter().map(|id| Unit::Table(*id)))),
        _ => {}
    }
    needs
}

/// The columns, defaults and constraints that are written with a relation.
fn parts_of(cx: &Cx<'_>, id: RelationId, into: &mut Vec<Address>) {
    let Some(relation) = cx.catalog.relation(id) else { return };
    for number in 1..=relation.columns.len() as u16 {
        into.put_all([Address::Column(id, number), Address::Default(id, number)]);
    }
    into.push(Address::View(id));
    into.put_all(relation.row_type.map(Address::Type));
    for constraint in cx.catalog.constraints_of(ConstraintOwner::Relation(id)) {
        let address = Address::Constraint(*constraint);
        if cx.unit_of(address) == Some(Unit::Table(id)) {
            into.push(address);
            into.put_all(cx.catalog.constraint(*constraint).and_then(|it| it.index).map(Address::Relation));
        }
    }
}

/// An index of a partitioned table reaches the partitions that are there.
fn partitions_of(cx: &Cx<'_>, unit: Unit) -> Vec<Unit> {
    let table = match unit {
        Unit::Index(id) => cx.catalog.relation(id).and_then(|it| Some(it.index.as_ref()?.table)),
        Unit::Constraint(id) => cx.catalog.constraint(id).and_then(|it| match it.owner {
            ConstraintOwner::Relation(table) => Some(table),
            ConstraintOwner::Domain(_) => None,
        }),
        _ => None,
    };
    let (mut found, mut next) = (Vec::new(), table.into_iter().gather::<Vec<_>>());
    while let Some(table) = next.pop() {
        next.extend(cx.catalog.children_of(table));
        found.push(Unit::Table(table));
    }
    found
}

fn schema_unit(cx: &Cx<'_>, address: Address) -> Option<Unit> {
    matches!(address, Address::Schema(_)).then(|| cx.unit_of(address)).flatten()
}

impl Cx<'_> {
    /// The extensions of which an object needs something.
    fn extensions_of(&self, address: Address) -> Vec<Unit> {
        let dependencies = self.catalog.dependencies();
        let needed = dependencies.needs_of(address).map(|entry| entry.needed);
        let owner = |needed: Address| {
            dependencies.needs_of(needed).first_some(|entry| match entry.needed {
                Address::Extension(id) => Some(Unit::Extension(id)),
                _ => None,
            })
        };
        needed.filter_map(owner).gather()
    }
}
