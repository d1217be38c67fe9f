//! What do the functions of SQL/JSON mean.

use super::coerce::{Wanted, coerce_type, coerce_wanted};
use super::{analyze, analyze_expr, node, subquery};
use crate::analyze::aggregate::place_aggregate;
use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::analyze::window::place_window_call;
use crate::catalog::PG_CATALOG;
use crate::catalog::id::{FunctionId, TypeId};
use crate::catalog::object::{CastContext, TypeKind};
use crate::catalog::tree::{Aggregate, Expr, ExprKind, WindowCall};
use crate::diag::{Diagnostic, Result, SqlState, each};
use crate::syntax::expr::json::*;
use crate::syntax::expr::{self as syntax, SubqueryKind};
use crate::text::{Collection, Name, Seek, Span};
use crate::typing::category::{STRING, category};
use crate::typing::errors;

/// A function of SQL/JSON.
// pg: parse_expr.c transformJsonObjectConstructor and its kin
pub(super) fn analyze_json(state: &mut State<'_>, json: &JsonExpr, at: Span) -> Result<Expr> {
    match json {
        JsonExpr::Object(object) => {
            let mut values = Vec::new();
            for pair in &object.pairs {
                values.push(analyze(state, &pair.key)?);
                values.push(analyze_value(state, &pair.value)?);
            }
            constructed(state, "JSON_OBJECT", values, object.returning.as_ref(), at)
        }
        JsonExpr::Array(array) => {
            let values = each(&array.values, |value| analyze_value(state, value))?;
            constructed(state, "JSON_ARRAY", values, array.returning.as_ref(), at)
        }
        JsonExpr::ArrayQuery(query, _, returning) => {
            let query = subquery::analyze_scalar_subquery(state, SubqueryKind::Scalar, query, at)?;
            constructed(state, "JSON_ARRAY", vec![query], returning.as_ref(), at)
        }
        JsonExpr::ObjectAggregate(object, aggregate) => analyze_object_aggregate(state, object, aggregate, at),
        JsonExpr::ArrayAggregate(array, aggregate) => analyze_array_aggregate(state, array, aggregate, at),
        JsonExpr::Parse(value, unique) => analyze_parse(state, value, *unique, at),
        JsonExpr::Scalar(value) => {
            let value = analyze(state, value)?;
            let value = as_text_if_open(state, value)?;
            Ok(node::typed(state.catalog, ExprKind::Json("JSON_SCALAR", vec![value]), TypeId::JSON, -1, at))
        }
        JsonExpr::Serialize(value, returning) => analyze_serialize(state, value, returning.as_ref(), at),
        JsonExpr::Path(path) => analyze_path(state, path, at),
    }
}

/// `x IS JSON`, over an operand that is analyzed.
// pg: parse_expr.c transformJsonIsPredicate
pub(super) fn is_json(state: &mut State<'_>, value: Expr, at: Span) -> Result<Expr> {
    let value = as_text_if_open(state, value)?;
    if !is_json_input(state, value.type_id) {
        let given = errors::type_text(state.catalog, value.type_id);
        return Err(errors::mismatch(format!("cannot use type {given} in IS JSON predicate")));
    }
    Ok(node::boolean(ExprKind::Json("IS JSON", vec![value]), at))
}

/// The document that a path function or `JSON_TABLE` looks into, as jsonb.
// pg: parse_expr.c transformJsonFuncExpr
pub fn analyze_context(state: &mut State<'_>, value: &JsonValue) -> Result<Expr> {
    let value = analyze_value(state, value)?;
    let source = value.type_id;
    let at = value.at;
    let wanted = Wanted { target: TypeId::JSONB, modifier: -1, context: CastContext::Explicit, at: None };
    coerce_wanted(state, value, wanted)?.ok_or_else(|| errors::cannot_cast(state.catalog, source, TypeId::JSONB).at(at))
}

/// What `PASSING` passes.
pub fn analyze_passing(state: &mut State<'_>, passing: &[JsonPassing]) -> Result<Vec<Expr>> {
    let mut values = Vec::with_capacity(passing.len());
    for value in passing {
        let value = analyze_value(state, &value.value)?;
        values.push(as_text_if_open(state, value)?);
    }
    Ok(values)
}

/// A value with or without `FORMAT JSON`.
// pg: parse_expr.c transformJsonValueExpr
fn analyze_value(state: &mut State<'_>, value: &JsonValue) -> Result<Expr> {
    let expr = analyze(state, &value.value)?;
    let expr = as_text_if_open(state, expr)?;
    if let Some(format) = &value.format {
        let string = category(state.catalog, expr.type_id) == STRING;
        if format.encoding.is_some() && expr.type_id != TypeId::BYTEA {
            let message = "JSON ENCODING clause is only allowed for bytea input type";
            return Err(errors::mismatch(message).at(format.span));
        }
        if !string && !matches!(expr.type_id, TypeId::BYTEA | TypeId::JSON | TypeId::JSONB) {
            return Err(errors::mismatch("cannot use non-string types with explicit FORMAT JSON clause").at(expr.at));
        }
    }
    Ok(expr)
}

fn as_text_if_open(state: &mut State<'_>, expr: Expr) -> Result<Expr> {
    super::resolve_unknown(state, expr)
}

fn is_json_input(state: &State<'_>, type_id: TypeId) -> bool {
    matches!(type_id, TypeId::JSON | TypeId::JSONB | TypeId::BYTEA) || category(state.catalog, type_id) == STRING
}

/// The type that `RETURNING` names.
// pg: parse_expr.c transformJsonOutput
fn returned(state: &State<'_>, returning: &JsonReturning) -> Result<(TypeId, i32)> {
    let unsupported = |message: &str| Err(Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, message));
    let (type_id, modifier) = state.analyze_type_name(&returning.type_name)?;
    if returning.type_name.set_of {
        return unsupported("returning SETOF types is not supported in SQL/JSON functions");
    }
    if state.catalog.type_(type_id).is_some_and(|found| matches!(found.kind, TypeKind::Pseudo)) {
        return unsupported("returning pseudo-types is not supported in SQL/JSON functions");
    }
    Ok((type_id, modifier))
}

/// The type of what a constructor makes: named, or jsonb where anything in it is.
// pg: parse_expr.c transformJsonConstructorOutput
fn constructed_type(state: &State<'_>, values: &[Expr], returning: Option<&JsonReturning>) -> Result<(TypeId, i32)> {
    match returning {
        Some(returning) => returned(state, returning),
        None if values.iter().exists(|value| value.type_id == TypeId::JSONB) => Ok((TypeId::JSONB, -1)),
        None => Ok((TypeId::JSON, -1)),
    }
}

fn constructed(state: &mut State<'_>, name: &'static str, values: Vec<Expr>, returning: Option<&JsonReturning>, at: Span) -> Result<Expr> {
    let (type_id, modifier) = constructed_type(state, &values, returning)?;
    let made = node::typed(state.catalog, ExprKind::Json(name, values), TypeId::JSON, -1, at);
    if matches!(type_id, TypeId::JSON | TypeId::JSONB | TypeId::BYTEA) {
        return Ok(Expr { type_id, ..made });
    }
    let wanted = Wanted { target: type_id, modifier, context: CastContext::Assignment, at: None };
    coerce_wanted(state, made, wanted)?.ok_or_else(|| errors::cannot_cast(state.catalog, TypeId::JSON, type_id).at(at))
}

fn analyze_object_aggregate(state: &mut State<'_>, object: &JsonObject, aggregate: &JsonAggregate, at: Span) -> Result<Expr> {
    let mut values = Vec::new();
    for pair in &object.pairs {
        values.push(analyze(state, &pair.key)?);
        values.push(analyze_value(state, &pair.value)?);
    }
    let (type_id, modifier) = constructed_type(state, &values, object.returning.as_ref())?;
    let strict = if object.on_null == Some(OnNull::Absent) { "_strict" } else { "" };
    let unique = if object.unique_keys == UniqueKeys::Required { "_unique" } else { "" };
    let name = format!("{}_object_agg{unique}{strict}", base_name(type_id));
    aggregated(state, &name, values, Vec::new(), aggregate, (type_id, modifier), at)
}

fn analyze_array_aggregate(state: &mut State<'_>, array: &JsonArray, aggregate: &JsonAggregate, at: Span) -> Result<Expr> {
    let values = each(&array.values, |value| analyze_value(state, value))?;
    let (type_id, modifier) = constructed_type(state, &values, array.returning.as_ref())?;
    let order_by = super::sort::analyze_order_by(state, &array.order_by, &values)?;
    let strict = if array.on_null == Some(OnNull::Null) { "" } else { "_strict" };
    let name = format!("{}_agg{strict}", base_name(type_id));
    aggregated(state, &name, values, order_by, aggregate, (type_id, modifier), at)
}

fn base_name(type_id: TypeId) -> &'static str {
    if type_id == TypeId::JSONB { "jsonb" } else { "json" }
}

// pg: parse_expr.c transformJsonAggConstructor
fn aggregated(
    state: &mut State<'_>,
    name: &str,
    arguments: Vec<Expr>,
    order_by: Vec<Expr>,
    aggregate: &JsonAggregate,
    (type_id, modifier): (TypeId, i32),
    at: Span,
) -> Result<Expr> {
    let Some(function) = system_function(state, name) else {
        return Err(Diagnostic::error(SqlState::UNDEFINED_FUNCTION, format!("function {name} does not exist")).at(at));
    };
    let filter = match &aggregate.filter {
        Some(filter) => {
            let filter = analyze_expr(state, filter, ExprPlace::Filter)?;
            Some(super::coerce::coerce_to_boolean(state, filter, "FILTER")?)
        }
        None => None,
    };
    let kind = match &aggregate.over {
        Some(over) => {
            let call = WindowCall { function, arguments, filter, window: 0, frame_holds_current: false };
            ExprKind::Window(Box::new(place_window_call(state, call, over, at)?))
        }
        None => {
            let (direct, distinct, star, level) = (Vec::new(), false, false, 0);
            let call = Aggregate { function, direct, arguments, order_by, distinct, filter, star, level };
            ExprKind::Aggregate(Box::new(place_aggregate(state, call, at)?))
        }
    };
    let own = if name.starts_with("jsonb") { TypeId::JSONB } else { TypeId::JSON };
    let made = node::typed(state.catalog, kind, own, -1, at);
    let wanted = Wanted { target: type_id, modifier, context: CastContext::Assignment, at: None };
    coerce_wanted(state, made, wanted)?.ok_or_else(|| errors::cannot_cast(state.catalog, own, type_id).at(at))
}

fn system_function(state: &State<'_>, name: &str) -> Option<FunctionId> {
    state.catalog.functions_in(PG_CATALOG, &Name::from(name)).first().copied()
}

// pg: parse_expr.c transformJsonParseExpr
fn analyze_parse(state: &mut State<'_>, value: &JsonValue, unique: UniqueKeys, at: Span) -> Result<Expr> {
    let value = analyze_value(state, value)?;
    if unique == UniqueKeys::Required && !is_json_input(state, value.type_id) {
        let message = "cannot use non-string types with WITH UNIQUE KEYS clause";
        return Err(errors::mismatch(message).at(value.at));
    }
    let source = value.type_id;
    let wanted = Wanted { target: TypeId::JSON, modifier: -1, context: CastContext::Explicit, at: None };
    let place = value.at;
    let value = coerce_wanted(state, value, wanted)?.ok_or_else(|| errors::cannot_cast(state.catalog, source, TypeId::JSON).at(place))?;
    Ok(node::typed(state.catalog, ExprKind::Json("JSON", vec![value]), TypeId::JSON, -1, at))
}

// pg: parse_expr.c transformJsonSerializeExpr
fn analyze_serialize(state: &mut State<'_>, value: &JsonValue, returning: Option<&JsonReturning>, at: Span) -> Result<Expr> {
    let value = analyze_value(state, value)?;
    let (type_id, modifier) = match returning {
        Some(returning) => returned(state, returning)?,
        None => (TypeId::TEXT, -1),
    };
    if type_id != TypeId::BYTEA && category(state.catalog, type_id) != STRING {
        let given = errors::type_text(state.catalog, type_id);
        return Err(errors::mismatch(format!("cannot use type {given} in RETURNING clause of JSON_SERIALIZE()"))
            .help("try returning a string type or bytea"));
    }
    Ok(node::typed(state.catalog, ExprKind::Json("JSON_SERIALIZE", vec![value]), type_id, modifier, at))
}

// pg: parse_expr.c transformJsonFuncExpr
fn analyze_path(state: &mut State<'_>, path: &JsonPath, at: Span) -> Result<Expr> {
    let mut values = vec![analyze_context(state, &path.context)?];
    values.push(analyze_path_text(state, &path.path)?);
    values.put_all(analyze_passing(state, &path.passing)?);
    let (name, default) = match path.function {
        JsonPathFunction::Exists => ("JSON_EXISTS", TypeId::BOOL),
        JsonPathFunction::Value => ("JSON_VALUE", TypeId::TEXT),
        JsonPathFunction::Query => ("JSON_QUERY", TypeId::JSONB),
    };
    let (type_id, modifier) = match &path.returning {
        Some(returning) => returned(state, returning)?,
        None => (default, -1),
    };
    for clause in [&path.on_empty, &path.on_error].into_iter().flatten() {
        if let JsonBehavior::Default(value) = &clause.behavior {
            values.push(analyze_default(state, value, type_id, modifier)?);
        }
    }
    Ok(node::typed(state.catalog, ExprKind::Json(name, values), type_id, modifier, at))
}

/// A path, as jsonpath.
pub fn analyze_path_text(state: &mut State<'_>, path: &syntax::Expr) -> Result<Expr> {
    let path = analyze(state, path)?;
    let (given, at) = (path.type_id, path.at);
    let wanted = Wanted { target: TypeId::JSONPATH, modifier: -1, context: CastContext::Explicit, at: None };
    coerce_wanted(state, path, wanted)?.ok_or_else(|| {
        let given = errors::type_text(state.catalog, given);
        errors::mismatch(format!("JSON path expression must be of type jsonpath, not of type {given}")).at(at)
    })
}

/// The value of `DEFAULT ... ON EMPTY | ON ERROR`.
pub fn analyze_default(state: &mut State<'_>, value: &syntax::Expr, target: TypeId, modifier: i32) -> Result<Expr> {
    let value = analyze(state, value)?;
    let (source, at) = (value.type_id, value.at);
    if source == TypeId::UNKNOWN && matches!(value.kind, ExprKind::Constant(None)) {
        return coerce_type(state, value, Wanted { target, modifier, context: CastContext::Explicit, at: None });
    }
    let wanted = Wanted { target, modifier, context: CastContext::Explicit, at: None };
    coerce_wanted(state, value, wanted)?.ok_or_else(|| {
        let (source, target) = (errors::type_text(state.catalog, source), errors::type_text(state.catalog, target));
        let message = format!("cannot cast behavior expression of type {source} to {target}");
        Diagnostic::error(SqlState::CANNOT_COERCE, message).at(at)
    })
}
