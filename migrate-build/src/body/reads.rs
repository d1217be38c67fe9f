//! Which relations, columns, functions and types does an object read: views, functions, policies and triggers.

use super::pieces::{pieces_of, read_body};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{FunctionId, RelationId};
use crate::catalog::object::RelationKind;
use crate::text::{Collection, Gather, SortedSet};

/// An object that reads others.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    /// The object.
    pub address: Address,
    /// What it reads.
    pub reads: SortedSet<Address>,
}

/// Every view, function, policy and trigger of a catalog, with what it reads.
#[must_use]
pub fn reads_of(catalog: &Catalog) -> Vec<Reader> {
    let views = catalog.relations().into_iter().filter(|it| matches!(it.kind, RelationKind::View | RelationKind::MaterializedView));
    let mut found: Vec<Reader> = views.map(|view| needed(catalog, Address::Relation(view.id), Address::View(view.id))).gather();
    found.put_all(catalog.policies().into_iter().map(|policy| needed(catalog, Address::Policy(policy.id), Address::Policy(policy.id))));
    found
        .put_all(catalog.triggers().into_iter().map(|trigger| needed(catalog, Address::Trigger(trigger.id), Address::Trigger(trigger.id))));
    found.put_all(catalog.functions().into_iter().map(|function| function_reads(catalog, function.id)));
    found.retain(|reader| !reader.reads.is_empty());
    found
}

/// What PostgreSQL itself records.
fn needed(catalog: &Catalog, address: Address, recorded: Address) -> Reader {
    Reader {
        address,
        reads: catalog.dependencies().needs_of(recorded).map(|entry| entry.needed).filter(|needed| *needed != address).gather(),
    }
}

fn function_reads(catalog: &Catalog, id: FunctionId) -> Reader {
    let mut reader = needed(catalog, Address::Function(id), Address::Function(id));
    let Some(body) = catalog.function(id).and_then(|function| read_body(catalog, function)) else { return reader };
    for table in tables_of(catalog, id) {
        for piece in pieces_of(catalog, &body, table) {
            reader.reads.put_all(piece.outcome.into_iter().flat_map(|analyzed| analyzed.needs));
        }
    }
    reader
}

/// The tables that a function is run for as a trigger; none stands for a call.
pub(super) fn tables_of(catalog: &Catalog, id: FunctionId) -> Vec<Option<RelationId>> {
    let triggers = catalog.dependencies().needed_by(Address::Function(id)).filter_map(|entry| match entry.dependent {
        Address::Trigger(trigger) => catalog.trigger(trigger).map(|trigger| trigger.relation),
        _ => None,
    });
    let tables: SortedSet<RelationId> = triggers.gather();
    if tables.is_empty() { vec![None] } else { tables.into_iter().map(Some).gather() }
}
