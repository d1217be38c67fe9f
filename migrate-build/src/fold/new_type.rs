//! How does a type come to be: its name is free, its array type is named and made with it.

use super::cx::Cx;
use super::errors::type_::{row_type_exists, type_exists};
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::catalog::id::{RelationId, SchemaId, TypeId};
use crate::catalog::object::{Type, TypeCategory, TypeKind};
use crate::diag::Result;
use crate::text::Name;

const ARRAY: TypeCategory = TypeCategory(b'A');
const COMPOSITE: TypeCategory = TypeCategory(b'C');

/// A new type without anything that only base types have.
pub(super) fn new_type(cx: &mut Cx<'_>, schema: SchemaId, name: &Name, kind: TypeKind, category: u8) -> Type {
    Type {
        id: TypeId(cx.catalog.next_id()),
        schema,
        name: name.clone(),
        kind,
        category: TypeCategory(category),
        preferred: false,
        array: None,
        element: None,
        collation: None,
        length: -1,
        modifier_input: None,
        input: None,
        output: None,
        owner: cx.session.role.clone(),
    }
}

/// Makes room for a type of this name: an array type that only has its name from its element steps aside, anything else is in the way.
// pg: typecmds.c DefineEnum and its kin; pg_type.c moveArrayTypeName
pub(super) fn claim_type_name(cx: &mut Cx<'_>, schema: SchemaId, name: &Name) -> Result<()> {
    match move_array_type(cx, schema, name) {
        true => Ok(()),
        false => Err(type_exists(name)),
    }
}

/// Makes room for the row type of a relation.
// pg: heap.c heap_create_with_catalog
pub(super) fn claim_row_type_name(cx: &mut Cx<'_>, schema: SchemaId, name: &Name) -> Result<()> {
    match move_array_type(cx, schema, name) {
        true => Ok(()),
        false => Err(row_type_exists(name)),
    }
}

/// Adds a type, its dependencies on its schema, and the type of its arrays.
pub(super) fn add_type_with_array(cx: &mut Cx<'_>, type_: Type) -> TypeId {
    let id = type_.id;
    let schema = type_.schema;
    let name = array_type_name(cx, schema, &type_.name);
    add_type(cx, type_);
    add_array_under(cx, id, schema, name);
    id
}

/// Adds a type that has no arrays, and its dependency on its schema.
pub(super) fn add_type(cx: &mut Cx<'_>, type_: Type) {
    let (id, schema) = (type_.id, type_.schema);
    cx.catalog.add_type(type_);
    cx.record_schema(Address::Type(id), schema);
    cx.session.new_types.insert(id);
    cx.effects.created.push(Address::Type(id));
}

/// Adds the type of arrays of a type that has none yet.
pub(super) fn add_array_type(cx: &mut Cx<'_>, element: TypeId, schema: SchemaId, name: &Name) -> TypeId {
    let name = array_type_name(cx, schema, name);
    add_array_under(cx, element, schema, name)
}

fn add_array_under(cx: &mut Cx<'_>, element: TypeId, schema: SchemaId, name: Name) -> TypeId {
    let mut array = new_type(cx, schema, &name, TypeKind::Array, ARRAY.0);
    let id = array.id;
    array.element = Some(element);
    if let Some(of) = cx.catalog.type_(element) {
        array.collation = of.collation;
        array.modifier_input = of.modifier_input;
        array.owner = of.owner.clone();
    }
    cx.catalog.add_type(array);
    cx.catalog.edit_type(element, |of| of.array = Some(id));
    cx.record(Address::Type(id), Address::Type(element), DependencyKind::Internal);
    cx.session.new_types.insert(id);
    id
}

/// Adds the type of a relation's rows and that of its arrays; the relation still has to be told of it.
// pg: heap.c AddNewRelationType
pub(super) fn add_row_type(cx: &mut Cx<'_>, relation: RelationId, schema: SchemaId, name: &Name) -> TypeId {
    let type_ = new_type(cx, schema, name, TypeKind::Composite(relation), COMPOSITE.0);
    let id = add_type_with_array(cx, type_);
    let entry = Dependency { dependent: Address::Type(id), needed: Address::Relation(relation), kind: DependencyKind::Internal };
    let schema_entry = Dependency { dependent: Address::Type(id), needed: Address::Schema(schema), kind: DependencyKind::Normal };
    cx.catalog.dependencies_mut().remove(schema_entry);
    cx.catalog.dependencies_mut().add(entry);
    id
}

/// The name that PostgreSQL makes up for the arrays of a type: an underscore in front, and a number behind while that is taken.
// pg: pg_type.c makeArrayTypeName
pub(super) fn array_type_name(cx: &Cx<'_>, schema: SchemaId, name: &Name) -> Name {
    let mut pass = 0;
    loop {
        let suffix = if pass == 0 { String::new() } else { format!("_{pass}") };
        let candidate = Name::from(format!("_{}{suffix}", cut(name, 62 - suffix.len())));
        if cx.catalog.type_in(schema, &candidate).is_none() {
            return candidate;
        }
        pass += 1;
    }
}

/// The longest beginning of a name that has at most so many bytes.
fn cut(name: &str, bytes: usize) -> &str {
    let mut end = name.len().min(bytes);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

/// Whether the name is free, after an array type that stood in its way was renamed.
// pg: pg_type.c moveArrayTypeName
fn move_array_type(cx: &mut Cx<'_>, schema: SchemaId, name: &Name) -> bool {
    let Some(id) = cx.catalog.type_in(schema, name) else {
        return true;
    };
    let made_up = cx.catalog.type_(id).and_then(|found| found.element).and_then(|element| cx.catalog.type_(element));
    if id.is_builtin() || made_up.and_then(|element| element.array) != Some(id) {
        return false;
    }
    let moved = array_type_name(cx, schema, name);
    cx.catalog.edit_type(id, |array| array.name = moved);
    true
}
