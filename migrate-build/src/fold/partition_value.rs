//! How do the bounds of partitions compare.

use super::cx::Cx;
use crate::catalog::id::TypeId;
use crate::catalog::object::{PartitionKey, RangeDatum};
use crate::catalog::tree::{Expr, ExprKind};
use crate::text::{Gather, Name};
use crate::typing::category::base_type;
use std::cmp::Ordering;

/// A value of a bound, so that equal values are equal and greater ones greater, as far as the type is understood.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A number.
    Number(f64),
    /// A date or time: its numbers from the year on.
    Moment(Vec<i64>),
    /// Anything else, by its text.
    Text(Name),
}

/// A value by its text.
pub(super) fn value_of(cx: &Cx<'_>, type_id: Option<TypeId>, text: &Name) -> Value {
    let type_id = type_id.map(|type_id| base_type(&cx.catalog, type_id));
    match type_id {
        Some(TypeId::INT2 | TypeId::INT4 | TypeId::INT8) => {
            text.trim().parse().map_or_else(|_| Value::Text(text.clone()), |number: f64| Value::Number(number.round()))
        }
        Some(TypeId::NUMERIC | TypeId::FLOAT4 | TypeId::FLOAT8 | TypeId::OID) => {
            text.trim().parse().map_or_else(|_| Value::Text(text.clone()), Value::Number)
        }
        Some(TypeId::DATE | TypeId::TIMESTAMP | TypeId::TIMESTAMPTZ) => {
            moment(text).map_or_else(|| Value::Text(text.clone()), Value::Moment)
        }
        Some(TypeId::UUID | TypeId::BOOL) => Value::Text(Name::from(text.trim().to_ascii_lowercase())),
        _ => Value::Text(text.clone()),
    }
}

/// How two ends of ranges compare, and which column decides; none where their values are not understood.
// pg: partbounds.c partition_rbound_cmp
pub(super) fn compare_ends(cx: &Cx<'_>, key: &PartitionKey, one: &[RangeDatum], two: &[RangeDatum]) -> Option<(Ordering, usize)> {
    for (at, ((one, two), column)) in one.iter().zip(two).zip(&key.columns).enumerate() {
        let order = match (one, two) {
            (RangeDatum::Min, RangeDatum::Min) | (RangeDatum::Max, RangeDatum::Max) => return Some((Ordering::Equal, 0)),
            (RangeDatum::Min, _) | (_, RangeDatum::Max) => Ordering::Less,
            (RangeDatum::Max, _) | (_, RangeDatum::Min) => Ordering::Greater,
            (RangeDatum::Value(one), RangeDatum::Value(two)) => {
                compare(&value_of(cx, Some(column.type_id), one), &value_of(cx, Some(column.type_id), two))?
            }
        };
        if order != Ordering::Equal {
            return Some((order, at));
        }
    }
    Some((Ordering::Equal, 0))
}

/// The text of a constant, through casts that do not change how it is written.
pub(super) fn constant_text(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Constant(text) => text.clone(),
        ExprKind::Relabel(inner, _) | ExprKind::ToDomain(inner, _) | ExprKind::Collate(inner) | ExprKind::ThroughText(inner, _) => {
            constant_text(inner)
        }
        ExprKind::Call(call) => {
            call.arguments.first().filter(|_| matches!(call.form, crate::catalog::tree::CallForm::Cast(_))).and_then(constant_text)
        }
        _ => None,
    }
}

/// How two values compare; none where they are not of one kind.
pub(super) fn compare(one: &Value, two: &Value) -> Option<Ordering> {
    match (one, two) {
        (Value::Number(one), Value::Number(two)) => one.partial_cmp(two),
        (Value::Moment(one), Value::Moment(two)) => Some(one.cmp(two)),
        (Value::Text(one), Value::Text(two)) => Some(one.cmp(two)),
        _ => None,
    }
}

/// The numbers of a date in ISO order, with or without a time; none for anything else.
fn moment(text: &str) -> Option<Vec<i64>> {
    let text = text.trim();
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let mut numbers: Vec<i64> = date.split('-').map(|part| part.parse().ok()).try_gather::<Option<_>>()?;
    if numbers.len() != 3 {
        return None;
    }
    let clock = time.split(['+', 'Z', '-']).next().unwrap_or_default().trim();
    let zone = &time[clock.len().min(time.len())..];
    if !matches!(zone.trim(), "" | "Z" | "+00" | "+00:00" | "+0") {
        return None;
    }
    let mut parts = clock.split(':').filter(|part| !part.is_empty());
    for _ in 0..2 {
        numbers.push(parts.next().map_or(Some(0), |part| part.parse().ok())?);
    }
    let seconds: f64 = parts.next().map_or(Some(0.0), |part| part.parse().ok())?;
    numbers.push((seconds * 1e6) as i64);
    Some(numbers)
}
