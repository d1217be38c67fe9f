//! Which rows does a partition take, and do others take them already.

use super::cx::Cx;
use super::errors::partition as errors;
use super::expression::{ExprPlace, ExprTarget, analyze_expr};
use super::partition_key::key_names;
use super::partition_value::{Value, compare_ends, constant_text, value_of};
use crate::catalog::id::RelationId;
use crate::catalog::object::{PartitionBound as Bound, PartitionKey, PartitionStrategy, RangeDatum, Relation};
use crate::diag::Result;
use crate::syntax::expr::{Expr, ExprKind};
use crate::syntax::statement::table::{PartitionBound, PartitionBoundKind as Kind};
use crate::text::{Gather, Name, Seek, Span};
use std::cmp::Ordering;

/// The bound that is written, for a parent.
// pg: parse_utilcmd.c transformPartitionBound
pub(super) fn resolve_bound(cx: &Cx<'_>, parent: &Relation, written: &PartitionBound) -> Result<Bound> {
    let Some(key) = &parent.partition_key else {
        return Err(errors::not_partitioned(&parent.name));
    };
    let at = bound_place(cx, written);
    let wrong = |strategy: &str| Err(errors::invalid_table(format!("invalid bound specification for a {strategy} partition")).at(at));
    match (&written.kind, key.strategy) {
        (Kind::Default, PartitionStrategy::Hash) => Err(errors::invalid_table("a hash-partitioned table may not have a default partition")),
        (Kind::Default, _) => Ok(Bound::Default),
        (Kind::Hash { modulus, remainder }, PartitionStrategy::Hash) => hash_bound(*modulus, *remainder),
        (Kind::In(values), PartitionStrategy::List) => {
            let names = key_names(parent);
            let name = names.first().cloned().unwrap_or_else(|| Name::from(""));
            let mut found: Vec<Option<Name>> = Vec::new();
            for value in values {
                let value = bound_value(cx, key, 0, &name, value)?;
                if !found.contains(&value) {
                    found.push(value);
                }
            }
            Ok(Bound::List(found))
        }
        (Kind::Range(from, to), PartitionStrategy::Range) => {
            if from.len() != key.columns.len() {
                return Err(errors::invalid_table("FROM must specify exactly one value per partitioning column"));
            }
            if to.len() != key.columns.len() {
                return Err(errors::invalid_table("TO must specify exactly one value per partitioning column"));
            }
            let names = key_names(parent);
            Ok(Bound::Range(range_end(cx, key, &names, from)?, range_end(cx, key, &names, to)?))
        }
        (_, PartitionStrategy::Hash) => wrong("hash"),
        (_, PartitionStrategy::List) => wrong("list"),
        (_, PartitionStrategy::Range) => wrong("range"),
    }
}

/// Refuses a bound that takes nothing, or what another partition takes already.
// pg: partbounds.c check_new_partition_bound
pub(super) fn check_bound(cx: &Cx<'_>, parent: &Relation, name: &Name, bound: &Bound, written: &PartitionBound) -> Result<()> {
    let Some(key) = &parent.partition_key else {
        return Ok(());
    };
    let at = bound_place(cx, written);
    if let (Bound::Range(from, to), Kind::Range(lower, _)) = (bound, &written.kind)
        && let Some((order, column)) = compare_ends(cx, key, from, to)
        && order != Ordering::Less
    {
        return Err(errors::empty_range(name).at(lower.get(column).map_or(at, |value| value.at)));
    }
    if let Bound::Hash { modulus, .. } = bound {
        check_modulus(cx, parent, *modulus)?;
    }
    let others = siblings(cx, parent);
    let name_of = |id: RelationId| cx.catalog.relation(id).map_or_else(|| Name::from(""), |it| it.name.clone());
    if let (Bound::Range(from, to), Kind::Range(lower, upper)) = (bound, &written.kind) {
        let Some((other, end, column)) = range_overlap(cx, key, from, to, &others) else {
            return Ok(());
        };
        let values = if end == End::Lower { lower } else { upper };
        return Err(errors::overlaps(name, &name_of(other)).at(values.get(column).map_or(at, |value| value.at)));
    }
    for (id, other) in others {
        match overlap(cx, key, bound, &other) {
            Overlap::None => {}
            Overlap::Default => return Err(errors::second_default(name, &name_of(id)).at(at)),
            Overlap::At(number) => {
                let place = if let Kind::In(values) = &written.kind { values.get(number).map(|value| value.at) } else { None };
                return Err(errors::overlaps(name, &name_of(id)).at(place.unwrap_or(at)));
            }
        }
    }
    Ok(())
}

/// Which end of a new range stands in the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Lower,
    Upper,
}

/// The partition that a new range overlaps, the end that does, and the column that decides it.
fn range_overlap(
    cx: &Cx<'_>,
    key: &PartitionKey,
    from: &[RangeDatum],
    to: &[RangeDatum],
    others: &[(RelationId, Bound)],
) -> Option<(RelationId, End, usize)> {
    let mut next: Option<(RelationId, &[RangeDatum])> = None;
    for (id, other) in others {
        let Bound::Range(other_from, other_to) = other else {
            continue;
        };
        let (start, column) = compare_ends(cx, key, other_from, from)?;
        let (end, _) = compare_ends(cx, key, from, other_to)?;
        if start != Ordering::Greater && end == Ordering::Less {
            return Some((*id, End::Lower, if start == Ordering::Equal { 0 } else { column }));
        }
        let nearer =
            next.is_none_or(|(_, nearest)| compare_ends(cx, key, other_from, nearest).is_some_and(|(order, _)| order == Ordering::Less));
        if start == Ordering::Greater && nearer {
            next = Some((*id, other_from));
        }
    }
    let (id, other_from) = next?;
    let (order, column) = compare_ends(cx, key, other_from, to)?;
    (order == Ordering::Less).then_some((id, End::Upper, column))
}

/// Where PostgreSQL points for a bound as a whole: behind `FOR VALUES`.
fn bound_place(cx: &Cx<'_>, written: &PartitionBound) -> Span {
    let text = cx.text.get(written.span.range()).unwrap_or_default();
    let Some(at) = text.to_ascii_lowercase().find("values").filter(|_| written.kind != Kind::Default) else {
        return written.span;
    };
    let rest = &text[at + 6..];
    let blank = rest.len() - rest.trim_start().len();
    Span::new(written.span.start + (at + 6 + blank) as u32, written.span.end)
}

/// The partition that takes what no other takes.
pub(super) fn default_partition(cx: &Cx<'_>, parent: RelationId) -> Option<RelationId> {
    let children = cx.catalog.children_of(parent);
    children.iter().copied().first_where(|id| cx.catalog.relation(*id).is_some_and(|it| it.partition_bound == Some(Bound::Default)))
}

enum Overlap {
    None,
    Default,
    At(usize),
}

fn overlap(cx: &Cx<'_>, key: &PartitionKey, new: &Bound, old: &Bound) -> Overlap {
    match (new, old) {
        (Bound::Default, Bound::Default) => Overlap::Default,
        (Bound::Hash { modulus, remainder }, Bound::Hash { modulus: other, remainder: other_remainder }) => {
            let common = (*modulus).min(*other).max(1);
            if remainder % common == other_remainder % common { Overlap::At(0) } else { Overlap::None }
        }
        (Bound::List(new), Bound::List(old)) => {
            let type_id = key.columns.first().map(|column| column.type_id);
            let value = |text: &Option<Name>| text.as_ref().map(|text| value_of(cx, type_id, text));
            let taken: Vec<Option<Value>> = old.iter().map(value).gather();
            new.iter().place_where(|text| taken.contains(&value(text))).map_or(Overlap::None, Overlap::At)
        }
        _ => Overlap::None,
    }
}

fn siblings(cx: &Cx<'_>, parent: &Relation) -> Vec<(RelationId, Bound)> {
    let children = cx.catalog.children_of(parent.id);
    children.iter().filter_map(|id| Some((*id, cx.catalog.relation(*id)?.partition_bound.clone()?))).gather()
}

fn hash_bound(modulus: i32, remainder: i32) -> Result<Bound> {
    let message = match () {
        () if modulus <= 0 => "modulus for hash partition must be an integer value greater than zero",
        () if remainder < 0 => "remainder for hash partition must be an integer value greater than or equal to zero",
        () if remainder >= modulus => "remainder for hash partition must be less than modulus",
        () => return Ok(Bound::Hash { modulus, remainder }),
    };
    Err(errors::invalid_table(message))
}

fn check_modulus(cx: &Cx<'_>, parent: &Relation, modulus: i32) -> Result<()> {
    for (_, other) in siblings(cx, parent) {
        if let Bound::Hash { modulus: other, .. } = other {
            let (small, large) = (modulus.min(other).max(1), modulus.max(other));
            if large % small != 0 {
                return Err(errors::invalid("every hash partition modulus must be a factor of the next larger modulus"));
            }
        }
    }
    Ok(())
}

// pg: parse_utilcmd.c transformPartitionRangeBounds, validateInfiniteBounds
fn range_end(cx: &Cx<'_>, key: &PartitionKey, names: &[Name], written: &[Expr]) -> Result<Vec<RangeDatum>> {
    let mut end = Vec::new();
    for (at, value) in written.iter().enumerate() {
        let name = names.get(at).cloned().unwrap_or_else(|| Name::from(""));
        let datum = match infinite(value) {
            Some(datum) => datum,
            None => match bound_value(cx, key, at, &name, value)? {
                Some(text) => RangeDatum::Value(text),
                None => return Err(errors::invalid("cannot specify NULL in range bound")),
            },
        };
        let message = match end.last() {
            Some(RangeDatum::Min) if datum != RangeDatum::Min => "every bound following MINVALUE must also be MINVALUE",
            Some(RangeDatum::Max) if datum != RangeDatum::Max => "every bound following MAXVALUE must also be MAXVALUE",
            _ => {
                end.push(datum);
                continue;
            }
        };
        return Err(errors::datatype(message).at(value.at));
    }
    Ok(end)
}

fn infinite(value: &Expr) -> Option<RangeDatum> {
    let ExprKind::Column(column) = &value.kind else {
        return None;
    };
    match column.parts.as_slice() {
        [part] if part.name == "minvalue" => Some(RangeDatum::Min),
        [part] if part.name == "maxvalue" => Some(RangeDatum::Max),
        _ => None,
    }
}

// pg: parse_utilcmd.c transformPartitionBoundValue
fn bound_value(cx: &Cx<'_>, key: &PartitionKey, at: usize, name: &Name, written: &Expr) -> Result<Option<Name>> {
    let Some(column) = key.columns.get(at) else {
        return Ok(None);
    };
    let target = ExprTarget::PartitionKey { name, type_id: column.type_id, modifier: -1 };
    let expr = analyze_expr(cx, None, written, ExprPlace::PartitionBound, target)?;
    if matches!(written.kind, ExprKind::Literal(crate::syntax::expr::Literal::Null)) {
        return Ok(None);
    }
    Ok(Some(constant_text(&expr).unwrap_or_else(|| cx.text_of(written.span))))
}
