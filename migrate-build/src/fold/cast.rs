//! How do casts and transforms come to be.

use super::cx::Cx;
use super::object::{Missing, lookup_routine};
use super::simple::add_simple;
use super::typed::without_place;
use crate::analyze::type_name::analyze_type_name;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_type;
use crate::catalog::id::{CastId, FunctionId, TypeId};
use crate::catalog::object::{Cast, CastContext, CastMethod, FunctionKind, SimpleKind, TypeKind};
use crate::diag::{Diagnostic, Problem, Result, SqlState, SubjectKind};
use crate::syntax::statement::function::{self as syntax, CreateCast, CreateTransform};
use crate::syntax::statement::object::RoutineWord;
use crate::text::{Collection, Gather, Name, Seek};
use crate::typing::coerce::is_binary_coercible;

/// Makes a cast.
// pg: functioncmds.c CreateCast
pub(super) fn fold_create_cast(cx: &mut Cx<'_>, it: &CreateCast) -> Result<()> {
    let (source, _) = analyze_type_name(&cx.catalog, &it.source).map_err(without_place)?;
    let (target, _) = analyze_type_name(&cx.catalog, &it.target).map_err(without_place)?;
    for (type_id, words) in [(source, "source"), (target, "target")] {
        if matches!(cx.catalog.type_(type_id).map(|found| &found.kind), Some(TypeKind::Pseudo)) {
            let spelled = format_type(&cx.catalog, type_id, -1);
            return Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, format!("{words} data type {spelled} is a pseudo-type")));
        }
    }
    let method = match &it.method {
        syntax::CastMethod::Function(function) => {
            let Some(id) = lookup_routine(cx, RoutineWord::Function, function, Missing::Refuse)? else {
                return Ok(());
            };
            check_function(cx, id, source, target)?;
            CastMethod::Function(id)
        }
        syntax::CastMethod::InOut => CastMethod::InOut,
        syntax::CastMethod::Binary => CastMethod::Binary,
    };
    if source == target && !matches!(method, CastMethod::Function(_)) {
        return Err(invalid("source data type and target data type are the same"));
    }
    if method == CastMethod::Binary {
        check_binary(cx, source, target)?;
    }
    if cx.catalog.cast(source, target).is_some() {
        let spell = |type_id| format_type(&cx.catalog, type_id, -1);
        let message = format!("cast from type {} to type {} already exists", spell(source), spell(target));
        return Err(Diagnostic::error(SqlState::DUPLICATE_OBJECT, message));
    }
    let context = match it.context {
        syntax::CastContext::Explicit => CastContext::Explicit,
        syntax::CastContext::Assignment => CastContext::Assignment,
        syntax::CastContext::Implicit => CastContext::Implicit,
    };
    let id = CastId(cx.catalog.next_id());
    cx.catalog.add_cast(Cast { id, source, target, method, context });
    cx.record_all(Address::Cast(id), [Address::Type(source), Address::Type(target)], DependencyKind::Normal);
    if let CastMethod::Function(function) = method {
        cx.record(Address::Cast(id), Address::Function(function), DependencyKind::Normal);
    }
    cx.effects.created.push(Address::Cast(id));
    Ok(())
}

/// Makes a transform.
// pg: functioncmds.c CreateTransform
pub(super) fn fold_create_transform(cx: &mut Cx<'_>, it: &CreateTransform) -> Result<()> {
    let (type_id, _) = analyze_type_name(&cx.catalog, &it.type_name).map_err(without_place)?;
    super::function::lookup_language(cx, &it.language.name)?;
    let mut functions = Vec::new();
    for function in &it.functions {
        functions.put_all(lookup_routine(cx, RoutineWord::Function, function, Missing::Refuse)?);
    }
    let spelled = format_type(&cx.catalog, type_id, -1);
    let name = Name::from(format!("{spelled} {}", it.language.name));
    if cx.catalog.simple_named(SimpleKind::Transform, None, &name).is_some() {
        let message = format!("transform for type {spelled} language \"{}\" already exists", it.language.name);
        let problem = Diagnostic::error(SqlState::DUPLICATE_OBJECT, message).about(SubjectKind::Other, &name);
        return if it.or_replace { Ok(()) } else { Err(problem) };
    }
    let id = add_simple(cx, SimpleKind::Transform, None, name);
    cx.record(Address::Simple(id), Address::Type(type_id), DependencyKind::Normal);
    cx.record_all(Address::Simple(id), functions.into_iter().map(Address::Function), DependencyKind::Normal);
    Ok(())
}

fn invalid(message: &str) -> Problem {
    Diagnostic::error(SqlState::INVALID_OBJECT_DEFINITION, message)
}

fn check_function(cx: &Cx<'_>, id: FunctionId, source: TypeId, target: TypeId) -> Result<()> {
    let Some(function) = cx.catalog.function(id) else {
        return Ok(());
    };
    let inputs: Vec<TypeId> = function.input_types().gather();
    let Some(first) = inputs.first().copied().filter(|_| inputs.len() <= 3) else {
        return Err(invalid("cast function must take one to three arguments"));
    };
    if !is_binary_coercible(&cx.catalog, source, first) {
        return Err(invalid("argument of cast function must match or be binary-coercible from source data type"));
    }
    if inputs.get(1).is_some_and(|second| *second != TypeId::INT4) {
        return Err(invalid("second argument of cast function must be type integer"));
    }
    if inputs.get(2).is_some_and(|third| *third != TypeId::BOOL) {
        return Err(invalid("third argument of cast function must be type boolean"));
    }
    if !is_binary_coercible(&cx.catalog, function.returns, target) {
        return Err(invalid("return data type of cast function must match or be binary-coercible to target data type"));
    }
    if function.kind != FunctionKind::Function {
        return Err(invalid("cast function must be a normal function"));
    }
    if function.returns_set {
        return Err(invalid("cast function must not return a set"));
    }
    Ok(())
}

fn check_binary(cx: &Cx<'_>, source: TypeId, target: TypeId) -> Result<()> {
    let (Some(from), Some(to)) = (cx.catalog.type_(source), cx.catalog.type_(target)) else {
        return Ok(());
    };
    if from.length != to.length {
        return Err(invalid("source and target data types are not physically compatible"));
    }
    let either = |test: fn(&TypeKind) -> bool| test(&from.kind) || test(&to.kind);
    let refused = [
        (either(|kind| matches!(kind, TypeKind::Composite(_))), "composite data types are not binary-compatible"),
        (either(|kind| matches!(kind, TypeKind::Enum { .. })), "enum data types are not binary-compatible"),
        (either(|kind| matches!(kind, TypeKind::Array)), "array data types are not binary-compatible"),
        (either(|kind| matches!(kind, TypeKind::Domain { .. })), "domain data types must not be marked binary-compatible"),
    ];
    refused.iter().first_where(|(holds, _)| *holds).map_or(Ok(()), |(_, message)| Err(invalid(message)))
}
