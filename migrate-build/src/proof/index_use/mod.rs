//! Does any query of a program ask what a new index answers.

mod asked;

use super::release::{Place, ReleasedQuery};
use crate::analyze::describe::examine_program_query;
use crate::body::reads_of;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{OperatorId, RelationId};
use crate::catalog::object::{Index, OperatorFamily};
use crate::text::{Gather, Name, Seek, SortedSet};
use asked::{Ask, Asks, Part};

/// An index that no query can use, although queries ask its column.
#[derive(Clone, Debug, PartialEq)]
pub struct UnaskedIndex {
    /// The index.
    pub index: Name,
    /// The column.
    pub column: Name,
    /// The operators that the index answers.
    pub answers: Vec<String>,
    /// How queries ask instead, and where.
    pub asked: Vec<(String, Option<Place>)>,
}

/// Whether an index is of a kind whose operators say all that it is for. Others also sort, or are used for what functions and patterns mean.
#[must_use]
pub fn is_for_operators(catalog: &Catalog, id: RelationId) -> bool {
    let index = catalog.relation(id).and_then(|it| it.index.as_deref());
    index.is_some_and(|it| it.constraint.is_none() && matches!(it.method.as_str(), "gin" | "ivfflat" | "hnsw"))
}

/// The new indexes that no query can use. Nothing is said of a column that no query asks, or that functions, views and policies read.
#[must_use]
pub fn unasked_indexes(catalog: &Catalog, made: &[RelationId], queries: &[ReleasedQuery]) -> Vec<UnaskedIndex> {
    let made: Vec<RelationId> = made.iter().copied().filter(|id| is_for_operators(catalog, *id)).gather();
    if made.is_empty() || queries.is_empty() {
        return Vec::new();
    }
    let mut asks = Asks::default();
    for (number, query) in queries.iter().enumerate() {
        if let Some(tree) = examine_program_query(catalog, &query.sql, &[]).ok().and_then(|examined| examined.query) {
            asks.add(&tree, number);
        }
    }
    // What bodies read is only asked where a query asks for a column at all.
    if asks.of.is_empty() {
        return Vec::new();
    }
    let read: SortedSet<Address> = reads_of(catalog).into_iter().flat_map(|reader| reader.reads).gather();
    made.into_iter().filter_map(|id| unasked(catalog, id, (&asks, &read), queries)).gather()
}

fn unasked(
    catalog: &Catalog,
    id: RelationId,
    (asks, read): (&Asks, &SortedSet<Address>),
    queries: &[ReleasedQuery],
) -> Option<UnaskedIndex> {
    let relation = catalog.relation(id)?;
    let index = relation.index.as_deref()?;
    let mut found = None;
    for key in index.columns.iter().take(index.key_columns) {
        let number = key.column?;
        let column = (index.table, number);
        let family = catalog.operator_family(catalog.operator_class(key.operator_class?)?.family)?;
        let is_known =
            !asks.hidden.contains(&column) && !read.contains(&Address::Column(column.0, column.1)) && !family.operators.is_empty();
        let of_column = asks.of.get(&column).map_or(&[][..], Vec::as_slice);
        if !is_known || of_column.iter().exists(|ask| is_answered(catalog, family, ask)) {
            return None;
        }
        let asked: Vec<&Ask> = of_column.iter().filter(|ask| is_meant_for(index, ask.part)).gather();
        if found.is_none() && !asked.is_empty() {
            found = Some((number, family, asked));
        }
    }
    let (number, family, asked) = found?;
    let column = catalog.relation(index.table)?.columns.get(usize::from(number) - 1)?.name.clone();
    let symbol = |operator: OperatorId| catalog.operator(operator).map_or_else(String::new, |it| it.name.to_string());
    let answers: SortedSet<String> = family.operators.iter().map(|it| symbol(it.operator)).gather();
    let mut told: Vec<(String, Option<Place>)> = Vec::new();
    for ask in asked {
        let how = if ask.as_array { format!("{} ANY", symbol(ask.operator)) } else { symbol(ask.operator) };
        if !told.iter().exists(|(known, _)| *known == how) {
            told.push((how, queries.get(ask.query).and_then(|query| query.places.first().cloned())));
        }
    }
    Some(UnaskedIndex { index: relation.name.clone(), column, answers: answers.into_iter().gather(), asked: told })
}

/// Vectors are found in the order of their distance, everything else by a condition.
fn is_meant_for(index: &Index, part: Part) -> bool {
    part == if index.method == "gin" { Part::Condition } else { Part::Order }
}

// pg: indxpath.c match_opclause_to_indexcol, match_clause_to_ordering_op
fn is_answered(catalog: &Catalog, family: &OperatorFamily, ask: &Ask) -> bool {
    let commutator = catalog.operator(ask.operator).and_then(|it| it.commutator);
    let is_member = |operator: OperatorId| family.operators.iter().exists(|member| member.operator == operator);
    !ask.as_array && (is_member(ask.operator) || commutator.is_some_and(is_member))
}
