//! How do aggregates come to be.

use super::cx::Cx;
use super::definition::{qualified_name_of, text_of, type_of};
use super::errors::function as errors;
use super::function_parameter::{RoutineKind, read_parameters};
use super::function_replace::{find_same, replace_function};
use super::function_result::check_signature;
use super::lookup::creation_schema;

use super::simple::lookup_function;
use super::typed::without_place;
use crate::analyze::type_name::analyze_type_name;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::{
    AggregateInfo, AggregateKind, Function, FunctionBody, FunctionKind, Parameter, ParameterDefault, ParameterMode, Volatility,
};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::syntax::statement::DefinitionItem;
use crate::syntax::statement::function::CreateAggregate;
use crate::text::{Gather, Name, Seek};
use crate::typing::category::is_polymorphic;
use crate::typing::coerce::is_binary_coercible;
use crate::typing::polymorphic::resolve_generic;

/// Makes or replaces an aggregate.
// pg: aggregatecmds.c DefineAggregate, pg_aggregate.c AggregateCreate
pub(super) fn fold_create_aggregate(cx: &mut Cx<'_>, it: &CreateAggregate) -> Result<()> {
    let schema = creation_schema(cx, &it.aggregate.name)?;
    let option = |wanted: &str| it.options.iter().first_where(|option| option.name.name.eq_ignore_ascii_case(wanted));
    let state = option("stype").or_else(|| option("stype1")).ok_or_else(|| invalid("aggregate stype must be specified"))?;
    let transition = option("sfunc").or_else(|| option("sfunc1")).ok_or_else(|| invalid("aggregate sfunc must be specified"))?;
    let (parameters, direct) = parameters_of(cx, it)?;
    let (state, _) = analyze_type_name(&cx.catalog, &type_of(state)?).map_err(without_place)?;
    let ordered = it.aggregate.ordered.is_some();
    let aggregated: Vec<TypeId> = parameters.iter().skip(if ordered { direct } else { 0 }).map(|it| it.type_id).gather();
    let mut taken = vec![state];
    taken.extend(&aggregated);
    let function = find_function(cx, transition, &taken)?;
    let inputs: Vec<TypeId> = parameters.iter().map(|it| it.type_id).gather();
    let (returns, last) = match option("finalfunc") {
        Some(item) => {
            let extra = option("finalfunc_extra").is_some();
            let mut taken = vec![state];
            taken.extend(inputs.iter().take(if ordered { direct } else { 0 }));
            taken.extend(inputs.iter().skip(if ordered { direct } else { 0 }).filter(|_| extra));
            let last = find_function(cx, item, &taken)?;
            (result_of(cx, last, &taken).unwrap_or(state), Some(last))
        }
        None => (state, None),
    };
    check_initial(cx, option("initcond").or_else(|| option("initcond1")), state)?;
    check_signature(cx, returns, &inputs)?;
    let kind = match (ordered, option("hypothetical").is_some()) {
        (false, _) => AggregateKind::Normal,
        (true, false) => AggregateKind::OrderedSet,
        (true, true) => AggregateKind::HypotheticalSet,
    };
    let aggregate = Function {
        id: FunctionId(cx.catalog.next_id()),
        schema,
        name: it.aggregate.name.name.name.clone(),
        kind: FunctionKind::Aggregate,
        parameters,
        returns,
        returns_set: false,
        strict: false,
        volatility: Volatility::Immutable,
        language: Name::from("internal"),
        aggregate: Some(Box::new(AggregateInfo { kind, direct_arguments: direct as u16, sort_operator: None })),
        body: FunctionBody::Opaque,
        owner: cx.session.role.clone(),
        settings: Vec::new(),
        security_definer: false,
        planning: crate::catalog::object::Planning::default(),
    };
    let needs: Vec<Address> = inputs.into_iter().chain([state]).map(Address::Type).gather();
    add(cx, it.or_replace, aggregate, needs, [Some(function), last].into_iter().flatten().gather())
}

fn add(cx: &mut Cx<'_>, or_replace: bool, aggregate: Function, types: Vec<Address>, functions: Vec<FunctionId>) -> Result<()> {
    let schema = aggregate.schema;
    let id = match find_same(cx, &aggregate) {
        Some(_) if !or_replace => return Err(errors::function_exists(&aggregate.name)),
        Some(before) => replace_function(cx, before, aggregate)?,
        None => {
            let id = aggregate.id;
            cx.catalog.add_function(aggregate);
            cx.effects.created.push(Address::Function(id));
            id
        }
    };
    cx.record_schema(Address::Function(id), schema);
    cx.record_all(Address::Function(id), types, DependencyKind::Normal);
    cx.record_all(Address::Function(id), functions.into_iter().map(Address::Function), DependencyKind::Normal);
    Ok(())
}

fn invalid(message: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_FUNCTION_DEFINITION, message)
}

/// The parameters, direct ones first, and how many are direct.
fn parameters_of(cx: &Cx<'_>, it: &CreateAggregate) -> Result<(Vec<Parameter>, usize)> {
    if it.old_style {
        let base = it.options.iter().first_where(|option| option.name.name.eq_ignore_ascii_case("basetype"));
        let base = base.ok_or_else(|| invalid("aggregate input type must be specified"))?;
        if text_of(base)?.eq_ignore_ascii_case("any") {
            return Ok((Vec::new(), 0));
        }
        let (type_id, _) = analyze_type_name(&cx.catalog, &type_of(base)?).map_err(without_place)?;
        let only = Parameter { mode: ParameterMode::In, name: None, type_id, default: ParameterDefault::None };
        return Ok((vec![only], 0));
    }
    let direct = if it.aggregate.ordered.is_some() { it.aggregate.arguments.len() } else { 0 };
    let written: Vec<_> = it.aggregate.arguments.iter().chain(it.aggregate.ordered.iter().flatten()).cloned().gather();
    Ok((read_parameters(cx, &written, RoutineKind::Aggregate, true)?.all, direct))
}

/// The function behind an aggregate, which takes the types as they are or as what they can be taken for.
// pg: pg_aggregate.c lookup_agg_function
fn find_function(cx: &Cx<'_>, item: &DefinitionItem, types: &[TypeId]) -> Result<FunctionId> {
    let name = qualified_name_of(item)?;
    if let Ok(exact) = lookup_function(cx, &name, types) {
        return Ok(exact);
    }
    let accepts = |wanted: TypeId, given: TypeId| {
        wanted == given || is_polymorphic(wanted) || wanted == TypeId::ANY || is_binary_coercible(&cx.catalog, given, wanted)
    };
    let fits = |function: &&Function| {
        let inputs: Vec<&Parameter> = function.inputs().gather();
        let variadic = inputs.last().is_some_and(|it| it.mode == ParameterMode::Variadic);
        variadic || inputs.len() == types.len() && inputs.iter().zip(types).for_all(|(wanted, given)| accepts(wanted.type_id, *given))
    };
    let candidates = match super::lookup::explicit_schema(cx, &name)? {
        Some(schema) => cx.catalog.functions_in(schema, &name.name.name),
        None => cx.catalog.lookup_functions(&name.name.name),
    };
    match candidates.iter().filter_map(|id| cx.catalog.function(*id)).first_where(fits) {
        Some(function) => Ok(function.id),
        None => lookup_function(cx, &name, types),
    }
}

/// What a function returns for arguments of these types; what its parameters leave polymorphic stays so.
fn result_of(cx: &Cx<'_>, function: FunctionId, taken: &[TypeId]) -> Option<TypeId> {
    let function = cx.catalog.function(function)?;
    if taken.iter().exists(|given| is_polymorphic(*given)) {
        return Some(function.returns);
    }
    let declared: Vec<TypeId> = function.input_types().gather();
    Some(resolve_generic(&cx.catalog, taken, &declared, function.returns).map_or(function.returns, |(_, returns)| returns))
}

fn check_initial(cx: &Cx<'_>, item: Option<&DefinitionItem>, state: TypeId) -> Result<()> {
    let Some(item) = item else {
        return Ok(());
    };
    let text = text_of(item)?;
    let readable = match state {
        TypeId::INT2 | TypeId::INT4 | TypeId::INT8 => text.trim().parse::<i64>().is_ok(),
        TypeId::BOOL => matches!(text.trim(), "t" | "f" | "true" | "false" | "on" | "off" | "yes" | "no" | "1" | "0" | "y" | "n"),
        _ => true,
    };
    if readable {
        return Ok(());
    }
    let spelled = crate::catalog::format::format_type(&cx.catalog, state, -1);
    let message = format!("invalid input syntax for type {spelled}: \"{text}\"");
    Err(Diagnostic::error(SqlState::INVALID_TEXT_REPRESENTATION, message))
}
