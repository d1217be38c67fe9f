//! Which statements give a table, index or column the storage that the schema says.

use super::Remedies;
use super::facts::{ColumnFacts, only_in, option_name};
use super::plan::{Plan, Turn};
use crate::catalog::depend::Address;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Relation};
use crate::docs::schema_sql::spell::options;
use crate::docs::schema_sql::table::{column_afterwards, storage_word};
use crate::text::{Gather, Name, SortedMap};

/// The version from which a column can be told to store as is usual for its type.
const STORAGE_DEFAULT: u8 = 16;

/// Whether two definitions differ in options alone.
pub(super) fn only_options(expected: &str, found: &str) -> bool {
    only_in(expected, found).into_iter().chain(only_in(found, expected)).all(|fact| option_name(fact).is_some())
}

impl Remedies<'_> {
    /// Sets the options of a relation, and takes those away that are not expected.
    pub(super) fn add_options(&self, plan: &mut Plan, relation: &Relation, word: &str, definitions: (&str, &str)) {
        let alter = format!("ALTER {word} {}", self.cx.relation_name(relation.id));
        add_changed(plan, (&alter, self.place_of(Address::Relation(relation.id))), &relation.options, definitions);
    }

    /// Says again what was said of a column that is made again.
    pub(super) fn add_storage_again(&self, plan: &mut Plan, (id, number): (RelationId, u16)) {
        let column = self.cx.catalog.relation(id).and_then(|table| table.columns.get(usize::from(number).checked_sub(1)?));
        let mut statements = String::new();
        if let Some(column) = column {
            column_afterwards(column, &self.cx.relation_name(id), &mut statements);
        }
        statements.lines().for_each(|statement| plan.step(self.place_of(Address::Column(id, number)), Turn::Rest, statement));
    }

    /// Sets how the values of a column are stored, and what ANALYZE keeps of them. Another type has taken that away.
    pub(super) fn add_storage(&self, plan: &mut Plan, (alter, at): (&str, usize), column: &Column, (expected, found): (&str, &str)) {
        let (is, was) = (ColumnFacts::of(expected), ColumnFacts::of(found));
        let retyped = (&is.type_name, &is.collation) != (&was.type_name, &was.collation);
        let has_other = |is: &Option<String>, was: &Option<String>| if retyped { is.is_some() } else { is != was };
        if has_other(&is.storage, &was.storage) {
            let usual = if self.cx.catalog.versions().lowest >= STORAGE_DEFAULT { "DEFAULT" } else { "EXTENDED" };
            plan.step(at, Turn::Rest, format!("{alter} SET STORAGE {};", column.storage.map_or(usual, storage_word)));
        }
        if has_other(&is.compression, &was.compression) {
            plan.step(at, Turn::Rest, format!("{alter} SET COMPRESSION {};", is.compression.as_deref().unwrap_or("default")));
        }
        if is.statistics != was.statistics {
            plan.step(at, Turn::Rest, format!("{alter} SET STATISTICS {};", is.statistics.as_deref().unwrap_or("-1")));
        }
        add_changed(plan, (alter, at), &column.options, (expected, found));
    }
}

fn add_changed(plan: &mut Plan, (alter, at): (&str, usize), all: &SortedMap<Name, Name>, (expected, found): (&str, &str)) {
    let names_in = |facts: Vec<&str>| -> Vec<String> { facts.into_iter().filter_map(option_name).map(str::to_owned).gather() };
    let set = names_in(only_in(expected, found));
    let mut reset = names_in(only_in(found, expected));
    reset.retain(|name| !set.contains(name));
    if !reset.is_empty() {
        plan.step(at, Turn::Rest, format!("{alter} RESET ({});", reset.join(", ")));
    }
    let given: SortedMap<Name, Name> = all
        .iter()
        .filter(|(name, _)| set.iter().any(|set| *set == name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .gather();
    if !given.is_empty() {
        plan.step(at, Turn::Rest, format!("{alter} SET ({});", options(&given)));
    }
}
