//! How does a table come to be of a composite type, or stop being one's.

use super::super::cx::Cx;
use super::super::dependency::depend_on;
use super::super::errors::alter_table as errors;
use super::super::object::{Missing, lookup_type};
use super::column::relation_name;
use super::inherit::forget_parent;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{Relation, RelationKind, TypeKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;

// pg: tablecmds.c ATExecAddOf
pub(super) fn of_type(cx: &mut Cx<'_>, id: RelationId, name: &QualifiedName) -> Result<()> {
    let Some(type_id) = lookup_type(cx, name, Missing::Refuse)? else {
        return Ok(());
    };
    let composite = match cx.catalog.type_(type_id).map(|it| &it.kind) {
        Some(TypeKind::Composite(relation)) => cx.catalog.relation(*relation).filter(|it| it.kind == RelationKind::Composite),
        _ => None,
    };
    let (Some(composite), Some(table)) = (composite, cx.catalog.relation(id)) else {
        return Err(errors::not_composite_type(&cx.catalog, type_id));
    };
    if !table.parents.is_empty() {
        return Err(errors::typed_cannot_inherit());
    }
    columns_differ_from_type(table, composite)?;
    set_of_type(cx, id, Some(type_id));
    depend_on(cx, Address::Relation(id), Address::Type(type_id), DependencyKind::Normal);
    Ok(())
}

/// Refuses a table whose columns are not those of a composite type, in its order.
fn columns_differ_from_type(table: &Relation, composite: &Relation) -> Result<()> {
    let mut own = table.columns.iter().filter(|it| it.type_id.is_some());
    for attribute in composite.columns.iter().filter(|it| it.type_id.is_some()) {
        let Some(column) = own.next() else {
            return Err(errors::typed_missing_column(&attribute.name));
        };
        if column.name != attribute.name {
            return Err(errors::typed_column_order(&column.name, &attribute.name));
        }
        let same = (column.type_id, column.modifier, column.collation) == (attribute.type_id, attribute.modifier, attribute.collation);
        if !same {
            return Err(errors::typed_column_type(&table.name, &attribute.name));
        }
    }
    match own.next() {
        Some(extra) => Err(errors::typed_extra_column(&extra.name)),
        None => Ok(()),
    }
}

// pg: tablecmds.c ATExecDropOf
pub(super) fn not_of_type(cx: &mut Cx<'_>, id: RelationId) -> Result<()> {
    let Some(of_type) = cx.catalog.relation(id).and_then(|it| it.of_type) else {
        return Err(errors::not_typed(&relation_name(cx, id)));
    };
    forget_parent(cx, Address::Relation(id), Address::Type(of_type));
    set_of_type(cx, id, None);
    Ok(())
}

fn set_of_type(cx: &mut Cx<'_>, id: RelationId, of_type: Option<TypeId>) {
    cx.catalog.edit_relation(id, |it| it.of_type = of_type);
}
