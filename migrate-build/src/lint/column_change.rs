//! Which columns of tables in use does a statement change, and how were they before.

use super::step::Step;
use crate::catalog::Catalog;
use crate::catalog::format::format_type;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Column, Relation};
use crate::text::{Collection, Gather};

/// A column before and after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnChange<'a> {
    pub table: &'a Relation,
    pub number: u16,
    pub before: &'a Column,
    pub after: &'a Column,
}

impl ColumnChange<'_> {
    /// Whether its type is another, or has another modifier.
    pub(crate) fn changes_type(&self) -> bool {
        self.after.type_id.is_some() && (self.before.type_id, self.before.modifier) != (self.after.type_id, self.after.modifier)
    }

    /// Its new type in SQL.
    pub(crate) fn type_after(&self, catalog: &Catalog) -> String {
        self.after.type_id.map_or_else(String::new, |type_id| format_type(catalog, type_id, self.after.modifier))
    }

    /// Whether values of its old type may not fit into the new one.
    pub(crate) fn is_narrower(&self) -> bool {
        let (Some(from), Some(to)) = (self.before.type_id, self.after.type_id) else { return false };
        match from == to {
            true => is_cut(to, self.before.modifier, self.after.modifier),
            false => is_smaller(from, to) || is_bounded(from, to, self.after.modifier),
        }
    }

    /// Whether it refuses NULL from now on.
    pub(crate) fn becomes_not_null(&self) -> bool {
        !self.before.not_null && self.after.not_null
    }
}

/// Those of the topmost table alone where a parent's reach its children.
pub(super) fn column_changes<'a>(step: &Step<'a>) -> Vec<ColumnChange<'a>> {
    let mut found = Vec::new();
    for (before, after) in &step.changed_tables {
        let pairs = before.columns.iter().zip(&after.columns).zip(1..);
        let differing = pairs.filter(|((old, new), _)| old.local && differs(old, new));
        found.put_all(differing.map(|((before_it, after_it), number)| ColumnChange {
            table: before,
            number,
            before: before_it,
            after: after_it,
        }));
    }
    found
}

/// Among what is locked, as whatever changes is.
pub(super) fn changed_tables<'a>(step: &Step<'a>) -> Vec<(&'a Relation, &'a Relation)> {
    step.effects.locks.keys().filter_map(|id| changed_table(step, *id)).gather()
}

fn changed_table<'a>(step: &Step<'a>, id: RelationId) -> Option<(&'a Relation, &'a Relation)> {
    let before = step.used_table(id)?;
    let after_catalog = step.after;
    let after = after_catalog.relation(id)?;
    (!std::ptr::eq(before, after)).then_some((before, after))
}

fn differs(before: &Column, after: &Column) -> bool {
    let of = |column: &Column| (column.type_id, column.modifier, column.collation, column.not_null, column.not_null_valid, column.identity);
    let text = |column: &Column| column.default.as_ref().map(|default| default.text.clone());
    of(before) != of(after)
        || before.name != after.name
        || before.generated != after.generated
        || before.storage != after.storage
        || before.compression != after.compression
        || text(before) != text(after)
}

/// Whether a modifier lets fewer values through; -1 lets all through.
fn is_cut(type_id: TypeId, before: i32, after: i32) -> bool {
    if after < 0 {
        return false;
    }
    match type_id {
        TypeId::NUMERIC => before < 0 || digits(after) < digits(before) || scale(after) < scale(before),
        TypeId::VARCHAR | TypeId::BPCHAR => before < 0 || after < before,
        _ => before < 0 || after < before,
    }
}

// pg: numeric.c make_numeric_typmod
fn scale(modifier: i32) -> i32 {
    (((modifier - 4) & 0x7ff) ^ 1024) - 1024
}

/// How many digits stand before the point.
fn digits(modifier: i32) -> i32 {
    (((modifier - 4) >> 16) & 0xffff) - scale(modifier)
}

fn is_smaller(from: TypeId, to: TypeId) -> bool {
    let size = |id: TypeId| match id {
        TypeId::INT2 => Some(1),
        TypeId::INT4 => Some(2),
        TypeId::INT8 => Some(3),
        TypeId::NUMERIC => Some(4),
        TypeId::FLOAT4 => Some(5),
        TypeId::FLOAT8 => Some(6),
        _ => None,
    };
    let dates = from != TypeId::DATE && to == TypeId::DATE && matches!(from, TypeId::TIMESTAMP | TypeId::TIMESTAMPTZ);
    dates || matches!((size(from), size(to)), (Some(from), Some(to)) if to < from)
}

fn is_bounded(from: TypeId, to: TypeId, modifier: i32) -> bool {
    matches!(from, TypeId::TEXT | TypeId::VARCHAR) && matches!(to, TypeId::VARCHAR | TypeId::BPCHAR) && modifier >= 0
}
