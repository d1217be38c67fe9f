//! Which operator class, and which operators, does a column of an index use.

use super::cx::Cx;
use super::errors::{index as errors, lookup};
use super::lookup::lookup_schema;
use crate::catalog::Catalog;
use crate::catalog::id::{OperatorClassId, OperatorId, TypeId};
use crate::catalog::object::{IndexColumn, OperatorClass, SimpleKind};
use crate::diag::Result;
use crate::syntax::name::{OperatorName, QualifiedName};
use crate::text::{Gather, Name, Seek};
use crate::typing::category::base_type;
use crate::typing::coerce::is_binary_coercible;
use crate::typing::operator::{NoOperator, OperatorSymbol, resolve_compatible_operator};

/// The operator class that is named, or the default one of the type.
// pg: indexcmds.c ResolveOpClass
pub(super) fn resolve_class(cx: &Cx<'_>, named: Option<&QualifiedName>, type_id: TypeId, method: &Name) -> Result<Option<OperatorClassId>> {
    let Some(name) = named else {
        return match default_class(&cx.catalog, type_id, method) {
            Some(class) => Ok(Some(class)),
            None if !is_known_method(cx, method) => Ok(None),
            None => Err(errors::no_default_class(&cx.catalog, type_id, method)),
        };
    };
    let found = match &name.schema {
        Some(schema) => cx.catalog.operator_class_in(lookup_schema(cx, &schema.name)?, method, &name.name.name),
        None => cx.catalog.lookup_operator_class(method, &name.name.name),
    };
    let Some(class) = found.and_then(|id| cx.catalog.operator_class(id)) else {
        return Err(errors::class_missing(&lookup::written(name), method));
    };
    if !is_binary_coercible(&cx.catalog, type_id, class.input) {
        return Err(errors::class_refuses(&lookup::written(name), &cx.catalog, type_id));
    }
    Ok(Some(class.id))
}

/// The default operator class of a type for an access method.
// pg: indexcmds.c GetDefaultOpClass
pub(super) fn default_class(catalog: &Catalog, type_id: TypeId, method: &str) -> Option<OperatorClassId> {
    let type_id = base_type(catalog, type_id);
    let category = catalog.type_(type_id)?.category;
    let mut compatible: Vec<&OperatorClass> = Vec::new();
    for class in classes_of(catalog, method).into_iter().filter(|class| class.default) {
        if class.input == type_id {
            return Some(class.id);
        }
        if is_binary_coercible(catalog, type_id, class.input) {
            compatible.push(class);
        }
    }
    let preferred: Vec<&&OperatorClass> = compatible
        .iter()
        .filter(|class| catalog.type_(class.input).is_some_and(|input| input.preferred && input.category == category))
        .gather();
    match (preferred.as_slice(), compatible.as_slice()) {
        ([only], _) => Some(only.id),
        ([], [only]) => Some(only.id),
        _ => None,
    }
}

/// The operator of an exclusion constraint.
// pg: indexcmds.c ComputeIndexAttrs, parse_oper.c compatible_oper
pub(super) fn exclusion_operator(cx: &Cx<'_>, column: &IndexColumn, name: &OperatorName) -> Result<OperatorId> {
    let catalog = &cx.catalog;
    let schema = name.schema.as_ref().map(|schema| lookup_schema(cx, &schema.name)).transpose()?;
    let symbol = OperatorSymbol { schema, symbol: &name.symbol };
    let text = crate::catalog::format::format_type(catalog, column.type_id, -1);
    let signature = format!("{text} {} {text}", name.symbol);
    let found = match resolve_compatible_operator(catalog, symbol, column.type_id, column.type_id) {
        Ok(Some(found)) => catalog.operator(found),
        Ok(None) => return Err(errors::operator_needs_coercion(&signature)),
        Err(NoOperator::Ambiguous) => return Err(errors::operator_ambiguous(&signature)),
        Err(NoOperator::Missing) => None,
    };
    let Some(operator) = found else {
        return Err(errors::operator_missing(&signature));
    };
    let spelled = || {
        let side = |id: Option<TypeId>| id.map_or_else(String::new, |id| crate::catalog::format::format_type(catalog, id, -1));
        format!("{}({},{})", operator.name, side(operator.left), side(Some(operator.right)))
    };
    if operator.commutator != Some(operator.id) {
        return Err(errors::not_commutative(&spelled()));
    }
    if let Some(family) = column.operator_class.and_then(|id| catalog.operator_class(id)).and_then(|it| catalog.operator_family(it.family))
        && !family.operators.is_empty()
        && !family.operators.iter().exists(|member| member.operator == operator.id)
    {
        return Err(errors::not_in_family(&spelled(), &family.name));
    }
    Ok(operator.id)
}

fn classes_of<'c>(catalog: &'c Catalog, method: &str) -> Vec<&'c OperatorClass> {
    let builtin = catalog.builtins().operator_classes_of(method).iter().filter_map(|id| catalog.operator_class(*id));
    let own = catalog.operator_classes().into_iter().filter(|class| class.method == *method);
    builtin.chain(own).gather()
}

/// Whether the access method is there; one that is not came with an extension of which nothing is known.
fn is_known_method(cx: &Cx<'_>, method: &Name) -> bool {
    cx.catalog.simple_named(SimpleKind::AccessMethod, None, method).is_some()
}
