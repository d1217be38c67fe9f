//! What does a function return, and may its language return and take that.

use super::cx::Cx;
use super::errors::function as errors;
use super::errors::type_::type_missing;
use super::function_parameter::{Parameters, bare_type_name};
use super::new_type::{add_type, claim_type_name, new_type};
use super::typed::without_place;
use crate::analyze::type_name::{lookup_type_name, type_name_text};
use crate::catalog::format::format_type;
use crate::catalog::id::TypeId;
use crate::catalog::object::TypeKind;
use crate::diag::Result;
use crate::syntax::statement::function::{CreateFunction, Returns};
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Name, Seek};
use crate::typing::category::{is_polymorphic, is_polymorphic_family_1};

const ANYRANGES: [TypeId; 2] = [TypeId::ANYRANGE, TypeId::ANYMULTIRANGE];
const COMPATIBLE_RANGES: [TypeId; 2] = [TypeId::ANYCOMPATIBLERANGE, TypeId::ANYCOMPATIBLEMULTIRANGE];

/// The type that a function returns, and whether it returns a set.
// pg: functioncmds.c CreateFunction
pub(super) fn result_of(cx: &mut Cx<'_>, it: &CreateFunction, parameters: &Parameters, language: &Name) -> Result<(TypeId, bool)> {
    if it.procedure {
        return Ok((parameters.required_result.unwrap_or(TypeId::VOID), false));
    }
    let declared = match &it.returns {
        None => None,
        Some(Returns::Type(type_name)) => Some((declared_result(cx, type_name, language)?, type_name.set_of)),
        Some(Returns::Table(_)) => Some((parameters.required_result.unwrap_or(TypeId::RECORD), true)),
    };
    match (declared, parameters.required_result) {
        (Some((type_id, _)), Some(required)) if type_id != required => {
            Err(errors::result_by_outputs(&format_type(&cx.catalog, required, -1)))
        }
        (Some(declared), _) => Ok(declared),
        (None, Some(required)) => Ok((required, false)),
        (None, None) => Err(errors::result_missing()),
    }
}

/// Refuses results that the inputs do not decide.
// pg: parse_coerce.c check_valid_polymorphic_signature, check_valid_internal_signature
pub(super) fn check_signature(cx: &Cx<'_>, result: TypeId, inputs: &[TypeId]) -> Result<()> {
    let needs = |wanted: &dyn Fn(TypeId) -> bool, words: &str| {
        if inputs.iter().exists(|input| wanted(*input)) {
            Ok(())
        } else {
            Err(errors::result_undetermined(&format_type(&cx.catalog, result, -1), words))
        }
    };
    if ANYRANGES.contains(&result) {
        return needs(&|input| ANYRANGES.contains(&input), "anyrange or anymultirange");
    }
    if COMPATIBLE_RANGES.contains(&result) {
        return needs(&|input| COMPATIBLE_RANGES.contains(&input), "anycompatiblerange or anycompatiblemultirange");
    }
    if is_polymorphic_family_1(result) {
        let words = "anyelement, anyarray, anynonarray, anyenum, anyrange, or anymultirange";
        return needs(&|input| is_polymorphic_family_1(input), words);
    }
    if is_polymorphic(result) {
        let words = "anycompatible, anycompatiblearray, anycompatiblenonarray, anycompatiblerange, or anycompatiblemultirange";
        return needs(&|input| is_polymorphic(input) && !is_polymorphic_family_1(input), words);
    }
    if result == TypeId::INTERNAL && !inputs.contains(&TypeId::INTERNAL) {
        return Err(errors::unsafe_internal());
    }
    Ok(())
}

/// Refuses pseudo-types that a language cannot return or take.
// pg: functions.c fmgr_sql_validator; pl_handler.c plpgsql_validator
pub(super) fn check_language_types(cx: &Cx<'_>, language: &str, result: TypeId, parameters: &Parameters) -> Result<()> {
    let words = match language {
        "sql" => "SQL",
        "plpgsql" => "PL/pgSQL",
        _ => return Ok(()),
    };
    let is_pseudo = |id| matches!(cx.catalog.type_(id).map(|found| &found.kind), Some(TypeKind::Pseudo));
    let may_return = |id| {
        matches!(id, TypeId::RECORD | TypeId::VOID)
            || is_polymorphic(id)
            || language == "plpgsql" && matches!(id, TypeId::TRIGGER | TypeId::EVENT_TRIGGER)
    };
    if is_pseudo(result) && !may_return(result) {
        return Err(errors::language_cannot_return(words, &format_type(&cx.catalog, result, -1)));
    }
    for parameter in &parameters.all {
        let type_id = parameter.type_id;
        if is_pseudo(type_id) && !is_polymorphic(type_id) && !(language == "plpgsql" && type_id == TypeId::RECORD) {
            return Err(errors::language_cannot_accept(words, &format_type(&cx.catalog, type_id, -1)));
        }
    }
    match (language, result, parameters.all.is_empty()) {
        ("plpgsql", TypeId::TRIGGER, false) => Err(errors::trigger_arguments()),
        ("plpgsql", TypeId::EVENT_TRIGGER, false) => Err(errors::event_trigger_arguments()),
        _ => Ok(()),
    }
}

// pg: functioncmds.c compute_return_type
fn declared_result(cx: &mut Cx<'_>, type_name: &TypeName, language: &Name) -> Result<TypeId> {
    let text = type_name_text(type_name);
    if let Some(id) = lookup_type_name(&cx.catalog, type_name).map_err(without_place)? {
        let shell = matches!(cx.catalog.type_(id).map(|found| &found.kind), Some(TypeKind::Shell));
        return if shell && *language == "sql" { Err(errors::shell_type("return", &text)) } else { Ok(id) };
    }
    let missing = || type_missing(&text, &bare_type_name(type_name));
    let (TypeBase::Named(name), "c" | "internal") = (&type_name.base, language.as_str()) else {
        return Err(missing());
    };
    if !type_name.array_bounds.is_empty() || !type_name.modifiers.is_empty() {
        return Err(missing());
    }
    // The input function of a base type comes before the type, so that naming the type here declares it.
    let schema = super::lookup::creation_schema(cx, name)?;
    claim_type_name(cx, schema, &name.name.name)?;
    let shell = new_type(cx, schema, &name.name.name, TypeKind::Shell, b'P');
    let id = shell.id;
    add_type(cx, shell);
    Ok(id)
}
