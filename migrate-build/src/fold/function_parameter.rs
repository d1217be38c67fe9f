//! Which parameters does a routine declare, and which result do its outputs ask for.

use super::cx::Cx;
use super::errors::function as errors;
use super::typed::{type_expr, without_place};
use crate::analyze::place::ExprPlace;
use crate::analyze::scope::{ExprScope, ExprTarget};
use crate::analyze::type_name::{lookup_type_name, type_name_text};
use crate::catalog::depend::Address;
use crate::catalog::id::TypeId;
use crate::catalog::object::{Parameter, ParameterDefault, ParameterMode, TypeKind};
use crate::diag::{Problem, Result};
use crate::syntax::statement::function as syntax;
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Collection, Name, Seek, Span};
use crate::typing::category::array_type;

/// The first version in which errors about parameters carry a place.
const PLACED_SINCE: u8 = 18;

/// What kind of routine the parameters are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RoutineKind {
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
}

impl RoutineKind {
    fn plural(self) -> &'static str {
        match self {
            Self::Function => "functions",
            Self::Procedure => "procedures",
            Self::Aggregate => "aggregates",
        }
    }
}

/// The parameters of a routine.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// All of them, in order.
    pub(super) all: Vec<Parameter>,
    /// The result that the outputs ask for.
    pub(super) required_result: Option<TypeId>,
    /// What the defaults need.
    pub(super) needs: Vec<Address>,
}

/// Reads the parameters of a routine.
// pg: functioncmds.c interpret_function_parameter_list
pub(super) fn read_parameters(cx: &Cx<'_>, written: &[syntax::Parameter], kind: RoutineKind, sql: bool) -> Result<Parameters> {
    let mut read = Parameters::default();
    let mut outputs: Vec<TypeId> = Vec::new();
    for (at, parameter) in written.iter().enumerate() {
        let mode = mode_of(parameter.mode);
        let type_id = parameter_type(cx, parameter, kind, sql)?;
        check_mode(cx, parameter, &read.all, type_id, kind)?;
        check_name(cx, parameter, &written[..at])?;
        let default = read_default(cx, parameter, &mut read, type_id, kind)?;
        if matches!(mode, ParameterMode::Out | ParameterMode::InOut | ParameterMode::Table) {
            outputs.push(type_id);
        }
        read.all.push(Parameter { mode, name: parameter.name.as_ref().map(|name| name.name.clone()), type_id, default });
    }
    read.required_result = match (outputs.as_slice(), kind) {
        ([], _) => None,
        (_, RoutineKind::Procedure) => Some(TypeId::RECORD),
        ([one], _) => Some(*one),
        _ => Some(TypeId::RECORD),
    };
    Ok(read)
}

/// The bare name of a type, for the subject of an error.
pub(super) fn bare_type_name(type_name: &TypeName) -> Name {
    match &type_name.base {
        TypeBase::Named(name) => name.name.name.clone(),
        TypeBase::OfColumn { column, .. } => column.name.clone(),
    }
}

fn mode_of(mode: syntax::ParameterMode) -> ParameterMode {
    match mode {
        syntax::ParameterMode::In => ParameterMode::In,
        syntax::ParameterMode::Out => ParameterMode::Out,
        syntax::ParameterMode::InOut => ParameterMode::InOut,
        syntax::ParameterMode::Variadic => ParameterMode::Variadic,
        syntax::ParameterMode::Table => ParameterMode::Table,
    }
}

fn placed(cx: &Cx<'_>, problem: Problem, at: Span) -> Problem {
    if cx.catalog.versions().lowest >= PLACED_SINCE { problem.at(at) } else { problem }
}

fn is_input(mode: ParameterMode) -> bool {
    matches!(mode, ParameterMode::In | ParameterMode::InOut | ParameterMode::Variadic)
}

fn parameter_type(cx: &Cx<'_>, parameter: &syntax::Parameter, kind: RoutineKind, sql: bool) -> Result<TypeId> {
    let type_name = &parameter.type_name;
    let found = lookup_type_name(&cx.catalog, type_name).map_err(without_place)?;
    let text = type_name_text(type_name);
    let id = found.ok_or_else(|| placed(cx, errors::parameter_type_missing(&text, &bare_type_name(type_name)), type_name.span))?;
    if sql && matches!(cx.catalog.type_(id).map(|found| &found.kind), Some(TypeKind::Shell)) {
        return Err(placed(cx, errors::shell_type("accept", &text), type_name.span));
    }
    if type_name.set_of {
        return Err(placed(cx, errors::set_argument(kind.plural()), parameter.span));
    }
    Ok(id)
}

fn check_mode(cx: &Cx<'_>, parameter: &syntax::Parameter, before: &[Parameter], type_id: TypeId, kind: RoutineKind) -> Result<()> {
    let mode = mode_of(parameter.mode);
    let after_variadic = before.iter().exists(|earlier| earlier.mode == ParameterMode::Variadic);
    if is_input(mode) && after_variadic || mode == ParameterMode::Out && after_variadic && kind == RoutineKind::Procedure {
        return Err(placed(cx, errors::variadic_not_last(), parameter.span));
    }
    if mode != ParameterMode::Variadic {
        return Ok(());
    }
    let any = matches!(type_id, TypeId::ANYARRAY | TypeId::ANYCOMPATIBLEARRAY | TypeId::ANY);
    let is_array = cx.catalog.type_(type_id).is_some_and(|found| matches!(found.kind, TypeKind::Array));
    if any || is_array || array_type(&cx.catalog, type_id) == Some(type_id) {
        Ok(())
    } else {
        Err(placed(cx, errors::variadic_no_array(), parameter.span))
    }
}

/// Two inputs, two outputs, or one that is both, cannot share a name; columns of a table count as outputs.
fn check_name(cx: &Cx<'_>, parameter: &syntax::Parameter, before: &[syntax::Parameter]) -> Result<()> {
    let Some(name) = &parameter.name else {
        return Ok(());
    };
    let pure_in = |mode| matches!(mode, ParameterMode::In | ParameterMode::Variadic);
    let mode = mode_of(parameter.mode);
    for earlier in before {
        let other = mode_of(earlier.mode);
        let pure_out = |mode| matches!(mode, ParameterMode::Out | ParameterMode::Table);
        let apart = pure_in(mode) && pure_out(other) || pure_out(mode) && pure_in(other);
        if !apart && earlier.name.as_ref().is_some_and(|other| other.name == name.name) {
            return Err(placed(cx, errors::parameter_twice(&name.name), parameter.span));
        }
    }
    Ok(())
}

fn read_default(
    cx: &Cx<'_>,
    parameter: &syntax::Parameter,
    read: &mut Parameters,
    type_id: TypeId,
    kind: RoutineKind,
) -> Result<ParameterDefault> {
    let input = is_input(mode_of(parameter.mode));
    let after_default = read.all.iter().exists(|earlier| !matches!(earlier.default, ParameterDefault::None));
    match &parameter.default {
        Some(_) if !input => Err(placed(cx, errors::default_of_output(), parameter.span)),
        Some(expr) => {
            let typed = type_expr(cx, expr, ExprPlace::FunctionDefault, &ExprScope::None, ExprTarget::Type(type_id, "DEFAULT"))?;
            read.needs.put_all(typed.needs);
            Ok(ParameterDefault::Expr(typed.stored))
        }
        None if input && after_default => Err(placed(cx, errors::default_missing(), parameter.span)),
        None if after_default && kind == RoutineKind::Procedure => Err(placed(cx, errors::output_after_default(), parameter.span)),
        None => Ok(ParameterDefault::None),
    }
}
