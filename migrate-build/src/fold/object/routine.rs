//! Which function, procedure, aggregate or operator is meant.

use super::super::cx::Cx;
use super::super::errors::object as errors;
use super::type_::argument_type;
use super::{Missing, schema_of_name};
use crate::catalog::depend::Address;
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::{self, Function, FunctionKind};
use crate::diag::Result;
use crate::syntax::name::QualifiedName;
use crate::syntax::statement::function::{AggregateRef, FunctionRef, Parameter, ParameterMode};
use crate::syntax::statement::object::RoutineWord;
use crate::syntax::statement::operator::OperatorRef;
use crate::text::{Gather, Seek};

/// A function, procedure or routine, by its argument types or by its name alone.
// pg: parse_func.c LookupFuncWithArgs
pub(in crate::fold) fn lookup_routine(
    cx: &Cx<'_>,
    word: RoutineWord,
    function: &FunctionRef,
    missing: Missing,
) -> Result<Option<FunctionId>> {
    let Some(arguments) = &function.arguments else {
        return lookup_by_name(cx, word, &function.name, missing);
    };
    let Some(types) = argument_types(cx, arguments.iter().filter(|it| is_input(it)), missing)? else {
        return Ok(None);
    };
    let candidates = candidates(cx, &function.name, missing)?;
    let by_inputs = candidates.iter().first_where(|it| it.input_types().eq(types.iter().copied()));
    let found = match by_inputs {
        None if word != RoutineWord::Function => {
            let Some(all) = argument_types(cx, arguments.iter(), missing)? else {
                return Ok(None);
            };
            candidates.iter().first_where(|it| it.kind == FunctionKind::Procedure && all_types(it).eq(all.iter().copied()))
        }
        found => found,
    };
    match (found, missing) {
        (Some(found), _) => check_word(cx, word, found, &function.name, &types).map(Some),
        (None, Missing::Skip) => Ok(None),
        (None, Missing::Refuse) => Err(errors::routine_missing(&cx.catalog, word, &function.name, &types)),
    }
}

fn check_word(cx: &Cx<'_>, word: RoutineWord, found: &Function, name: &QualifiedName, types: &[TypeId]) -> Result<FunctionId> {
    match (word, found.kind) {
        (RoutineWord::Function, FunctionKind::Procedure) => Err(errors::not_a_function(&cx.catalog, name, types)),
        (RoutineWord::Procedure, kind) if kind != FunctionKind::Procedure => Err(errors::not_a_procedure(&cx.catalog, name, types)),
        _ => Ok(found.id),
    }
}

/// A routine that is named without its arguments, which has to be the only one.
fn lookup_by_name(cx: &Cx<'_>, word: RoutineWord, name: &QualifiedName, missing: Missing) -> Result<Option<FunctionId>> {
    let fits = |kind: FunctionKind| match word {
        RoutineWord::Function => kind != FunctionKind::Procedure,
        RoutineWord::Procedure => kind == FunctionKind::Procedure,
        RoutineWord::Routine => true,
    };
    let found: Vec<_> = candidates(cx, name, missing)?.into_iter().filter(|it| fits(it.kind)).gather();
    match (found.as_slice(), missing) {
        ([only], _) => Ok(Some(only.id)),
        ([], Missing::Skip) => Ok(None),
        ([], Missing::Refuse) => Err(errors::routine_name_missing(word, name)),
        _ => Err(errors::routine_ambiguous(word, name)),
    }
}

/// An aggregate by its argument types.
pub(in crate::fold) fn lookup_aggregate(cx: &Cx<'_>, aggregate: &AggregateRef, missing: Missing) -> Result<Option<FunctionId>> {
    let arguments = aggregate.arguments.iter().chain(aggregate.ordered.iter().flatten());
    let Some(types) = argument_types(cx, arguments, missing)? else {
        return Ok(None);
    };
    let candidates = candidates(cx, &aggregate.name, missing)?;
    match (candidates.iter().first_where(|it| it.input_types().eq(types.iter().copied())), missing) {
        (Some(found), _) if found.kind != FunctionKind::Aggregate => Err(errors::not_an_aggregate(&cx.catalog, &aggregate.name, &types)),
        (Some(found), _) => Ok(Some(found.id)),
        (None, Missing::Skip) => Ok(None),
        (None, Missing::Refuse) => Err(errors::aggregate_missing(&cx.catalog, &aggregate.name, &types)),
    }
}

/// An operator by its operand types.
// pg: parse_oper.c LookupOperWithArgs
pub(super) fn lookup_operator(cx: &Cx<'_>, operator: &OperatorRef, missing: Missing) -> Result<Option<Address>> {
    let mut sides = [None, None];
    for (side, type_name) in sides.iter_mut().zip([&operator.left, &operator.right]) {
        if let Some(type_name) = type_name {
            *side = argument_type(cx, type_name, missing)?;
            if side.is_none() {
                return Ok(None);
            }
        }
    }
    let [left, right] = sides;
    let ids = match &operator.name.schema {
        None => cx.catalog.lookup_operators(&operator.name.symbol),
        Some(schema) => match (super::super::lookup::lookup_schema(cx, &schema.name), missing) {
            (Ok(id), _) => cx.catalog.operators_in(id, &operator.name.symbol),
            (Err(_), Missing::Skip) => return Ok(None),
            (Err(problem), Missing::Refuse) => return Err(problem),
        },
    };
    let found = ids.into_iter().first_where(|id| cx.catalog.operator(*id).is_some_and(|it| it.left == left && Some(it.right) == right));
    match (found, missing) {
        (Some(id), _) => Ok(Some(Address::Operator(id))),
        (None, Missing::Skip) => Ok(None),
        (None, Missing::Refuse) => Err(errors::operator_missing(&cx.catalog, &operator.name, left, right)),
    }
}

fn is_input(parameter: &Parameter) -> bool {
    matches!(parameter.mode, ParameterMode::In | ParameterMode::InOut | ParameterMode::Variadic)
}

fn all_types(function: &Function) -> impl Iterator<Item = TypeId> + '_ {
    function.parameters.iter().filter(|it| it.mode != object::ParameterMode::Table).map(|it| it.type_id)
}

/// The types of arguments; none where one is missing and that is no matter.
fn argument_types<'a>(cx: &Cx<'_>, arguments: impl Iterator<Item = &'a Parameter>, missing: Missing) -> Result<Option<Vec<TypeId>>> {
    arguments.map(|it| argument_type(cx, &it.type_name, missing)).collect()
}

/// The functions of a name that are in sight, those further to the front of the path first.
fn candidates<'a>(cx: &'a Cx<'_>, name: &QualifiedName, missing: Missing) -> Result<Vec<&'a Function>> {
    let ids = match schema_of_name(cx, name, missing)? {
        None => Vec::new(),
        Some(Some(schema)) => cx.catalog.functions_in(schema, &name.name.name),
        Some(None) => cx.catalog.lookup_functions(&name.name.name),
    };
    Ok(ids.into_iter().filter_map(|id| cx.catalog.function(id)).gather())
}
