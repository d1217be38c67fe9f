//! What is known of a migration while its statements are judged: what was there before it, and what it did so far.

use super::step::Step;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::object::Index;
use crate::fold::effect::Effects;
use crate::fold::session::TransactionMode;
use crate::text::{Gather, Name, Span};
use migrate_model::PlacedDirective;

/// A statement that was judged.
#[derive(Clone, Debug)]
pub(crate) struct Earlier {
    pub effects: Effects,
    pub span: Span,
    /// Whether its transaction went on after it.
    pub in_transaction: bool,
    /// Indexes of tables that stay, which it dropped.
    pub dropped_indexes: Vec<DroppedIndex>,
}

/// An index that is gone.
#[derive(Clone, Debug)]
pub(crate) struct DroppedIndex {
    pub name: Name,
    pub index: Index,
}

impl Earlier {
    pub(super) fn of(step: &Step<'_>) -> Self {
        let dropped = step.effects.dropped.iter().filter_map(|address| {
            let Address::Relation(id) = address else { return None };
            let relation = step.used(*id)?;
            let index = relation.index.as_deref().filter(|it| step.survives(it.table))?;
            Some(DroppedIndex { name: relation.name.clone(), index: index.clone() })
        });
        let dropped_indexes = dropped.gather();
        Self { effects: step.effects.clone(), span: step.span, in_transaction: step.in_transaction, dropped_indexes }
    }
}

/// A migration so far.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// Objects from this number on are made by it.
    pub first_new: u32,
    /// How it runs.
    pub mode: TransactionMode,
    /// Whether a script undoes it.
    pub has_down: bool,
    /// What was judged, in order.
    pub earlier: Vec<Earlier>,
}

impl Unit {
    /// The statements whose locks are still held: those since the transaction began.
    pub(crate) fn of_this_transaction(&self) -> &[Earlier] {
        let start = self.earlier.iter().rposition(|earlier| !earlier.in_transaction).map_or(0, |last| last + 1);
        &self.earlier[start..]
    }
}

/// A migration once all of it is known.
pub(crate) struct UnitEnd<'a> {
    /// The database before it.
    pub before: &'a Catalog,
    /// The database after it.
    pub after: &'a Catalog,
    /// All that it did.
    pub unit: &'a Unit,
    /// What its file says of itself.
    pub directives: &'a [PlacedDirective],
    /// Whether there is something that undoes it.
    pub down: Option<&'a str>,
    /// Whether there is a query that must hold before it runs.
    pub require: Option<&'a str>,
    /// Whether there is a query that tells whether it worked.
    pub verify: Option<&'a str>,
}
