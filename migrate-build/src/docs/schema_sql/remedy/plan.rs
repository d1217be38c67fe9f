//! In which order do the statements run: names first, then what is in the way, then each object after those that it needs.

use super::{Remedies, Remedy};
use crate::catalog::depend::Address;
use crate::catalog::object::{ConstraintKind, RelationKind};
use crate::docs::schema_sql::unit::Unit;
use crate::text::{Gather, Seek, sort_by_key};
use migrate_model::{ComparableObject, ObjectKind, SchemaDifference};
use std::collections::BTreeSet;

/// What is done of one unit before something else of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// A column goes.
    Drop,
    /// What is there changes.
    Alter,
    /// A column comes.
    Add,
    /// Keys, which others refer to.
    Key,
    /// Everything else.
    Rest,
    /// What is said of what is there by then.
    Comment,
}

/// What is to be done, before it is put in order.
#[derive(Default)]
pub(super) struct Plan {
    alone: Vec<String>,
    renames: Vec<String>,
    /// What is not expected and goes, after what may need it.
    taken: BTreeSet<(u8, String)>,
    /// What is dropped and made again.
    pub(super) remade: BTreeSet<Address>,
    steps: Vec<(usize, Turn, String)>,
    notes: Vec<String>,
    /// The object that notes are about, where there are several.
    about: Option<String>,
}

impl Plan {
    /// What is noted from here on is about an object among others.
    pub(super) fn turn_to(&mut self, object: Option<&ComparableObject>) {
        self.about = object.map(ToString::to_string);
    }

    /// Why nothing is done about an object itself: of no use where all is done.
    pub(super) fn aside(&mut self, note: &str) {
        if self.about.is_none() {
            self.note(note);
        }
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        let note = match &self.about {
            Some(object) => format!("{object}: {}", note.into()),
            None => note.into(),
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub(super) fn rename(&mut self, statement: String) {
        if !self.renames.contains(&statement) {
            self.renames.push(statement);
        }
    }

    /// A statement whose effect can be used once it is committed.
    pub(super) fn run_alone(&mut self, statement: String) {
        if !self.alone.contains(&statement) {
            self.alone.push(statement);
        }
    }

    pub(super) fn take(&mut self, rank: u8, statement: String) {
        self.taken.insert((rank, statement));
    }

    /// A statement at the place of a unit.
    pub(super) fn step(&mut self, at: usize, turn: Turn, statement: impl Into<String>) {
        let step = (at, turn, statement.into().trim_end().to_owned());
        if !step.2.is_empty() && !self.steps.contains(&step) {
            self.steps.push(step);
        }
    }

    pub(super) fn finish(mut self, remedies: &Remedies<'_>) -> Remedy {
        let remade = std::mem::take(&mut self.remade);
        let kept = remade.iter().copied().filter(|address| !remedies.goes_along(*address, &remade) && !remedies.is_missing(*address));
        let mut remade: Vec<Address> = kept.gather();
        sort_by_key(&mut remade, |address| (remedies.place_of(*address), *address));
        remade.iter().for_each(|address| {
            remedies.make(*address, &mut self);
        });
        if remade.iter().exists(|address| remedies.has_privileges(*address)) {
            self.note("privileges that were granted on what is dropped have to be granted again");
        }
        sort_by_key(&mut self.steps, |(at, turn, _)| (*at, *turn));
        let drops = remade.iter().rev().filter_map(|address| remedies.drop_sql(*address));
        let taken = std::mem::take(&mut self.taken).into_iter().map(|(_, statement)| statement);
        let made = self.steps.into_iter().map(|(_, _, statement)| statement);
        let statements = self.renames.into_iter().chain(taken).chain(drops).chain(made).gather();
        Remedy { alone: self.alone, statements, notes: self.notes }
    }
}

impl Remedies<'_> {
    /// Where a unit stands in the order.
    pub(super) fn place(&self, unit: Unit) -> usize {
        self.order.get(&unit).copied().unwrap_or(self.order.len())
    }

    pub(super) fn place_of(&self, address: Address) -> usize {
        let unit = match address {
            // A key that is written with its table is added by itself here.
            Address::Constraint(id) if self.order.contains_key(&Unit::Constraint(id)) => Some(Unit::Constraint(id)),
            address => self.cx.unit_of(address),
        };
        unit.map_or(self.order.len(), |unit| self.place(unit))
    }

    /// Adds what makes an object; not, where another object makes it.
    pub(super) fn make(&self, address: Address, plan: &mut Plan) -> bool {
        let at = self.place_of(address);
        match address {
            Address::Column(table, number) => match self.cx.column_sql(table, number) {
                Some(sql) => plan.step(at, Turn::Add, sql + &self.cx.comment_of(address)),
                None => return false,
            },
            Address::Constraint(id) => {
                let is_key = self
                    .cx
                    .catalog
                    .constraint(id)
                    .is_some_and(|it| matches!(it.kind, ConstraintKind::PrimaryKey { .. } | ConstraintKind::Unique { .. }));
                match self.cx.constraint_sql(id).filter(|sql| !sql.is_empty()) {
                    Some(sql) => plan.step(at, if is_key { Turn::Key } else { Turn::Rest }, sql + &self.cx.comment_of(address)),
                    None => return false,
                }
            }
            Address::Relation(id) => {
                let Some(unit) = self.cx.unit_of_relation(id) else { return false };
                let kind = self.cx.catalog.relation(id).map(|relation| relation.kind);
                match (kind, unit) {
                    (Some(RelationKind::Index | RelationKind::PartitionedIndex), Unit::Index(_)) | (Some(RelationKind::Sequence), _) => {
                        plan.step(self.place(unit), Turn::Rest, self.cx.unit_sql(unit));
                    }
                    (Some(RelationKind::Index | RelationKind::PartitionedIndex), _) => return false,
                    _ => {
                        for other in self.order.keys().filter(|it| **it == unit || self.cx.stands_on(**it) == Some(id)) {
                            plan.step(self.place(*other), Turn::Rest, self.cx.unit_sql(*other));
                        }
                    }
                }
            }
            address => match self.cx.unit_of(address) {
                Some(unit) => plan.step(at, Turn::Rest, self.cx.unit_sql(unit)),
                None => return false,
            },
        }
        true
    }

    /// Whether an object is not there, and made because it is missing.
    pub(super) fn is_missing(&self, address: Address) -> bool {
        let missing = |difference: &SchemaDifference| match difference {
            // A comment has the address of what it is on.
            SchemaDifference::Missing(object) if object.commented().is_some() => false,
            SchemaDifference::Missing(object) => self.addresses.get(object) == Some(&address) || self.is_within(address, object),
            _ => false,
        };
        self.differences.iter().exists(missing)
    }

    /// Whether an object stands on a table that is missing.
    fn is_within(&self, address: Address, object: &ComparableObject) -> bool {
        matches!(object.kind, ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView)
            && self.addresses.iter().exists(|(own, at)| *at == address && own.whole().is_some_and(|whole| *whole == object.path))
    }

    /// Whether one is dropped and made again with a view that it stands on.
    fn goes_along(&self, address: Address, remade: &BTreeSet<Address>) -> bool {
        let on = self.cx.unit_of(address).and_then(|unit| self.cx.stands_on(unit));
        on.is_some_and(|relation| Address::Relation(relation) != address && remade.contains(&Address::Relation(relation)))
    }

    fn has_privileges(&self, address: Address) -> bool {
        let relation = |id| self.cx.catalog.relation(id).map(|relation| relation.kind);
        match address {
            Address::Relation(id) => matches!(relation(id), Some(RelationKind::View | RelationKind::MaterializedView)),
            Address::Function(_) => true,
            _ => false,
        }
    }
}
