//! Does a down script give back the schema before its migration, and which data does it not bring back.

use super::errors::rollback as errors;
use super::facts::{COLUMN_ORDER, Constants, Fact, Object, SameColumns, objects_of};
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::describe::describe;
use crate::catalog::id::RelationId;
use crate::diag::{Problem, Severity};
use crate::fold::effect::{Act, Effects, Loss, RowsChange, RowsKind};
use crate::text::{Collection, Gather, Name, Seek, SortedMap, Span, sort};

/// In what an object differs after its migration was rolled back.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// It was there before and is not any more.
    Missing(String),
    /// It was not there before.
    LeftOver(String),
    /// Something of it is not as it was.
    Changed {
        /// The object.
        object: String,
        /// What of it, with how it was and how it is.
        facts: Vec<(&'static str, Option<String>, Option<String>)>,
    },
    /// Its columns stand in another order: worth knowing, and no more.
    Reordered(String),
}

impl Difference {
    /// Whether the schema is another one.
    #[must_use]
    pub fn counts(&self) -> bool {
        !matches!(self, Self::Reordered(_))
    }
}

/// In what the schema after a migration and its down differs from the one before, object by object.
#[must_use]
pub fn compare(before: &Catalog, after: &Catalog) -> Vec<Difference> {
    compare_with(before, after, Constants::Written)
}

/// The same, where not all of the constants may count.
pub(crate) fn compare_with(before: &Catalog, after: &Catalog, constants: Constants) -> Vec<Difference> {
    let changed = after.changed_since(before);
    let same = SameColumns::between(before, after, &changed);
    let by_name = |catalog| objects_of(catalog, constants, &changed, &same).into_iter().map(|object| (object.name.clone(), object));
    let was: SortedMap<String, Object> = by_name(before).gather();
    let is: SortedMap<String, Object> = by_name(after).gather();
    let mut found = Vec::new();
    for (name, object) in &was {
        match is.get(name) {
            // What hangs on an object that is gone is gone with it.
            None if object.within.as_ref().is_some_and(|within| was.contains_key(within) && !is.contains_key(within)) => {}
            None => found.push(Difference::Missing(name.clone())),
            Some(now) => found.put_all(differences_of(object, now)),
        }
    }
    for (name, object) in is.iter().filter(|(name, _)| !was.contains_key(*name)) {
        let with_another = object.within.as_ref().is_some_and(|within| is.contains_key(within) && !was.contains_key(within));
        if !with_another {
            found.push(Difference::LeftOver(name.clone()));
        }
    }
    found
}

fn differences_of(was: &Object, is: &Object) -> Vec<Difference> {
    let names = was.facts.keys().chain(is.facts.keys().filter(|name| !was.facts.contains_key(*name)));
    let shown = |fact: Option<&Fact>| fact.map(|fact| fact.shown.clone());
    let mut facts = Vec::new();
    let mut found = Vec::new();
    for name in names.filter(|name| was.facts.get(*name) != is.facts.get(*name)) {
        match *name {
            COLUMN_ORDER if same_columns(was, is) => found.push(Difference::Reordered(was.name.clone())),
            // Which columns there are is told of the columns themselves.
            COLUMN_ORDER => {}
            name => facts.push((name, shown(was.facts.get(name)), shown(is.facts.get(name)))),
        }
    }
    if !facts.is_empty() {
        found.push(Difference::Changed { object: was.name.clone(), facts });
    }
    found
}

fn same_columns(was: &Object, is: &Object) -> bool {
    let sorted = |object: &Object| {
        let mut names: Vec<String> =
            object.facts.get(COLUMN_ORDER).map_or_else(Vec::new, |fact| fact.shown.split(", ").map(str::to_owned).gather());
        sort(&mut names);
        names
    };
    sorted(was) == sorted(is)
}

/// The statements of a script, with what each of them does.
pub type Folded<'a> = &'a [(Span, &'a Effects)];

/// What is to be said of a down script that was folded without errors, with the place in the script of the down.
#[must_use]
pub fn check_schema(before: &Catalog, after: &Catalog) -> Vec<Problem> {
    let differences = compare(before, after);
    let (counting, order): (Vec<Difference>, Vec<Difference>) = differences.into_iter().partition(Difference::counts);
    let mut problems = Vec::new();
    if !counting.is_empty() {
        problems.push(errors::rollback_differs(&counting));
    }
    problems.put_all(order.iter().map(errors::rollback_order));
    problems
}

/// What the migration loses of what was there before it, each with the place of the statement; what the down writes to is left out.
#[must_use]
pub fn check_data(before: &Catalog, up: Folded<'_>, (undone, down): (&Catalog, Folded<'_>)) -> Vec<(Span, Problem)> {
    let written: Vec<&Name> = down.iter().flat_map(|(_, effects)| written_tables(undone, effects)).gather();
    let mut problems = Vec::new();
    for (span, effects) in up {
        for loss in &effects.losses {
            let relation = relation_of(loss);
            let Some(table) = before.relation(relation).filter(|table| !written.contains(&&table.name)) else { continue };
            let lost = match loss {
                Loss::Rows(..) => format!("the rows of {}", describe(before, Address::Relation(relation))),
                Loss::Column(_, _, column) => {
                    let number = (1..).zip(&table.columns).first_where(|(_, known)| known.type_id.is_some() && known.name == *column);
                    let Some((number, _)) = number else { continue };
                    format!("the values of {}", describe(before, Address::Column(relation, number)))
                }
                Loss::Narrowed(_, number) => format!("what was cut off from {}", describe(before, Address::Column(relation, *number))),
            };
            problems.push((*span, errors::rollback_data(&lost)));
        }
    }
    problems
}

/// What is to be said where the migration or its down holds what cannot be followed.
#[must_use]
pub fn unproved() -> Problem {
    errors::rollback_unproved()
}

/// The severity under which a difference is told.
pub(in crate::proof) const DIFFERENCE: Severity = Severity::Error;

fn relation_of(loss: &Loss) -> RelationId {
    match loss {
        Loss::Rows(relation, _) | Loss::Column(relation, ..) | Loss::Narrowed(relation, _) => *relation,
    }
}

/// The tables that a statement of the down script writes rows or values to, by the names that they have after it.
fn written_tables<'c>(undone: &'c Catalog, effects: &Effects) -> impl Iterator<Item = &'c Name> {
    effects.acts.iter().filter_map(|act| match act {
        Act::Rows(RowsChange { table, kind: RowsKind::InsertValues | RowsKind::InsertQuery | RowsKind::Update, .. }) => {
            undone.relation(*table).map(|table| &table.name)
        }
        _ => None,
    })
}
