//! How do composite types come to be.

use super::blank::blank_relation;
use super::cx::Cx;
use super::errors::lookup::relation_exists;
use super::errors::type_ as errors;
use super::lookup::creation_schema;
use super::new_type::{add_row_type, claim_type_name};
use super::typed::without_place;
use crate::analyze::type_name::{analyze_column_collation, analyze_type_name};
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::object::{Column, RelationKind, TypeKind};
use crate::diag::{Result, each};
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::table::ColumnDef;
use crate::text::{Gather, Seek};

/// Makes a composite type: a relation without rows, and the type of what its rows would be.
// pg: typecmds.c DefineCompositeType
pub(super) fn fold_create_composite(cx: &mut Cx<'_>, name: &QualifiedName, attributes: &[ColumnDef]) -> Result<()> {
    let schema = creation_schema(cx, name)?;
    let bare = &name.name.name;
    claim_type_name(cx, schema, bare)?;
    for (at, attribute) in attributes.iter().enumerate() {
        if attributes[..at].iter().exists(|earlier| earlier.name.name == attribute.name.name) {
            return Err(errors::attribute_twice(&attribute.name.name));
        }
    }
    let columns = each(attributes, |attribute| attribute_of(cx, attribute))?;
    if cx.catalog.relation_in(schema, bare).is_some() {
        return Err(relation_exists(bare));
    }
    let mut relation = blank_relation(cx, schema, bare, RelationKind::Composite);
    let id = relation.id;
    relation.columns = columns;
    let types: Vec<_> = relation.columns.iter().map(|column| (column.type_id, column.collation)).gather();
    cx.catalog.add_relation(relation);
    let row_type = add_row_type(cx, id, schema, bare);
    cx.catalog.edit_relation(id, |relation| relation.row_type = Some(row_type));
    // The type is what people name, so the relation belongs to it and not the other way round.
    let ordinary = Dependency { dependent: Address::Type(row_type), needed: Address::Relation(id), kind: DependencyKind::Internal };
    cx.catalog.dependencies_mut().remove(ordinary);
    cx.record(Address::Relation(id), Address::Type(row_type), DependencyKind::Internal);
    cx.record_schema(Address::Type(row_type), schema);
    for (number, (type_id, collation)) in (1u16..).zip(types) {
        if let Some(type_id) = type_id {
            cx.record_column_type(id, number, type_id, collation);
        }
    }
    cx.effects.created.push(Address::Type(row_type));
    Ok(())
}

// pg: tablecmds.c BuildDescForRelation, heap.c CheckAttributeType
fn attribute_of(cx: &Cx<'_>, attribute: &ColumnDef) -> Result<Column> {
    let name = &attribute.name.name;
    let Some(type_name) = &attribute.type_name else {
        return Ok(Column::plain(name.clone(), crate::catalog::id::TypeId::TEXT));
    };
    let (type_id, modifier) = analyze_type_name(&cx.catalog, type_name).map_err(without_place)?;
    let named = attribute.collation.as_ref().map(|collation| (collation, collation.span));
    let collation = analyze_column_collation(&cx.catalog, named, type_id).map_err(without_place)?;
    if type_name.set_of {
        return Err(errors::attribute_set_of(name));
    }
    if matches!(cx.catalog.type_(type_id).map(|found| &found.kind), Some(TypeKind::Pseudo)) {
        return Err(errors::attribute_pseudo(name, &format_type(&cx.catalog, type_id, -1)));
    }
    Ok(Column { modifier, collation, ..Column::plain(name.clone(), type_id) })
}
