//! How are values of a type sorted, grouped and indexed: default operator classes and their operators.

use super::category::{base_type, category, composite_relation, element_type, is_preferred};
use super::coerce::is_binary_coercible;
use crate::catalog::Catalog;
use crate::catalog::id::{OperatorClassId, OperatorId, TypeId};
use crate::text::{Gather, Seek, sort};

/// The operators by which values of a type are sorted and compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SortOperators {
    /// `<`
    pub less: Option<OperatorId>,
    /// `=`
    pub equal: Option<OperatorId>,
    /// `>`
    pub greater: Option<OperatorId>,
}

/// How deep composite and array types are looked into.
const DEPTH: u32 = 32;

/// The operator class that an access method takes for a type by itself.
// pg: indexcmds.c GetDefaultOpClass
#[must_use]
pub fn default_operator_class(catalog: &Catalog, type_id: TypeId, method: &str) -> Option<OperatorClassId> {
    let type_id = base_type(catalog, type_id);
    let within = category(catalog, type_id);
    let own = catalog.operator_classes().into_iter().filter(|class| class.method == *method);
    let builtin = catalog.builtins().operator_classes_of(method).iter().filter_map(|id| catalog.operator_class(*id));
    let (mut preferred, mut compatible) = (Vec::new(), Vec::new());
    for class in own.chain(builtin).filter(|class| class.default) {
        if class.input == type_id {
            return Some(class.id);
        }
        if is_binary_coercible(catalog, type_id, class.input) {
            let group = if is_preferred(catalog, within, class.input) { &mut preferred } else { &mut compatible };
            group.push(class.id);
        }
    }
    match (preferred[..].as_ref(), compatible[..].as_ref()) {
        ([one], _) => Some(*one),
        (_, [one]) => Some(*one),
        _ => None,
    }
}

/// The operators by which values of a type are sorted and grouped.
// pg: typcache.c lookup_type_cache
#[must_use]
pub fn sort_operators(catalog: &Catalog, type_id: TypeId) -> SortOperators {
    let class = default_operator_class(catalog, type_id, "btree");
    let mut operators = SortOperators {
        less: class.and_then(|class| member(catalog, class, 1)),
        equal: class.and_then(|class| member(catalog, class, 3)),
        greater: class.and_then(|class| member(catalog, class, 5)),
    };
    if operators.equal.is_none() {
        let hash = default_operator_class(catalog, type_id, "hash");
        operators.equal = hash.and_then(|class| member(catalog, class, 1));
    }
    if !parts_compare(catalog, type_id, DEPTH, |operators| operators.less.is_some()) {
        operators.less = None;
        operators.greater = None;
    }
    if !parts_compare(catalog, type_id, DEPTH, |operators| operators.equal.is_some()) {
        operators.equal = None;
    }
    operators
}

/// Whether an operator class's family says what an operator means: the strategies that it has in btree families.
// pg: lsyscache.c get_op_btree_interpretation
#[must_use]
pub fn btree_strategies(catalog: &Catalog, operator: OperatorId) -> Vec<i16> {
    let direct = strategies_of(catalog, operator);
    if !direct.is_empty() {
        return direct;
    }
    // An operator that is no member may be the negator of an equality.
    let negator = catalog.operator(operator).and_then(|operator| operator.negator);
    let negated = negator.map(|negator| strategies_of(catalog, negator)).unwrap_or_default();
    if negated.contains(&3) { vec![6] } else { Vec::new() }
}

fn strategies_of(catalog: &Catalog, operator: OperatorId) -> Vec<i16> {
    let own = catalog.operator_families().into_iter().filter(|family| family.method == *"btree");
    let builtin = catalog.builtins().operator_families_of("btree").iter().filter_map(|id| catalog.operator_family(*id));
    let mut found: Vec<i16> = own
        .chain(builtin)
        .flat_map(|family| &family.operators)
        .filter(|member| member.operator == operator)
        .map(|member| member.strategy)
        .gather();
    sort(&mut found);
    found.dedup();
    found
}

/// The operator of a strategy of an operator class, over the class's own type.
// pg: lsyscache.c get_opfamily_member
#[must_use]
pub fn member(catalog: &Catalog, class: OperatorClassId, strategy: i16) -> Option<OperatorId> {
    let class = catalog.operator_class(class)?;
    let family = catalog.operator_family(class.family)?;
    let found = family
        .operators
        .iter()
        .first_where(|member| member.strategy == strategy && member.left == class.input && member.right == class.input);
    found.map(|member| member.operator)
}

/// Whether the elements of an array and the fields of a row have the operators that the whole needs.
// pg: typcache.c cache_array_element_properties, cache_record_field_properties
fn parts_compare(catalog: &Catalog, type_id: TypeId, depth: u32, has: fn(&SortOperators) -> bool) -> bool {
    let type_id = base_type(catalog, type_id);
    if depth == 0 || type_id == TypeId::INT2VECTOR || type_id == TypeId::OIDVECTOR {
        return true;
    }
    let part = |part: TypeId| has(&plain_operators(catalog, part)) && parts_compare(catalog, part, depth - 1, has);
    if let Some(element) = element_type(catalog, type_id) {
        return part(element);
    }
    if let Some(relation) = composite_relation(catalog, type_id).and_then(|relation| catalog.relation(relation)) {
        return relation.columns.iter().filter_map(|column| column.type_id).for_all(part);
    }
    // A range is made with an operator class for what it is a range of.
    true
}

fn plain_operators(catalog: &Catalog, type_id: TypeId) -> SortOperators {
    let class = default_operator_class(catalog, type_id, "btree");
    let hash = || default_operator_class(catalog, type_id, "hash").and_then(|class| member(catalog, class, 1));
    SortOperators {
        less: class.and_then(|class| member(catalog, class, 1)),
        equal: class.and_then(|class| member(catalog, class, 3)).or_else(hash),
        greater: None,
    }
}
