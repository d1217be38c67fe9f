//! Which column does an action mean, and how is it changed.

use super::super::cx::Cx;
use super::super::errors::alter_table as errors;
use super::super::expression::columns_of;
use super::super::lookup::is_system_column;
use super::super::object::column_number;
use crate::catalog::id::RelationId;
use crate::catalog::object::{Column, Relation};
use crate::diag::Result;
use crate::syntax::name::Ident;
use crate::text::{Name, Seek};

/// The number of a column that an action changes.
pub(super) fn find_column(cx: &Cx<'_>, id: RelationId, name: &Ident) -> Result<u16> {
    find_named(cx, id, &name.name)
}

/// The number of a column that an action changes, by its name alone.
pub(super) fn find_named(cx: &Cx<'_>, id: RelationId, name: &Name) -> Result<u16> {
    let relation = cx.catalog.relation(id);
    if let Some(number) = relation.and_then(|it| column_number(it, name)) {
        return Ok(number);
    }
    match relation {
        Some(_) if is_system_column(name) => Err(errors::alter_system_column(name)),
        Some(relation) => Err(errors::column_missing(name, &relation.name)),
        None => Err(errors::column_missing(name, name)),
    }
}

/// A column by its number.
pub(super) fn column(relation: &Relation, number: u16) -> Option<&Column> {
    usize::from(number).checked_sub(1).and_then(|at| relation.columns.get(at))
}

/// A column of a relation by its number.
pub(super) fn column_of<'a>(cx: &'a Cx<'_>, id: RelationId, number: u16) -> Option<&'a Column> {
    cx.catalog.relation(id).and_then(|relation| column(relation, number))
}

/// The name of a relation.
pub(super) fn relation_name(cx: &Cx<'_>, id: RelationId) -> Name {
    cx.catalog.relation(id).map_or_else(|| Name::from(""), |relation| relation.name.clone())
}

/// Changes a column.
pub(super) fn edit_column(cx: &mut Cx<'_>, id: RelationId, number: u16, change: impl FnOnce(&mut Column)) {
    cx.catalog.edit_relation(id, |relation| {
        if let Some(column) = usize::from(number).checked_sub(1).and_then(|at| relation.columns.get_mut(at)) {
            change(column);
        }
    });
}

/// Whether a column is part of the partition key, by itself or within an expression.
// pg: partition.c has_partition_attrs
pub(super) fn is_in_partition_key(cx: &Cx<'_>, id: RelationId, number: u16) -> bool {
    let Some(key) = cx.catalog.relation(id).and_then(|relation| relation.partition_key.as_ref()) else {
        return false;
    };
    key.columns.iter().exists(|element| match (&element.column, &element.expr) {
        (Some(column), _) => *column == number,
        (None, Some(expr)) => columns_of(cx, &expr.tree, id).contains(&number),
        (None, None) => false,
    })
}

/// PostgreSQL points nowhere into the expressions of checks and defaults that ALTER TABLE adds.
// pg: heap.c AddRelationNewConstraints, which ALTER TABLE gives no source text
pub(super) fn without_place(mut problem: crate::diag::Problem) -> crate::diag::Problem {
    problem.span = None;
    problem
}
