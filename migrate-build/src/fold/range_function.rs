//! Which functions make values of a range and of sets of it.

use super::cx::Cx;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{CastId, FunctionId, TypeId};
use crate::catalog::object::{
    Cast, CastContext, CastMethod, Function, FunctionBody, FunctionKind, Parameter, ParameterDefault, ParameterMode, Volatility,
};
use crate::text::{Gather, Name};

/// Adds the constructors, which bear the names of their types, and the cast from one range to a set of it.
// pg: typecmds.c makeRangeConstructors, makeMultirangeConstructors
pub(super) fn add_range_functions(cx: &mut Cx<'_>, range: TypeId, subtype: TypeId, multirange: TypeId) {
    use ParameterMode::{In, Variadic};
    let range_array = cx.catalog.type_(range).and_then(|found| found.array);
    add_constructor(cx, range, &[(subtype, In), (subtype, In)], false);
    add_constructor(cx, range, &[(subtype, In), (subtype, In), (TypeId::TEXT, In)], false);
    add_constructor(cx, multirange, &[], true);
    let from_one = add_constructor(cx, multirange, &[(range, In)], true);
    if let Some(array) = range_array {
        add_constructor(cx, multirange, &[(array, Variadic)], true);
    }
    let id = CastId(cx.catalog.next_id());
    let method = CastMethod::Function(from_one);
    cx.catalog.add_cast(Cast { id, source: range, target: multirange, method, context: CastContext::Explicit });
    for needed in [Address::Type(range), Address::Type(multirange), Address::Function(from_one)] {
        cx.record(Address::Cast(id), needed, DependencyKind::Internal);
    }
}

fn add_constructor(cx: &mut Cx<'_>, of: TypeId, parameters: &[(TypeId, ParameterMode)], strict: bool) -> FunctionId {
    let id = FunctionId(cx.catalog.next_id());
    let (schema, name) = match cx.catalog.type_(of) {
        Some(found) => (found.schema, found.name.clone()),
        None => (crate::catalog::PG_CATALOG, Name::from("")),
    };
    let parameter = |(type_id, mode): &(TypeId, ParameterMode)| Parameter {
        mode: *mode,
        name: None,
        type_id: *type_id,
        default: ParameterDefault::None,
    };
    cx.catalog.add_function(Function {
        id,
        schema,
        name,
        kind: FunctionKind::Function,
        parameters: parameters.iter().map(parameter).gather(),
        returns: of,
        returns_set: false,
        strict,
        volatility: Volatility::Immutable,
        language: Name::from("internal"),
        aggregate: None,
        body: FunctionBody::Opaque,
        owner: None,
        settings: Vec::new(),
        security_definer: false,
        planning: crate::catalog::object::Planning::default(),
    });
    cx.record(Address::Function(id), Address::Type(of), DependencyKind::Internal);
    id
}
