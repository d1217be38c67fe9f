//! Can a value of one type become one of another, and how.

use super::category::*;
use super::polymorphic::is_generic_consistent;
use crate::catalog::Catalog;
use crate::catalog::id::{FunctionId, RelationId, TypeId};
use crate::catalog::object::{CastContext, CastMethod};

/// How a value becomes one of another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pathway {
    /// The bytes are the same.
    Relabel,
    /// By a function.
    Function(FunctionId),
    /// Element by element.
    Array,
    /// Through text.
    ThroughText,
}

/// Whether values of the given types can become those of the target types, all at once, because polymorphic targets must agree.
// pg: parse_coerce.c can_coerce_type
#[must_use]
pub fn can_coerce(catalog: &Catalog, inputs: &[TypeId], targets: &[TypeId], context: CastContext) -> bool {
    let mut generic = false;
    for (input, target) in inputs.iter().zip(targets) {
        if is_polymorphic(*target) && input != target {
            generic = true;
        } else if !can_coerce_one(catalog, *input, *target, context) {
            return false;
        }
    }
    !generic || is_generic_consistent(catalog, inputs, targets)
}

/// Whether a value of one type can become one of another that is not polymorphic.
#[must_use]
pub fn can_coerce_one(catalog: &Catalog, input: TypeId, target: TypeId, context: CastContext) -> bool {
    if input == target || target == TypeId::ANY || input == TypeId::UNKNOWN {
        return true;
    }
    if is_polymorphic(target) {
        return is_generic_consistent(catalog, &[input], &[target]);
    }
    find_pathway(catalog, target, input, context).is_some()
        || input == TypeId::RECORD && is_composite(catalog, target)
        || target == TypeId::RECORD && is_composite(catalog, input)
        || target == TypeId::RECORD_ARRAY && is_composite_array(catalog, input)
        || inherits_from(catalog, input, target)
}

/// How a value of one type becomes one of another; none where it cannot in that context.
// pg: parse_coerce.c find_coercion_pathway
#[must_use]
pub fn find_pathway(catalog: &Catalog, target: TypeId, source: TypeId, context: CastContext) -> Option<Pathway> {
    let source = base_type(catalog, source);
    let target = base_type(catalog, target);
    if source == target {
        return Some(Pathway::Relabel);
    }
    if let Some(cast) = catalog.cast(source, target) {
        return (context >= cast.context).then_some(match cast.method {
            CastMethod::Function(function) => Pathway::Function(function),
            CastMethod::InOut => Pathway::ThroughText,
            CastMethod::Binary => Pathway::Relabel,
        });
    }
    if target != TypeId::OIDVECTOR
        && target != TypeId::INT2VECTOR
        && let (Some(target_element), Some(source_element)) = (element_type(catalog, target), element_type(catalog, source))
        && find_pathway(catalog, target_element, source_element, context).is_some()
    {
        return Some(Pathway::Array);
    }
    let through_text = context >= CastContext::Assignment && category(catalog, target) == STRING
        || context >= CastContext::Explicit && category(catalog, source) == STRING;
    through_text.then_some(Pathway::ThroughText)
}

/// How a value is made to fit the modifier of its own type; none where nothing needs to be done.
// pg: parse_coerce.c find_typmod_coercion_function
#[must_use]
pub fn find_modifier_pathway(catalog: &Catalog, type_id: TypeId) -> Option<Pathway> {
    let element = element_type(catalog, type_id).filter(|_| type_id != TypeId::INT2VECTOR && type_id != TypeId::OIDVECTOR);
    let scalar = element.unwrap_or(type_id);
    match catalog.cast(scalar, scalar)?.method {
        CastMethod::Function(_) if element.is_some() => Some(Pathway::Array),
        CastMethod::Function(function) => Some(Pathway::Function(function)),
        _ => None,
    }
}

/// Whether a value of one type is one of another without any work.
// pg: parse_coerce.c IsBinaryCoercible
#[must_use]
pub fn is_binary_coercible(catalog: &Catalog, source: TypeId, target: TypeId) -> bool {
    if source == target || matches!(target, TypeId::ANY | TypeId::ANYELEMENT | TypeId::ANYCOMPATIBLE) {
        return true;
    }
    let source = base_type(catalog, source);
    if source == target {
        return true;
    }
    let generic = match target {
        TypeId::ANYARRAY | TypeId::ANYCOMPATIBLEARRAY => element_type(catalog, source).is_some(),
        TypeId::ANYNONARRAY | TypeId::ANYCOMPATIBLENONARRAY => element_type(catalog, source).is_none(),
        TypeId::ANYENUM => is_enum(catalog, source),
        TypeId::ANYRANGE | TypeId::ANYCOMPATIBLERANGE => range_subtype(catalog, source).is_some(),
        TypeId::ANYMULTIRANGE | TypeId::ANYCOMPATIBLEMULTIRANGE => multirange_range(catalog, source).is_some(),
        TypeId::RECORD => is_composite(catalog, source),
        TypeId::RECORD_ARRAY => is_composite_array(catalog, source),
        _ => false,
    };
    generic || catalog.cast(source, target).is_some_and(|cast| cast.method == CastMethod::Binary && cast.context == CastContext::Implicit)
}

/// Whether rows of one type are rows of another: by inheritance, or as a table `OF` it.
// pg: parse_coerce.c typeIsOfTypedTable, pg_inherits.c typeInheritsFrom
#[must_use]
pub fn inherits_from(catalog: &Catalog, input: TypeId, target: TypeId) -> bool {
    // No system table inherits, and most types that are compared are built in.
    if input.is_builtin() || target.is_builtin() {
        return false;
    }
    let (Some(child), Some(parent)) = (composite_relation(catalog, input), composite_relation(catalog, target)) else {
        return false;
    };
    if catalog.relation(child).is_some_and(|found| found.of_type == Some(target)) {
        return true;
    }
    let mut seen: Vec<RelationId> = vec![child];
    let mut next = 0;
    while let Some(relation) = seen.get(next) {
        next += 1;
        let parents = catalog.relation(*relation).map(|found| found.parents.clone()).unwrap_or_default();
        if parents.contains(&parent) {
            return true;
        }
        for other in parents {
            if !seen.contains(&other) {
                seen.push(other);
            }
        }
    }
    false
}
