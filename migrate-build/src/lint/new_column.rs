//! Which columns does a statement add to tables in use, and where does their first value come from.

use super::step::Step;
use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Column, ConstraintOwner, Generated, Relation, SequenceInfo, TypeKind};
use crate::text::{Gather, Seek};

/// Where rows that are there get the value of a new column from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstValue {
    /// It is NULL, or one value for all, which the catalog holds.
    Shared,
    /// A sequence of its own: `serial`.
    Serial,
    /// `GENERATED AS IDENTITY`.
    Identity,
    /// `GENERATED ALWAYS AS (...) STORED`.
    Stored,
    /// A domain that has to be checked.
    ConstrainedDomain,
    /// A default that may differ from row to row.
    Volatile,
}

/// A column that a table in use gets.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewColumn<'a> {
    pub table: &'a Relation,
    pub column: &'a Column,
    /// Whether all rows are written anew for it, and why.
    pub first_value: FirstValue,
}

/// Those of the topmost table alone where a parent's reach its children.
pub(super) fn new_columns<'a>(step: &Step<'a>) -> Vec<NewColumn<'a>> {
    let made = step.effects.created.iter().filter_map(|address| match address {
        Address::Column(id, number) => Some((*id, *number)),
        _ => None,
    });
    made.filter_map(|(id, number)| new_column(step, id, number)).gather()
}

fn new_column<'a>(step: &Step<'a>, id: RelationId, number: u16) -> Option<NewColumn<'a>> {
    let table = step.used_table(id)?;
    let column = column_of(step.after, id, number).filter(|column| column.local)?;
    let rewrites = step.effects.rewrites.iter().exists(|rewritten| *rewritten == id || is_below(step.after, *rewritten, id));
    let first_value = if rewrites { first_value(step.after, id, number, column) } else { FirstValue::Shared };
    Some(NewColumn { table, column, first_value })
}

/// Whether a table stands below another.
pub(crate) fn is_below(catalog: &Catalog, table: RelationId, ancestor: RelationId) -> bool {
    let mut at = catalog.relation(table);
    // A table has few ancestors; the count only guards against a circle.
    for _ in 0..64 {
        let Some(parent) = at.and_then(|relation| relation.parents.first()) else { return false };
        if *parent == ancestor {
            return true;
        }
        at = catalog.relation(*parent);
    }
    false
}

pub(crate) fn column_of(catalog: &Catalog, id: RelationId, number: u16) -> Option<&Column> {
    catalog.relation(id)?.columns.get(usize::from(number).checked_sub(1)?)
}

fn first_value(catalog: &Catalog, id: RelationId, number: u16, column: &Column) -> FirstValue {
    let owned = |address: Address| match address {
        Address::Relation(sequence) => catalog.relation(sequence)?.sequence.as_deref().filter(|it| it.owned_by == Some((id, number))),
        _ => None,
    };
    let dependents = catalog.dependencies().needed_by(Address::Column(id, number));
    let sequence: Option<&SequenceInfo> = dependents.filter_map(|entry| owned(entry.dependent)).next();
    match (column.generated, column.identity, sequence) {
        (Some(Generated::Stored), ..) => FirstValue::Stored,
        (_, Some(_), _) => FirstValue::Identity,
        (.., Some(_)) => FirstValue::Serial,
        _ if column.type_id.is_some_and(|type_id| is_constrained_domain(catalog, type_id)) => FirstValue::ConstrainedDomain,
        _ if column.default.is_some() || column.type_id.is_some_and(|type_id| is_domain(catalog, type_id)) => FirstValue::Volatile,
        _ => FirstValue::Shared,
    }
}

fn is_domain(catalog: &Catalog, type_id: TypeId) -> bool {
    matches!(catalog.type_(type_id).map(|it| &it.kind), Some(TypeKind::Domain { .. }))
}

/// Whether a domain, or one that it is over, refuses any value.
pub(crate) fn is_constrained_domain(catalog: &Catalog, mut type_id: TypeId) -> bool {
    while let Some(TypeKind::Domain { base, not_null, .. }) = catalog.type_(type_id).map(|it| &it.kind) {
        if *not_null || !catalog.constraints_of(ConstraintOwner::Domain(type_id)).is_empty() {
            return true;
        }
        type_id = *base;
    }
    false
}
