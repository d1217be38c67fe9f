//! How does a call of a function get its arguments: defaults, casts, variadic arrays, the order of the parameters.

use super::call::Called;
use super::node;
use super::operator::coerce_operands;
use super::sets::place_set_call;
use crate::analyze::state::State;
use crate::catalog::id::TypeId;
use crate::catalog::object::ParameterDefault;
use crate::catalog::tree::{CallForm, Expr, ExprKind, FunctionCall};
use crate::diag::Result;
use crate::text::{Collection, Gather, Span, sort_by};
use crate::typing::category::{array_type, base_element_type};
use crate::typing::errors;
use crate::typing::function::FoundFunction;
use crate::typing::polymorphic::resolve_generic;

/// The arguments of a call as the function takes them, in the order of the call, and what the call gives.
pub(super) struct Prepared {
    /// The arguments; those of a variadic parameter are one array.
    pub(super) arguments: Vec<Expr>,
    /// The type of the result.
    pub(super) returns: TypeId,
    /// Whether the last argument stands for all the variadic ones.
    pub(super) variadic: bool,
}

/// A call of a function or procedure.
pub(super) fn finish_function(state: &mut State<'_>, called: Called<'_>, found: FoundFunction) -> Result<Expr> {
    let (at, before) = (called.at, called.before);
    let prepared = prepare(state, called, &found)?;
    let set = state.catalog.function(found.id).is_some_and(|function| function.returns_set);
    if set {
        place_set_call(state, before, at)?;
    }
    let place = node::leftmost_of(at, &prepared.arguments);
    let arguments = match &found.numbers {
        Some(numbers) => in_order(prepared.arguments, numbers),
        None => prepared.arguments,
    };
    let call = FunctionCall { function: found.id, arguments, form: CallForm::Function, set, variadic: prepared.variadic };
    Ok(node::typed(state.catalog, ExprKind::Call(call), prepared.returns, -1, place))
}

/// Fills in defaults, settles polymorphic types, casts the arguments and gathers variadic ones.
pub(super) fn prepare(state: &mut State<'_>, called: Called<'_>, found: &FoundFunction) -> Result<Prepared> {
    let catalog = state.catalog;
    let given = called.arguments.len();
    let wrote_variadic = called.written.is_some_and(|call| call.variadic);
    let mut arguments = called.arguments;
    arguments.put_all(defaults(state, found, given));
    let actual: Vec<TypeId> = arguments.iter().map(|argument| argument.type_id).gather();
    let returns = catalog.function(found.id).map_or(TypeId::UNKNOWN, |function| function.returns);
    let (declared, returns) =
        resolve_generic(catalog, &actual, &found.declared, returns).map_err(|why| errors::polymorphic_mismatch(catalog, why))?;
    let mut arguments = coerce_operands(state, arguments, &declared)?;
    let mut variadic = wrote_variadic && found.variadic_element.is_some();
    if found.variadic_arguments > 0 && found.variadic_element != Some(TypeId::ANY) {
        let elements = arguments.split_off(given - found.variadic_arguments);
        let element = elements.first().map_or(TypeId::UNKNOWN, |element| element.type_id);
        let place = elements.first().map_or(called.at, |first| first.at);
        let array = array_type(catalog, element).ok_or_else(|| errors::no_array_type(catalog, element).at(place))?;
        arguments.push(node::typed(catalog, ExprKind::Array(elements), array, -1, place));
        variadic = true;
    }
    if variadic
        && found.variadic_element == Some(TypeId::ANY)
        && let Some(last) = arguments.last()
        && base_element_type(catalog, last.type_id).is_none()
    {
        return Err(errors::mismatch("VARIADIC argument must be an array").at(last.at));
    }
    Ok(Prepared { arguments, returns, variadic })
}

/// The values of parameters that the call leaves out, in the order of `declared`.
fn defaults(state: &State<'_>, found: &FoundFunction, given: usize) -> Vec<Expr> {
    let Some(function) = state.catalog.function(found.id).filter(|_| found.defaulted > 0) else {
        return Vec::new();
    };
    let parameters: Vec<_> = function.inputs().gather();
    let nowhere = Span::empty(u32::MAX);
    (given..given + found.defaulted)
        .filter_map(|position| {
            let number = found.numbers.as_ref().map_or(Some(position), |numbers| numbers.get(position).copied())?;
            let parameter = parameters.get(number)?;
            Some(match &parameter.default {
                ParameterDefault::Expr(stored) => Expr { at: nowhere, ..(*stored.tree).clone() },
                _ => node::typed(state.catalog, ExprKind::Default, parameter.type_id, -1, nowhere),
            })
        })
        .gather()
}

fn in_order(arguments: Vec<Expr>, numbers: &[usize]) -> Vec<Expr> {
    let mut numbered: Vec<(usize, Expr)> = numbers.iter().copied().zip(arguments).gather();
    sort_by(&mut numbered, |a, b| a.0.cmp(&b.0));
    numbered.into_iter().map(|(_, argument)| argument).gather()
}
