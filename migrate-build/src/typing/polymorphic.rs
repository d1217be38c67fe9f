//! Which types do polymorphic parameters and results stand for in one call.

use super::category::*;
use super::common::{NoCommonType, select_common_type, verify_common_type};
use crate::catalog::Catalog;
use crate::catalog::id::TypeId;

/// Why the arguments of a call do not go with polymorphic parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// Parameters of one polymorphic type are given different types.
    NotAlike(&'static str, TypeId, TypeId),
    /// A parameter that must be an array, range or multirange is given something else.
    NotA(&'static str, &'static str, TypeId),
    /// Parameters that depend on each other are given types that do not go together.
    Inconsistent(&'static str, &'static str, TypeId, TypeId),
    /// Nothing says what `anyelement` is.
    Undetermined,
    /// Nothing says what a range type is, which does not follow from its element.
    UndeterminedRange(&'static str),
    /// An `anyarray` of the system's own catalogs says nothing of its element.
    UndeterminedElement,
    /// A parameter that must be no array, or an enum, is something else.
    Forbidden(&'static str, &'static str, TypeId),
    /// The type has no arrays.
    NoArray(TypeId),
    /// Values that need a common type have none.
    NoCommon(NoCommonType),
    /// Values cannot be cast to their common type.
    NoCommonCast,
    /// A range is not one of the common type.
    RangeDiffers(&'static str, TypeId, TypeId),
}

/// What the polymorphic types of a call stand for.
#[derive(Clone, Debug, Default)]
struct Inferred {
    element: Option<TypeId>,
    array: Option<TypeId>,
    range: Option<TypeId>,
    multirange: Option<TypeId>,
    family_1: bool,
    family_2: bool,
    compatible: Option<TypeId>,
    compatible_inputs: Vec<TypeId>,
    compatible_array: Option<TypeId>,
    compatible_range: Option<TypeId>,
    compatible_multirange: Option<TypeId>,
}

/// Whether the arguments go with the polymorphic parameters among the declared ones.
// pg: parse_coerce.c check_generic_type_consistency
#[must_use]
pub fn is_generic_consistent(catalog: &Catalog, actual: &[TypeId], declared: &[TypeId]) -> bool {
    let mut inferred = Inferred::default();
    let checked = inferred
        .collect(catalog, actual, declared)
        .and_then(|()| inferred.infer_family_1(catalog))
        .and_then(|()| inferred.infer_compatible_range(catalog))
        .and_then(|()| inferred.infer_compatible(catalog));
    if checked.is_err() {
        return false;
    }
    let has = |wanted: TypeId| declared.contains(&wanted);
    let is_array = |given: Option<TypeId>| given.is_some_and(|given| base_element_type(catalog, given).is_some());
    let range_differs = match (inferred.compatible, inferred.compatible_range) {
        (Some(common), Some(range)) => range_subtype(catalog, range) != Some(common),
        _ => false,
    };
    !(has(TypeId::ANYNONARRAY) && is_array(inferred.element)
        || has(TypeId::ANYENUM) && !inferred.element.is_some_and(|element| is_enum(catalog, element))
        || has(TypeId::ANYCOMPATIBLENONARRAY) && is_array(inferred.compatible)
        || range_differs)
}

/// The declared types with polymorphic ones replaced where an argument must become one of the inferred type, and the type of the result.
// pg: parse_coerce.c enforce_generic_type_consistency
pub fn resolve_generic(
    catalog: &Catalog,
    actual: &[TypeId],
    declared: &[TypeId],
    returns: TypeId,
) -> Result<(Vec<TypeId>, TypeId), Mismatch> {
    let mut inferred = Inferred::default();
    inferred.collect(catalog, actual, declared)?;
    if !inferred.family_1 && !inferred.family_2 {
        return Ok((declared.to_vec(), returns));
    }
    let has = |wanted: TypeId| returns == wanted || declared.contains(&wanted);
    if inferred.family_1 {
        if inferred.array == Some(TypeId::ANYARRAY) {
            let others = declared.iter().filter(|other| is_polymorphic_family_1(**other)).count() != 1;
            if others || returns != TypeId::ANYARRAY && is_polymorphic_family_1(returns) {
                return Err(Mismatch::UndeterminedElement);
            }
        }
        inferred.infer_family_1(catalog)?;
        inferred.check_family_1(catalog, has)?;
    }
    if inferred.family_2 {
        inferred.infer_compatible_range(catalog)?;
        inferred.infer_compatible(catalog)?;
        inferred.check_family_2(catalog, has)?;
    }
    let mut resolved = declared.to_vec();
    for (declared, actual) in resolved.iter_mut().zip(actual) {
        if is_polymorphic_family_2(*declared) || *actual == TypeId::UNKNOWN && is_polymorphic_family_1(*declared) {
            *declared = inferred.stands_for(catalog, *declared)?;
        }
    }
    Ok((resolved, inferred.stands_for(catalog, returns)?))
}

impl Inferred {
    fn collect(&mut self, catalog: &Catalog, actual: &[TypeId], declared: &[TypeId]) -> Result<(), Mismatch> {
        for (declared, actual) in declared.iter().zip(actual) {
            self.family_1 |= is_polymorphic_family_1(*declared);
            self.family_2 |= is_polymorphic_family_2(*declared);
            if *actual == TypeId::UNKNOWN || !is_polymorphic(*declared) {
                continue;
            }
            let base = base_type(catalog, *actual);
            match *declared {
                TypeId::ANYELEMENT | TypeId::ANYNONARRAY | TypeId::ANYENUM => same(&mut self.element, "anyelement", *actual)?,
                TypeId::ANYARRAY => same(&mut self.array, "anyarray", base)?,
                TypeId::ANYRANGE => same(&mut self.range, "anyrange", base)?,
                TypeId::ANYMULTIRANGE => same(&mut self.multirange, "anymultirange", base)?,
                TypeId::ANYCOMPATIBLEARRAY => {
                    let element = element_type(catalog, base).ok_or(Mismatch::NotA("anycompatiblearray", "an array", base))?;
                    self.compatible_inputs.push(element);
                }
                TypeId::ANYCOMPATIBLERANGE => {
                    let first = self.compatible_range.is_none();
                    same(&mut self.compatible_range, "anycompatiblerange", base)?;
                    if first {
                        let subtype = range_subtype(catalog, base).ok_or(Mismatch::NotA("anycompatiblerange", "a range type", base))?;
                        self.compatible_inputs.push(subtype);
                    }
                }
                TypeId::ANYCOMPATIBLEMULTIRANGE => {
                    same(&mut self.compatible_multirange, "anycompatiblemultirange", base)?;
                    if multirange_range(catalog, base).is_none() {
                        return Err(Mismatch::NotA("anycompatiblemultirange", "a multirange type", base));
                    }
                }
                _ => self.compatible_inputs.push(*actual),
            }
        }
        Ok(())
    }

    fn infer_family_1(&mut self, catalog: &Catalog) -> Result<(), Mismatch> {
        if let Some(array) = self.array.filter(|array| *array != TypeId::ANYARRAY) {
            let element = element_type(catalog, array).ok_or(Mismatch::NotA("anyarray", "an array", array))?;
            agree(&mut self.element, element, |other| Mismatch::Inconsistent("anyarray", "anyelement", array, other))?;
        } else if self.array.is_some() && self.element.is_none() {
            self.element = Some(TypeId::ANYELEMENT);
        }
        if let Some(multirange) = self.multirange {
            let range = multirange_range(catalog, multirange).ok_or(Mismatch::NotA("anymultirange", "a multirange type", multirange))?;
            agree(&mut self.range, range, |other| Mismatch::Inconsistent("anymultirange", "anyrange", multirange, other))?;
        }
        if let Some(range) = self.range {
            let subtype = range_subtype(catalog, range).ok_or(Mismatch::NotA("anyrange", "a range type", range))?;
            agree(&mut self.element, subtype, |other| Mismatch::Inconsistent("anyrange", "anyelement", range, other))?;
        }
        Ok(())
    }

    fn check_family_1(&mut self, catalog: &Catalog, has: impl Fn(TypeId) -> bool) -> Result<(), Mismatch> {
        if self.multirange.is_none() && has(TypeId::ANYMULTIRANGE) {
            self.multirange = self.range.and_then(|range| range_multirange(catalog, range));
        }
        let element = self.element.ok_or(Mismatch::Undetermined)?;
        if element == TypeId::ANYELEMENT {
            return Ok(());
        }
        if has(TypeId::ANYNONARRAY) && base_element_type(catalog, element).is_some() {
            return Err(Mismatch::Forbidden("anynonarray", "an array type", element));
        }
        if has(TypeId::ANYENUM) && !is_enum(catalog, element) {
            return Err(Mismatch::Forbidden("anyenum", "not an enum type", element));
        }
        Ok(())
    }

    fn infer_compatible_range(&mut self, catalog: &Catalog) -> Result<(), Mismatch> {
        let Some(multirange) = self.compatible_multirange else {
            return Ok(());
        };
        let range = multirange_range(catalog, multirange);
        match (self.compatible_range, range) {
            (Some(given), Some(range)) if given != range => {
                Err(Mismatch::Inconsistent("anycompatiblemultirange", "anycompatiblerange", multirange, given))
            }
            (None, Some(range)) => {
                let not_a = Mismatch::NotA("anycompatiblemultirange", "a multirange type", multirange);
                self.compatible_inputs.push(range_subtype(catalog, range).ok_or(not_a)?);
                self.compatible_range = Some(range);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn infer_compatible(&mut self, catalog: &Catalog) -> Result<(), Mismatch> {
        if self.compatible_inputs.is_empty() {
            return Ok(());
        }
        let common = select_common_type(catalog, &self.compatible_inputs).map_err(Mismatch::NoCommon)?;
        if !verify_common_type(catalog, common, &self.compatible_inputs) {
            return Err(Mismatch::NoCommonCast);
        }
        self.compatible = Some(common);
        Ok(())
    }

    fn check_family_2(&mut self, catalog: &Catalog, has: impl Fn(TypeId) -> bool) -> Result<(), Mismatch> {
        let common = *self.compatible.get_or_insert(TypeId::TEXT);
        if self.compatible_multirange.is_none() && has(TypeId::ANYCOMPATIBLEMULTIRANGE) {
            self.compatible_multirange = self.compatible_range.and_then(|range| range_multirange(catalog, range));
        }
        if has(TypeId::ANYCOMPATIBLEARRAY) {
            self.compatible_array = Some(array_type(catalog, common).ok_or(Mismatch::NoArray(common))?);
        }
        let subtype = self.compatible_range.and_then(|range| range_subtype(catalog, range));
        for (name, wanted, given) in [
            ("anycompatiblerange", TypeId::ANYCOMPATIBLERANGE, self.compatible_range),
            ("anycompatiblemultirange", TypeId::ANYCOMPATIBLEMULTIRANGE, self.compatible_multirange),
        ] {
            if !has(wanted) {
                continue;
            }
            let given = given.ok_or(Mismatch::UndeterminedRange(name))?;
            if subtype != Some(common) {
                return Err(Mismatch::RangeDiffers(name, given, common));
            }
        }
        if has(TypeId::ANYCOMPATIBLENONARRAY) && base_element_type(catalog, common).is_some() {
            return Err(Mismatch::Forbidden("anycompatiblenonarray", "an array type", common));
        }
        Ok(())
    }

    /// The type that a declared one stands for; itself where it is not polymorphic.
    fn stands_for(&self, catalog: &Catalog, declared: TypeId) -> Result<TypeId, Mismatch> {
        let element = self.element.unwrap_or(TypeId::UNKNOWN);
        let common = self.compatible.unwrap_or(TypeId::TEXT);
        let array_of = |array: Option<TypeId>, element| match array {
            Some(array) => Ok(array),
            None => array_type(catalog, element).ok_or(Mismatch::NoArray(element)),
        };
        match declared {
            TypeId::ANYELEMENT | TypeId::ANYNONARRAY | TypeId::ANYENUM => Ok(element),
            TypeId::ANYARRAY => array_of(self.array, element),
            TypeId::ANYRANGE => self.range.ok_or(Mismatch::UndeterminedRange("anyrange")),
            TypeId::ANYMULTIRANGE => self.multirange.ok_or(Mismatch::UndeterminedRange("anymultirange")),
            TypeId::ANYCOMPATIBLE | TypeId::ANYCOMPATIBLENONARRAY => Ok(common),
            TypeId::ANYCOMPATIBLEARRAY => array_of(self.compatible_array, common),
            TypeId::ANYCOMPATIBLERANGE => self.compatible_range.ok_or(Mismatch::UndeterminedRange("anycompatiblerange")),
            TypeId::ANYCOMPATIBLEMULTIRANGE => self.compatible_multirange.ok_or(Mismatch::UndeterminedRange("anycompatiblemultirange")),
            other => Ok(other),
        }
    }
}

fn same(slot: &mut Option<TypeId>, name: &'static str, given: TypeId) -> Result<(), Mismatch> {
    match *slot {
        Some(before) if before != given => Err(Mismatch::NotAlike(name, before, given)),
        _ => {
            *slot = Some(given);
            Ok(())
        }
    }
}

fn agree(slot: &mut Option<TypeId>, given: TypeId, otherwise: impl Fn(TypeId) -> Mismatch) -> Result<(), Mismatch> {
    match *slot {
        Some(before) if before != given => Err(otherwise(before)),
        _ => {
            *slot = Some(given);
            Ok(())
        }
    }
}
