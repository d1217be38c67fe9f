//! Which key does a foreign key refer to, and how are its columns compared.

use super::cx::Cx;
use super::errors::foreign_key as errors;
use super::lookup::column_name;
use crate::catalog::Catalog;
use crate::catalog::id::{OperatorClassId, OperatorId, RelationId, TypeId};
use crate::catalog::object::{CastContext, Index, OperatorFamily, Relation};
use crate::diag::Result;
use crate::text::{Gather, Name, Seek, sort};
use crate::typing::category::base_type;
use crate::typing::coerce::can_coerce;

/// The number of equality among the strategies of a B-tree.
const BTREE_EQUAL: i16 = 3;

/// The key that a foreign key refers to.
#[derive(Clone, Debug)]
pub(super) struct ReferencedKey {
    /// Its index.
    pub(super) index: RelationId,
    /// The columns, in the order of the foreign key.
    pub(super) columns: Vec<u16>,
    /// The operator classes of the index, in the same order.
    pub(super) classes: Vec<Option<OperatorClassId>>,
}

/// The primary key of a table.
// pg: tablecmds.c transformFkeyGetPrimaryKey
pub(super) fn find_primary_key(cx: &Cx<'_>, table: &Relation) -> Result<ReferencedKey> {
    let found = indexes_of(cx, table).into_iter().first_where(|(_, index)| index.primary && index.valid);
    let Some((id, index)) = found else {
        return Err(errors::no_primary_key(&table.name));
    };
    if !index.immediate {
        return Err(errors::deferrable_key(&table.name, true));
    }
    let key = &index.columns[..index.key_columns];
    Ok(ReferencedKey {
        index: id,
        columns: key.iter().filter_map(|column| column.column).gather(),
        classes: key.iter().map(|column| column.operator_class).gather(),
    })
}

/// The unique index over exactly the columns that are named.
// pg: tablecmds.c transformFkeyCheckAttrs
pub(super) fn find_key(cx: &Cx<'_>, table: &Relation, columns: &[u16], period: bool) -> Result<ReferencedKey> {
    if columns.iter().enumerate().exists(|(at, column)| columns[..at].contains(column)) {
        return Err(errors::duplicate_referenced());
    }
    let mut deferrable = false;
    for (id, index) in indexes_of(cx, table) {
        let usable = if period { index.exclusion || index.unique } else { index.unique };
        let plain = index.filter.is_none() && index.columns.iter().for_all(|column| column.expr.is_none());
        if index.key_columns != columns.len() || !usable || !index.valid || !plain {
            continue;
        }
        let Some(classes) = classes_by_column(index, columns) else {
            continue;
        };
        if index.immediate {
            return Ok(ReferencedKey { index: id, columns: columns.to_vec(), classes });
        }
        deferrable = true;
    }
    Err(if deferrable { errors::deferrable_key(&table.name, false) } else { errors::no_matching_key(&table.name) })
}

/// The operators that compare the columns of a foreign key with those that it refers to.
// pg: tablecmds.c ATAddForeignKeyConstraint
pub(super) fn compare_columns(
    cx: &Cx<'_>,
    name: &Name,
    (own, columns): (&Relation, &[u16]),
    (referenced, key): (&Relation, &ReferencedKey),
) -> Result<Vec<OperatorId>> {
    let mut operators = Vec::new();
    for ((number, other), class) in columns.iter().zip(&key.columns).zip(&key.classes) {
        let types = (type_of(own, *number), type_of(referenced, *other));
        let (Some(left), Some(right)) = types else {
            continue;
        };
        let catalog = &cx.catalog;
        let Some(class) = class.and_then(|id| catalog.operator_class(id)) else {
            continue;
        };
        let Some(family) = catalog.operator_family(class.family).filter(|family| !family.operators.is_empty()) else {
            continue;
        };
        match equality(catalog, family, class.input, left, right) {
            Some(operator) => operators.push(operator),
            None if *class.method != *"btree" => {}
            None => {
                let names = (column_name(own, *number), column_name(referenced, *other));
                return Err(errors::cannot_be_implemented(catalog, name, (&names.0, &names.1), (left, right)));
            }
        }
    }
    Ok(operators)
}

fn equality(catalog: &Catalog, family: &OperatorFamily, input: TypeId, left: TypeId, right: TypeId) -> Option<OperatorId> {
    let member = |a: TypeId, b: TypeId| {
        let found = family.operators.iter().first_where(|it| it.strategy == BTREE_EQUAL && it.left == a && it.right == b);
        found.map(|it| it.operator)
    };
    let same = member(input, input)?;
    let base = base_type(catalog, left);
    if let (Some(operator), Some(_)) = (member(input, base), member(base, base)) {
        return Some(operator);
    }
    can_coerce(catalog, &[right, left], &[input, input], CastContext::Implicit).then_some(same)
}

fn classes_by_column(index: &Index, columns: &[u16]) -> Option<Vec<Option<OperatorClassId>>> {
    let key = &index.columns[..index.key_columns];
    columns.iter().map(|column| key.iter().first_where(|it| it.column == Some(*column)).map(|it| it.operator_class)).try_gather()
}

fn indexes_of<'c>(cx: &'c Cx<'_>, table: &Relation) -> Vec<(RelationId, &'c Index)> {
    let mut ids = cx.catalog.indexes_of(table.id).to_vec();
    sort(&mut ids);
    ids.into_iter().filter_map(|id| Some((id, cx.catalog.relation(id)?.index.as_deref()?))).gather()
}

fn type_of(table: &Relation, number: u16) -> Option<TypeId> {
    table.columns.get(usize::from(number) - 1)?.type_id
}
