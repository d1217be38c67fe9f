//! Do two bounds of partitions take the same rows.

use super::cx::Cx;
use super::partition_value::{Value, value_of};
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::{PartitionBound, PartitionKey, RangeDatum, TypeKind};
use crate::text::{Gather, Name};
use crate::typing::category::base_type;

/// Whether two bounds take the same rows; none where that cannot be told, since a value can be written in several ways.
pub(crate) fn same_bounds(cx: &Cx<'_>, key: &PartitionKey, one: &PartitionBound, other: &PartitionBound) -> Option<bool> {
    match (one, other) {
        (PartitionBound::List(one), PartitionBound::List(other)) => {
            let type_id = key.columns.first().map(|column| column.type_id);
            let has = |list: &[Option<Name>], wanted: &Option<Name>| {
                let same = list.iter().map(|value| match (value, wanted) {
                    (Some(value), Some(wanted)) => same_value(cx, type_id, value, wanted),
                    (value, wanted) => Some(value.is_none() && wanted.is_none()),
                });
                any_of(same)
            };
            let there = one.iter().map(|value| has(other, value)).chain(other.iter().map(|value| has(one, value)));
            all_of(there)
        }
        (PartitionBound::Range(from, to), PartitionBound::Range(other_from, other_to)) => {
            let ends = from.iter().zip(other_from).chain(to.iter().zip(other_to));
            let types = key.columns.iter().chain(&key.columns).map(|column| column.type_id);
            all_of(ends.zip(types).map(|((one, other), type_id)| match (one, other) {
                (RangeDatum::Value(one), RangeDatum::Value(other)) => same_value(cx, Some(type_id), one, other),
                (one, other) => Some(one == other),
            }))
        }
        (one, other) => Some(one == other),
    }
}

/// Whether all hold; none where one may.
fn all_of(facts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let all: Vec<Option<bool>> = facts.gather();
    if all.contains(&Some(false)) {
        return Some(false);
    }
    (!all.contains(&None)).then_some(true)
}

/// Whether one holds; none where one may.
fn any_of(facts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all_of(facts.map(|fact| fact.map(|holds| !holds))).map(|none| !none)
}

/// Whether two texts of a type are the same value; none where the type is not understood.
fn same_value(cx: &Cx<'_>, type_id: Option<TypeId>, one: &Name, other: &Name) -> Option<bool> {
    if one == other {
        return Some(true);
    }
    let base = type_id.map(|type_id| base_type(&cx.catalog, type_id));
    match (value_of(cx, type_id, one), value_of(cx, type_id, other)) {
        (Value::Number(one), Value::Number(other)) => Some(one == other),
        (Value::Moment(one), Value::Moment(other)) => Some(one == other),
        (Value::Text(one), Value::Text(other)) => {
            let says_all = base.is_some_and(|base| is_its_text(&cx.catalog, base));
            says_all.then_some(one == other)
        }
        _ => None,
    }
}

/// Whether a value of a type is written in one way alone.
fn is_its_text(catalog: &Catalog, type_id: TypeId) -> bool {
    matches!(type_id, TypeId::TEXT | TypeId::VARCHAR | TypeId::UUID)
        || matches!(catalog.type_(type_id).map(|it| &it.kind), Some(TypeKind::Enum { .. }))
}
