//! Which function is meant by a call: candidates by name, notation and number of arguments, then the rules of resolution.

use super::candidate::{Candidate, match_arguments, select_candidate};
use super::category::{STRING, category, element_type, is_row};
use super::coerce::{Pathway, find_pathway};
use crate::catalog::Catalog;
use crate::catalog::id::{FunctionId, SchemaId, TypeId};
use crate::catalog::object::{CastContext, Function, Parameter, ParameterDefault, ParameterMode};
use crate::text::{Gather, Name, Seek};

/// How a function is called.
#[derive(Clone, Copy, Debug)]
pub struct CallShape<'a> {
    /// The schema, where one is named.
    pub schema: Option<SchemaId>,
    /// The name.
    pub name: &'a Name,
    /// The types of the arguments.
    pub arguments: &'a [TypeId],
    /// The names of those at the end that are named.
    pub names: &'a [Name],
    /// Whether variadic parameters may take several arguments: no `VARIADIC` was written.
    pub expand_variadic: bool,
    /// Whether output parameters are given, too: `CALL`.
    pub with_outputs: bool,
    /// Whether the only argument is a constant; none where a call cannot be meant as a cast.
    pub single_constant: Option<bool>,
}

/// A function that was found for a call.
#[derive(Clone, Debug)]
pub struct FoundFunction {
    /// The function.
    pub id: FunctionId,
    /// The types that it takes, in the order of the call: given arguments, then those that defaults fill.
    pub declared: Vec<TypeId>,
    /// How many arguments a variadic parameter took; 0 where none did.
    pub variadic_arguments: usize,
    /// The element of the variadic parameter, where there is one.
    pub variadic_element: Option<TypeId>,
    /// How many arguments at the end of `declared` are filled by defaults.
    pub defaulted: usize,
    /// For each of `declared`, the number of the parameter, where names were used.
    pub numbers: Option<Vec<usize>>,
}

/// What a call means.
#[derive(Clone, Debug)]
pub enum CallMeaning {
    /// No such function.
    Missing,
    /// Several, and none is best.
    Ambiguous,
    /// A cast to a type whose name the function's is.
    Coercion(TypeId),
    /// A function.
    Function(FoundFunction),
}

struct FunctionCandidate {
    /// None once two functions fit equally well.
    id: Option<FunctionId>,
    schema: SchemaId,
    arguments: Vec<TypeId>,
    variadic_arguments: usize,
    defaulted: usize,
    numbers: Option<Vec<usize>>,
}

impl Candidate for FunctionCandidate {
    fn arguments(&self) -> &[TypeId] {
        &self.arguments
    }
}

/// What a call means.
// pg: parse_func.c func_get_detail
#[must_use]
pub fn resolve_call(catalog: &Catalog, call: CallShape<'_>) -> CallMeaning {
    let mut candidates = candidates(catalog, call);
    let given = call.arguments.len();
    if let Some(at) = candidates.iter().place_where(|candidate| candidate.arguments[..given] == *call.arguments) {
        return found(catalog, call, candidates.swap_remove(at));
    }
    if let Some(target) = as_coercion(catalog, call) {
        return CallMeaning::Coercion(target);
    }
    let mut fitting = match_arguments(catalog, call.arguments, candidates);
    match fitting.len() {
        0 => CallMeaning::Missing,
        1 => found(catalog, call, fitting.swap_remove(0)),
        _ => match select_candidate(catalog, call.arguments, fitting) {
            Some(best) => found(catalog, call, best),
            None => CallMeaning::Ambiguous,
        },
    }
}

/// The element of a function's variadic parameter.
// pg: pg_proc.provariadic
#[must_use]
pub fn variadic_element(catalog: &Catalog, function: &Function) -> Option<TypeId> {
    let last = function.parameters.iter().first_where(|parameter| parameter.mode == ParameterMode::Variadic)?;
    match last.type_id {
        TypeId::ANY => Some(TypeId::ANY),
        TypeId::ANYARRAY => Some(TypeId::ANYELEMENT),
        TypeId::ANYCOMPATIBLEARRAY => Some(TypeId::ANYCOMPATIBLE),
        array => element_type(catalog, array),
    }
}

fn found(catalog: &Catalog, call: CallShape<'_>, candidate: FunctionCandidate) -> CallMeaning {
    let Some(id) = candidate.id else {
        return CallMeaning::Ambiguous;
    };
    let last = call.arguments.len().wrapping_sub(1);
    let misplaced = candidate.numbers.as_ref().is_some_and(|numbers| numbers.get(last) != Some(&last));
    if !call.names.is_empty() && !call.expand_variadic && misplaced {
        return CallMeaning::Missing;
    }
    CallMeaning::Function(FoundFunction {
        id,
        declared: candidate.arguments,
        variadic_arguments: candidate.variadic_arguments,
        variadic_element: catalog.function(id).and_then(|function| variadic_element(catalog, function)),
        defaulted: candidate.defaulted,
        numbers: candidate.numbers,
    })
}

/// The type that a call with one argument casts to, where the function's name is that of a type and no function is needed for the cast.
fn as_coercion(catalog: &Catalog, call: CallShape<'_>) -> Option<TypeId> {
    let constant = call.single_constant?;
    let [source] = *call.arguments else {
        return None;
    };
    if !call.names.is_empty() {
        return None;
    }
    let target = function_name_as_type(catalog, call)?;
    if source == TypeId::UNKNOWN && constant {
        return Some(target);
    }
    match find_pathway(catalog, target, source, CastContext::Explicit)? {
        Pathway::Relabel => Some(target),
        Pathway::ThroughText if !(is_row(catalog, source) && category(catalog, target) == STRING) => Some(target),
        _ => None,
    }
}

// pg: parse_func.c FuncNameAsType
fn function_name_as_type(catalog: &Catalog, call: CallShape<'_>) -> Option<TypeId> {
    let found = match call.schema {
        Some(schema) => catalog.type_in(schema, call.name),
        None => catalog.lookup_type(call.name),
    }?;
    let usable = catalog.type_(found).is_some_and(|found| !matches!(found.kind, crate::catalog::object::TypeKind::Shell));
    (usable && !super::category::is_composite(catalog, found)).then_some(found)
}

// pg: namespace.c FuncnameGetCandidates
fn candidates(catalog: &Catalog, call: CallShape<'_>) -> Vec<FunctionCandidate> {
    let ids = match call.schema {
        Some(schema) => catalog.functions_in(schema, call.name),
        None => catalog.lookup_functions(call.name),
    };
    let mut kept: Vec<FunctionCandidate> = Vec::new();
    for id in ids {
        if let Some(candidate) = catalog.function(id).and_then(|function| candidate(catalog, call, function)) {
            keep(&mut kept, candidate);
        }
    }
    kept
}

/// Adds a candidate, unless one of a schema further to the front, or one that needs no variadic parameter, takes the same arguments.
fn keep(kept: &mut Vec<FunctionCandidate>, new: FunctionCandidate) {
    let given = new.arguments.len() - new.defaulted;
    let rival = kept
        .iter()
        .place_where(|other| other.arguments.len() - other.defaulted == given && other.arguments[..given] == new.arguments[..given]);
    let Some(at) = rival else {
        kept.push(new);
        return;
    };
    let rival = &mut kept[at];
    if rival.schema != new.schema {
        return;
    }
    match (rival.variadic_arguments > 0, new.variadic_arguments > 0) {
        (false, true) => {}
        (true, false) => *rival = new,
        _ => rival.id = None,
    }
}

fn candidate(catalog: &Catalog, call: CallShape<'_>, function: &Function) -> Option<FunctionCandidate> {
    let parameters: Vec<&Parameter> = if call.with_outputs {
        function.parameters.iter().filter(|parameter| parameter.mode != ParameterMode::Table).gather()
    } else {
        function.inputs().gather()
    };
    let given = call.arguments.len();
    let variadic = variadic_element(catalog, function).filter(|_| call.expand_variadic);
    if !call.names.is_empty() && variadic.is_some() {
        return None;
    }
    let variadic = variadic.filter(|_| parameters.len() <= given);
    let defaulted = parameters.len().saturating_sub(given);
    let defaults = function.inputs().filter(|parameter| !matches!(parameter.default, ParameterDefault::None)).count();
    if defaulted > defaults || given > parameters.len() && variadic.is_none() {
        return None;
    }
    let numbers = if call.names.is_empty() { None } else { Some(match_names(call, &parameters)?) };
    let mut arguments: Vec<TypeId> = match &numbers {
        Some(numbers) => numbers.iter().map(|number| parameters[*number].type_id).gather(),
        None => parameters.iter().map(|parameter| parameter.type_id).gather(),
    };
    let mut variadic_arguments = 0;
    if let Some(element) = variadic {
        variadic_arguments = given - parameters.len() + 1;
        arguments.truncate(parameters.len() - 1);
        arguments.resize(given, element);
    }
    Some(FunctionCandidate { id: Some(function.id), schema: function.schema, arguments, variadic_arguments, defaulted, numbers })
}

/// For each argument of the call, then for each that a default fills, the number of its parameter.
// pg: namespace.c MatchNamedCall
fn match_names(call: CallShape<'_>, parameters: &[&Parameter]) -> Option<Vec<usize>> {
    let positional = call.arguments.len() - call.names.len();
    let mut numbers: Vec<usize> = (0..positional).gather();
    for name in call.names {
        let number = parameters.iter().place_where(|parameter| parameter.name.as_ref() == Some(name))?;
        if numbers.contains(&number) {
            return None;
        }
        numbers.push(number);
    }
    for (number, parameter) in parameters.iter().enumerate().skip(positional) {
        if !numbers.contains(&number) {
            if matches!(parameter.default, ParameterDefault::None) {
                return None;
            }
            numbers.push(number);
        }
    }
    Some(numbers)
}
