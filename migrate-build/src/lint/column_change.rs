//! Which columns of tables in use does a statement change, and how were they before.

use super::step::Step;
use crate::catalog::Catalog;
use crate::catalog::format::format_type;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Relation};

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

    /// Whether it refuses NULL from now on.
    pub(crate) fn becomes_not_null(&self) -> bool {
        !self.before.not_null && self.after.not_null
    }
}

/// Those of the topmost table alone where a parent's reach its children.
pub(super) fn column_changes<'a>(step: &Step<'a>) -> Vec<ColumnChange<'a>> {
    let mut found = Vec::new();
    for id in step.effects.locks.keys() {
        if let Some((before, after)) = changed_table(step, *id) {
            let pairs = before.columns.iter().zip(&after.columns).zip(1..);
            let differing = pairs.filter(|((old, new), _)| old.local && differs(old, new));
            found.extend(differing.map(|((before_it, after_it), number)| ColumnChange {
                table: before,
                number,
                before: before_it,
                after: after_it,
            }));
        }
    }
    found
}

/// A table in use that is not the same object before and after.
pub(crate) fn changed_table<'a>(step: &Step<'a>, id: RelationId) -> Option<(&'a Relation, &'a Relation)> {
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
