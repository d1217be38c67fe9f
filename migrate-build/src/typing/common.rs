//! Which one type do several values get.

use super::category::*;
use super::coerce::can_coerce_one;
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;
use crate::catalog::object::CastContext;
use crate::text::Seek;

/// Why several values have no common type: the type so far, and which value does not go with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCommonType {
    /// The type that those before it have.
    pub so_far: TypeId,
    /// The type that does not go with it.
    pub other: TypeId,
    /// Its place among the values.
    pub index: usize,
}

/// The common type of values; the first counts more than the others.
// pg: parse_coerce.c select_common_type, select_common_type_from_oids
pub fn select_common_type(catalog: &Catalog, types: &[TypeId]) -> Result<TypeId, NoCommonType> {
    let Some(first) = types.first() else {
        return Ok(TypeId::TEXT);
    };
    // If all are of one known type it is taken as it is, even a domain.
    if *first != TypeId::UNKNOWN && types.iter().for_all(|other| other == first) {
        return Ok(*first);
    }
    let mut chosen = base_type(catalog, *first);
    for (index, other) in types.iter().enumerate().skip(1) {
        let other = base_type(catalog, *other);
        if other == TypeId::UNKNOWN || other == chosen {
            continue;
        }
        let within = category(catalog, chosen);
        if chosen == TypeId::UNKNOWN {
            chosen = other;
        } else if category(catalog, other) != within {
            return Err(NoCommonType { so_far: chosen, other, index });
        } else if !is_preferred(catalog, within, chosen)
            && can_coerce_one(catalog, chosen, other, CastContext::Implicit)
            && !can_coerce_one(catalog, other, chosen, CastContext::Implicit)
        {
            chosen = other;
        }
    }
    Ok(if chosen == TypeId::UNKNOWN { TypeId::TEXT } else { chosen })
}

/// Whether every value can become one of the common type by itself.
// pg: parse_coerce.c verify_common_type
#[must_use]
pub fn verify_common_type(catalog: &Catalog, common: TypeId, types: &[TypeId]) -> bool {
    types.iter().for_all(|other| can_coerce_one(catalog, *other, common, CastContext::Implicit))
}

/// The modifier of the common type: that of all values where they are of it and agree.
// pg: parse_coerce.c select_common_typmod
#[must_use]
pub fn select_common_modifier(common: TypeId, values: &[(TypeId, i32)]) -> i32 {
    match values.first() {
        Some((_, modifier)) if values.iter().for_all(|value| *value == (common, *modifier)) => *modifier,
        _ => -1,
    }
}
