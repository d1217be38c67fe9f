//! How do functions and procedures come to be.

use super::cx::Cx;
use super::effect::Act;
use super::errors::function as errors;
use super::function_body::{analyze_sql_body, check_result, check_text_body};
use super::function_option::{FunctionOptions, apply_settings, read_options};
use super::function_parameter::{Parameters, RoutineKind, read_parameters};
use super::function_replace::{find_same, replace_function};
use super::function_result::{check_language_types, check_signature, result_of};
use super::lookup::creation_schema;
use super::object::{Missing, lookup_routine};
use super::plpgsql::check_plpgsql_body;
use super::setting::{check_setting_name, with_settings};
use crate::analyze::Analyzed;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{FunctionId, SchemaId, SimpleId, TypeId};
use crate::catalog::object::{Function, FunctionBody, FunctionKind, Planning, SimpleKind, Volatility};
use crate::diag::Result;
use crate::syntax::statement::function::{self as syntax, AlterFunction, CreateFunction};
use crate::text::{Collection, Gather, Name};
use std::sync::Arc;

/// Makes or replaces a function or procedure.
// pg: functioncmds.c CreateFunction
pub(super) fn fold_create_function(cx: &mut Cx<'_>, it: &CreateFunction) -> Result<()> {
    let schema = creation_schema(cx, &it.name)?;
    let options = read_options(&it.options, it.procedure)?;
    let language = match options.language {
        Some(language) => language.name.clone(),
        None if it.sql_body.is_some() => Name::from("sql"),
        None => return Err(errors::no_language()),
    };
    let language_id = lookup_language(cx, &language)?;
    let kind = if it.procedure { RoutineKind::Procedure } else { RoutineKind::Function };
    let parameters = read_parameters(cx, &all_parameters(it), kind, language == "sql")?;
    let (returns, returns_set) = result_of(cx, it, &parameters, &language)?;
    for set in &options.sets {
        check_setting_name(cx, set)?;
    }
    let function = new_function(cx, it, (schema, &options), &parameters, (returns, returns_set), &language);
    let bodies = read_body(cx, it, &options, &function)?;
    if options.has_rows && !returns_set {
        return Err(errors::rows_without_set());
    }
    check_signature_of(cx, &function)?;
    add_or_replace(cx, it, function.clone(), &parameters, language_id, bodies.as_deref())?;
    check_body(cx, &function, &parameters, &options, bodies.as_deref())
}

/// Changes properties of a routine.
// pg: functioncmds.c AlterFunction
pub(super) fn fold_alter_function(cx: &mut Cx<'_>, it: &AlterFunction) -> Result<()> {
    let Some(id) = lookup_routine(cx, it.word, &it.function, Missing::Refuse)? else {
        return Ok(());
    };
    let Some(before) = cx.catalog.function(id) else {
        return Ok(());
    };
    if before.kind == FunctionKind::Aggregate {
        return Err(errors::is_an_aggregate(&before.name));
    }
    let (procedure, returns_set) = (before.kind == FunctionKind::Procedure, before.returns_set);
    let options = read_options(&it.options, procedure)?;
    if options.has_rows && !returns_set {
        return Err(errors::rows_without_set());
    }
    for set in &options.sets {
        check_setting_name(cx, set)?;
    }
    let path = cx.catalog.search_path().clone();
    cx.catalog.edit_function(id, |function| {
        function.volatility = options.volatility.map_or(function.volatility, |it| volatility_of(Some(it)));
        function.strict = options.strict.unwrap_or(function.strict);
        function.security_definer = options.security_definer.unwrap_or(function.security_definer);
        function.planning = options.planning_after(&function.planning);
        apply_settings(&mut function.settings, &options.sets, &path);
    });
    Ok(())
}

/// The language of a name.
pub(super) fn lookup_language(cx: &Cx<'_>, name: &Name) -> Result<Option<SimpleId>> {
    match cx.catalog.simple_named(SimpleKind::Language, None, name) {
        Some(id) => Ok(Some(id)),
        None => Err(errors::language_missing(name)),
    }
}

/// The parameters with the columns of `RETURNS TABLE` behind.
fn all_parameters(it: &CreateFunction) -> Vec<syntax::Parameter> {
    let mut all = it.parameters.clone();
    if let Some(syntax::Returns::Table(columns)) = &it.returns {
        all.put_all(columns.iter().cloned().map(|column| syntax::Parameter { mode: syntax::ParameterMode::Table, ..column }));
    }
    all
}

fn new_function(
    cx: &mut Cx<'_>,
    it: &CreateFunction,
    (schema, options): (SchemaId, &FunctionOptions<'_>),
    parameters: &Parameters,
    (returns, returns_set): (TypeId, bool),
    language: &Name,
) -> Function {
    let kind = match (it.procedure, options.window) {
        (true, _) => FunctionKind::Procedure,
        (false, true) => FunctionKind::Window,
        (false, false) => FunctionKind::Function,
    };
    let mut settings = Vec::new();
    apply_settings(&mut settings, &options.sets, cx.catalog.search_path());
    Function {
        id: FunctionId(cx.catalog.next_id()),
        schema,
        name: it.name.name.name.clone(),
        kind,
        parameters: parameters.all.clone(),
        returns,
        returns_set,
        strict: options.strict.unwrap_or(false),
        volatility: volatility_of(options.volatility),
        language: language.clone(),
        aggregate: None,
        body: options.text.map_or(FunctionBody::Opaque, |text| FunctionBody::Text(text.body.value.clone())),
        owner: cx.session.role.clone(),
        settings,
        security_definer: options.security_definer.unwrap_or(false),
        planning: options.planning_after(&Planning::default()),
    }
}

fn volatility_of(volatility: Option<syntax::Volatility>) -> Volatility {
    match volatility {
        Some(syntax::Volatility::Immutable) => Volatility::Immutable,
        Some(syntax::Volatility::Stable) => Volatility::Stable,
        Some(syntax::Volatility::Volatile) | None => Volatility::Volatile,
    }
}

/// A body that is parsed now; none where it is a text.
// pg: functioncmds.c interpret_AS_clause
fn read_body(cx: &Cx<'_>, it: &CreateFunction, options: &FunctionOptions<'_>, function: &Function) -> Result<Option<Vec<Analyzed>>> {
    match (&it.sql_body, options.text) {
        (None, None) => Err(errors::no_body()),
        (Some(_), Some(_)) => Err(errors::two_bodies()),
        (Some(_), None) if function.language != "sql" => Err(errors::inline_body_language()),
        (Some(body), None) => analyze_sql_body(cx, function, body).map(Some),
        (None, Some(text)) if text.symbol.is_some() && function.language != "c" => Err(errors::one_item(&function.language)),
        (None, Some(_)) => Ok(None),
    }
}

fn check_signature_of(cx: &Cx<'_>, function: &Function) -> Result<()> {
    let inputs: Vec<TypeId> = function.input_types().gather();
    check_signature(cx, function.returns, &inputs)?;
    let outputs = function.parameters.iter().filter(|parameter| {
        matches!(parameter.mode, crate::catalog::object::ParameterMode::Out | crate::catalog::object::ParameterMode::Table)
    });
    for output in outputs {
        check_signature(cx, output.type_id, &inputs)?;
    }
    Ok(())
}

// pg: pg_proc.c ProcedureCreate
fn add_or_replace(
    cx: &mut Cx<'_>,
    it: &CreateFunction,
    mut function: Function,
    parameters: &Parameters,
    language: Option<SimpleId>,
    bodies: Option<&[Analyzed]>,
) -> Result<()> {
    if let Some(bodies) = bodies {
        function.body = FunctionBody::Sql(bodies.iter().map(|body| Arc::new(body.query.clone())).gather());
    }
    let id = match find_same(cx, &function) {
        Some(_) if !it.or_replace => return Err(errors::function_exists(&function.name)),
        Some(before) => {
            cx.effects.acts.push(Act::Replaced(Address::Function(before)));
            replace_function(cx, before, function.clone())?
        }
        None => {
            let id = function.id;
            cx.catalog.add_function(function.clone());
            cx.effects.created.push(Address::Function(id));
            id
        }
    };
    let dependent = Address::Function(id);
    cx.record_schema(dependent, function.schema);
    if let Some(language) = language {
        cx.record(dependent, Address::Simple(language), DependencyKind::Normal);
    }
    let types = std::iter::once(function.returns).chain(function.parameters.iter().map(|parameter| parameter.type_id));
    cx.record_all(dependent, types.map(Address::Type), DependencyKind::Normal);
    cx.record_all(dependent, parameters.needs.iter().copied(), DependencyKind::Normal);
    for body in bodies.unwrap_or_default() {
        cx.record_all(dependent, body.needs.iter().copied(), DependencyKind::Normal);
    }
    Ok(())
}

/// What the language checks of a function once it is there; its own settings apply meanwhile.
// pg: pg_proc.c ProcedureCreate, from PG_TRY of the validator on
fn check_body(
    cx: &mut Cx<'_>,
    function: &Function,
    parameters: &Parameters,
    options: &FunctionOptions<'_>,
    bodies: Option<&[Analyzed]>,
) -> Result<()> {
    check_language_types(cx, &function.language, function.returns, parameters)?;
    if cx.session.settings.get("check_function_bodies").is_some_and(|value| matches!(value.as_str(), "off" | "false" | "0" | "no")) {
        return Ok(());
    }
    with_settings(cx, &function.settings, |cx| match (bodies, options.text, function.language.as_str()) {
        (Some(bodies), _, _) => check_result(cx, function, bodies.last()),
        (None, Some(text), "sql") => check_text_body(cx, function, text),
        (None, Some(text), "plpgsql") => check_plpgsql_body(cx, function, text),
        _ => Ok(()),
    })
}
