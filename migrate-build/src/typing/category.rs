//! What is a type, for the rules of resolution: its category, its base, its element, its subtype.

use crate::catalog::Catalog;
use crate::catalog::id::{RelationId, TypeId};
use crate::catalog::object::{TypeCategory, TypeKind};

/// Strings, which unknown literals are taken for first.
pub const STRING: TypeCategory = TypeCategory(b'S');
/// No category: a type that does not exist.
pub const INVALID: TypeCategory = TypeCategory(0);

/// How deep domains may stand on domains before the engine stops to look; PostgreSQL has no such limit, and no chain comes near.
const DEPTH: usize = 64;

/// The category of a type.
// pg: parse_coerce.c TypeCategory
#[must_use]
pub fn category(catalog: &Catalog, type_id: TypeId) -> TypeCategory {
    catalog.type_(type_id).map_or(INVALID, |found| found.category)
}

/// Whether a type is preferred within a category.
// pg: parse_coerce.c IsPreferredType
#[must_use]
pub fn is_preferred(catalog: &Catalog, within: TypeCategory, type_id: TypeId) -> bool {
    catalog.type_(type_id).is_some_and(|found| found.category == within && found.preferred)
}

/// The type under all domains.
// pg: lsyscache.c getBaseType
#[must_use]
pub fn base_type(catalog: &Catalog, type_id: TypeId) -> TypeId {
    base_type_and_modifier(catalog, type_id, -1).0
}

/// The type under all domains, and the modifier that they give it.
// pg: lsyscache.c getBaseTypeAndTypmod
#[must_use]
pub fn base_type_and_modifier(catalog: &Catalog, type_id: TypeId, modifier: i32) -> (TypeId, i32) {
    let mut at = (type_id, modifier);
    for _ in 0..DEPTH {
        match catalog.type_(at.0).map(|found| &found.kind) {
            Some(TypeKind::Domain { base, modifier, .. }) => at = (*base, *modifier),
            _ => break,
        }
    }
    at
}

/// Whether a type is a domain.
#[must_use]
pub fn is_domain(catalog: &Catalog, type_id: TypeId) -> bool {
    matches!(kind(catalog, type_id), Some(TypeKind::Domain { .. }))
}

/// The element of an array; none where the type is no array.
// pg: lsyscache.c get_element_type
#[must_use]
pub fn element_type(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    let found = catalog.type_(type_id)?;
    match found.kind {
        // `record[]` is a pseudo-type and an array, too.
        TypeKind::Array | TypeKind::Pseudo => found.element,
        _ => None,
    }
}

/// The element of an array or of a domain over one.
// pg: lsyscache.c get_base_element_type
#[must_use]
pub fn base_element_type(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    element_type(catalog, base_type(catalog, type_id))
}

/// The type of arrays of a type.
// pg: lsyscache.c get_array_type
#[must_use]
pub fn array_type(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    catalog.type_(type_id).and_then(|found| found.array)
}

/// The type of arrays that an array of values of a type has: arrays of arrays are of the same type.
// pg: lsyscache.c get_promoted_array_type
#[must_use]
pub fn promoted_array_type(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    array_type(catalog, type_id).or_else(|| element_type(catalog, type_id).map(|_| type_id))
}

/// What a range is of.
// pg: lsyscache.c get_range_subtype
#[must_use]
pub fn range_subtype(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    match kind(catalog, type_id) {
        Some(TypeKind::Range { subtype, .. }) => Some(*subtype),
        _ => None,
    }
}

/// The type of sets of a range.
// pg: lsyscache.c get_range_multirange
#[must_use]
pub fn range_multirange(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    match kind(catalog, type_id) {
        Some(TypeKind::Range { multirange, .. }) => Some(*multirange),
        _ => None,
    }
}

/// The range that a multirange is of.
// pg: lsyscache.c get_multirange_range
#[must_use]
pub fn multirange_range(catalog: &Catalog, type_id: TypeId) -> Option<TypeId> {
    match kind(catalog, type_id) {
        Some(TypeKind::Multirange { range }) => Some(*range),
        _ => None,
    }
}

/// Whether a type is an enum.
#[must_use]
pub fn is_enum(catalog: &Catalog, type_id: TypeId) -> bool {
    matches!(kind(catalog, type_id), Some(TypeKind::Enum { .. }))
}

/// The relation of a composite type, or of a domain over one.
// pg: parse_type.c typeOrDomainTypeRelid
#[must_use]
pub fn composite_relation(catalog: &Catalog, type_id: TypeId) -> Option<RelationId> {
    match kind(catalog, base_type(catalog, type_id)) {
        Some(TypeKind::Composite(relation)) => Some(*relation),
        _ => None,
    }
}

/// Whether a type is composite, or a domain over one; `record` is not.
// pg: parse_type.h ISCOMPLEX
#[must_use]
pub fn is_composite(catalog: &Catalog, type_id: TypeId) -> bool {
    composite_relation(catalog, type_id).is_some()
}

/// Whether a type is an array of composite values.
// pg: parse_coerce.c is_complex_array
#[must_use]
pub fn is_composite_array(catalog: &Catalog, type_id: TypeId) -> bool {
    element_type(catalog, type_id).is_some_and(|element| is_composite(catalog, element))
}

/// Whether a type has rows: composite, `record`, or a domain over one.
// pg: lsyscache.c type_is_rowtype
#[must_use]
pub fn is_row(catalog: &Catalog, type_id: TypeId) -> bool {
    type_id == TypeId::RECORD || is_composite(catalog, type_id)
}

/// Whether a type has collations.
// pg: lsyscache.c type_is_collatable
#[must_use]
pub fn is_collatable(catalog: &Catalog, type_id: TypeId) -> bool {
    catalog.type_(type_id).is_some_and(|found| found.collation.is_some())
}

/// Whether a type is polymorphic.
// pg: pg_type.h IsPolymorphicType
#[must_use]
pub fn is_polymorphic(type_id: TypeId) -> bool {
    is_polymorphic_family_1(type_id) || is_polymorphic_family_2(type_id)
}

/// Whether a type is one of `anyelement` and its kin, all of which stand for one type.
#[must_use]
pub fn is_polymorphic_family_1(type_id: TypeId) -> bool {
    matches!(
        type_id,
        TypeId::ANYELEMENT | TypeId::ANYARRAY | TypeId::ANYNONARRAY | TypeId::ANYENUM | TypeId::ANYRANGE | TypeId::ANYMULTIRANGE
    )
}

/// Whether a type is one of `anycompatible` and its kin, which stand for a common type.
#[must_use]
pub fn is_polymorphic_family_2(type_id: TypeId) -> bool {
    matches!(
        type_id,
        TypeId::ANYCOMPATIBLE
            | TypeId::ANYCOMPATIBLEARRAY
            | TypeId::ANYCOMPATIBLENONARRAY
            | TypeId::ANYCOMPATIBLERANGE
            | TypeId::ANYCOMPATIBLEMULTIRANGE
    )
}

fn kind(catalog: &Catalog, type_id: TypeId) -> Option<&TypeKind> {
    catalog.type_(type_id).map(|found| &found.kind)
}
