//! What does a call mean: a function, an aggregate, a window function, a cast, or a field of a row.

use super::aggregate::{finish_aggregate, finish_window};
use super::coerce::{Wanted, coerce_to_boolean, coerce_type};
use super::function::finish_function;
use super::indirection::field_of;
use super::operator::schema_missing;
use super::{analyze, analyze_expr};
use crate::analyze::place::ExprPlace;
use crate::analyze::state::State;
use crate::analyze::type_name::name_text;
use crate::catalog::PG_CATALOG;
use crate::catalog::id::{SchemaId, TypeId};
use crate::catalog::object::{CastContext, FunctionKind};
use crate::catalog::tree::{Expr, ExprKind};
use crate::diag::{Diagnostic, Problem, Result, SqlState};
use crate::syntax::expr as syntax;
use crate::text::{Gather, Name, Span};
use crate::typing::errors;
use crate::typing::function::{CallMeaning, CallShape, FoundFunction, resolve_call};

/// The most arguments that a function can have.
const MAX_ARGUMENTS: usize = 100;

/// A call whose arguments are analyzed.
pub(super) struct Called<'a> {
    /// The name as messages repeat it.
    pub(super) text: String,
    /// The schema, where one is named.
    pub(super) schema: Option<SchemaId>,
    /// The name itself.
    pub(super) name: Name,
    /// The arguments, then what `WITHIN GROUP` sorts by.
    pub(super) arguments: Vec<Expr>,
    /// The names of those at the end that are named.
    pub(super) names: Vec<Name>,
    /// The call as it was written; none for `x.f`.
    pub(super) written: Option<&'a syntax::Call>,
    /// `FILTER`.
    pub(super) filter: Option<Expr>,
    /// Whether it is a `CALL`.
    pub(super) procedure: bool,
    /// The last set-returning call before the arguments.
    pub(super) before: Option<Span>,
    /// Where the name stands.
    pub(super) at: Span,
}

impl Called<'_> {
    /// The types of the arguments.
    pub(super) fn types(&self) -> Vec<TypeId> {
        self.arguments.iter().map(|argument| argument.type_id).gather()
    }

    /// The name with the types of the arguments.
    pub(super) fn signature(&self, state: &State<'_>) -> String {
        errors::function_signature(state.catalog, &self.text, &self.types(), &self.names)
    }

    /// What `WITHIN GROUP` sorts by.
    pub(super) fn within_group(&self) -> Option<usize> {
        self.written.and_then(|call| call.within_group.as_ref()).map(Vec::len)
    }

    fn variadic(&self) -> bool {
        self.written.is_some_and(|call| call.variadic)
    }
}

/// A call.
// pg: parse_expr.c transformFuncCall
pub(super) fn analyze_call(state: &mut State<'_>, call: &syntax::Call, at: Span) -> Result<Expr> {
    let called = analyze_parts(state, call, false, at)?;
    let (text, name) = (called.signature(state), called.name.clone());
    resolve(state, called)?.ok_or_else(|| errors::function_missing(state.catalog, "function", &text, &name).at(at))
}

/// The call of a `CALL` statement, whose arguments include those for outputs.
pub fn analyze_procedure_call(state: &mut State<'_>, call: &syntax::Call, at: Span) -> Result<Expr> {
    let called = state.in_place(ExprPlace::CallArgument, |state| analyze_parts(state, call, true, at))?;
    let (text, name) = (called.signature(state), called.name.clone());
    resolve(state, called)?.ok_or_else(|| errors::function_missing(state.catalog, "procedure", &text, &name).at(at))
}

/// A call of a function of the system that a syntax of its own stands for.
pub(super) fn call_system(state: &mut State<'_>, name: &str, arguments: Vec<Expr>, at: Span) -> Result<Expr> {
    let called = Called {
        text: format!("pg_catalog.{name}"),
        schema: Some(PG_CATALOG),
        name: Name::from(name),
        arguments,
        names: Vec::new(),
        written: None,
        filter: None,
        procedure: false,
        before: state.level().last_set_call,
        at,
    };
    let text = called.signature(state);
    let name = called.name.clone();
    resolve(state, called)?.ok_or_else(|| errors::function_missing(state.catalog, "function", &text, &name).at(at))
}

/// `x.f` as a call `f(x)`; none where there is no such function.
pub fn call_on_value(state: &mut State<'_>, name: &Name, value: Expr, at: Span) -> Result<Option<Expr>> {
    let called = Called {
        text: name.to_string(),
        schema: None,
        name: name.clone(),
        arguments: vec![value],
        names: Vec::new(),
        written: None,
        filter: None,
        procedure: false,
        before: state.level().last_set_call,
        at,
    };
    resolve(state, called)
}

fn analyze_parts<'a>(state: &mut State<'_>, call: &'a syntax::Call, procedure: bool, at: Span) -> Result<Called<'a>> {
    let before = state.level().last_set_call;
    let mut arguments = Vec::with_capacity(call.arguments.len());
    for argument in &call.arguments {
        arguments.push(analyze(state, &argument.value)?);
    }
    for sort in call.within_group.iter().flatten() {
        arguments.push(analyze_expr(state, &sort.value, ExprPlace::OrderBy)?);
    }
    let filter = match &call.filter {
        Some(filter) => {
            let filter = analyze_expr(state, filter, ExprPlace::Filter)?;
            Some(coerce_to_boolean(state, filter, "FILTER")?)
        }
        None => None,
    };
    if arguments.len() > MAX_ARGUMENTS {
        let message = format!("cannot pass more than {MAX_ARGUMENTS} arguments to a function");
        return Err(Diagnostic::error(SqlState::TOO_MANY_ARGUMENTS, message).at(at));
    }
    let names = argument_names(call, &arguments)?;
    let text = name_text(&call.name);
    if let Some(database) = &call.name.catalog {
        return Err(cross_database(&text, &database.name).at(at));
    }
    let schema = match &call.name.schema {
        Some(schema) => Some(state.catalog.schema_named(&schema.name).ok_or_else(|| schema_missing(&schema.name).at(at))?),
        None => None,
    };
    let name = call.name.name.name.clone();
    Ok(Called { text, schema, name, arguments, names, written: Some(call), filter, procedure, before, at })
}

fn cross_database(text: &str, _database: &Name) -> Problem {
    Diagnostic::error(SqlState::FEATURE_NOT_SUPPORTED, format!("cross-database references are not implemented: {text}"))
}

fn argument_names(call: &syntax::Call, arguments: &[Expr]) -> Result<Vec<Name>> {
    let mut names: Vec<Name> = Vec::new();
    for (argument, value) in call.arguments.iter().zip(arguments) {
        match &argument.name {
            Some(name) if names.contains(&name.name) => {
                let message = format!("argument name \"{}\" used more than once", name.name);
                return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(name.span));
            }
            Some(name) => names.push(name.name.clone()),
            None if names.is_empty() => {}
            None => {
                let message = "positional argument cannot follow named argument";
                return Err(Diagnostic::error(SqlState::SYNTAX_ERROR, message).at(value.at));
            }
        }
    }
    Ok(names)
}

/// What the call means; none where there is no such function.
// pg: parse_func.c ParseFuncOrColumn
fn resolve(state: &mut State<'_>, called: Called<'_>) -> Result<Option<Expr>> {
    let types = called.types();
    let single = matches!(called.arguments[..], [Expr { kind: ExprKind::Constant(_), .. }]);
    let meaning = resolve_call(
        state.catalog,
        CallShape {
            schema: called.schema,
            name: &called.name,
            arguments: &types,
            names: &called.names,
            expand_variadic: !called.variadic(),
            with_outputs: called.procedure,
            single_constant: Some(single),
        },
    );
    match meaning {
        CallMeaning::Missing => projection(state, &called),
        CallMeaning::Ambiguous if called.written.is_none() && called.schema.is_none() => Ok(None),
        CallMeaning::Ambiguous => {
            let kind = if called.procedure { "procedure" } else { "function" };
            Err(errors::function_ambiguous(kind, &called.signature(state)).at(called.at))
        }
        CallMeaning::Coercion(target) => {
            refuse_procedure_mix(state, &called, FunctionKind::Function)?;
            refuse_aggregate_clauses(&called)?;
            let at = called.at;
            let Some(value) = called.arguments.into_iter().next() else {
                return Ok(None);
            };
            let wanted = Wanted { target, modifier: -1, context: CastContext::Explicit, at: Some(at) };
            coerce_type(state, value, wanted).map(Some)
        }
        CallMeaning::Function(found) => call_found(state, called, found).map(Some),
    }
}

fn call_found(state: &mut State<'_>, called: Called<'_>, found: FoundFunction) -> Result<Expr> {
    let kind = state.catalog.function(found.id).map_or(FunctionKind::Function, |function| function.kind);
    refuse_procedure_mix(state, &called, kind)?;
    if let Some(call) = called.written {
        state.note_function(&call.name, found.id);
    }
    let over = called.written.is_some_and(|call| call.over.is_some());
    match kind {
        FunctionKind::Function | FunctionKind::Procedure => {
            refuse_aggregate_clauses(&called)?;
            finish_function(state, called, found)
        }
        FunctionKind::Aggregate if !over => finish_aggregate(state, called, found),
        FunctionKind::Aggregate | FunctionKind::Window => finish_window(state, called, found, kind),
    }
}

fn refuse_procedure_mix(state: &State<'_>, called: &Called<'_>, kind: FunctionKind) -> Result<()> {
    let problem = match (kind == FunctionKind::Procedure, called.procedure) {
        (true, false) => ("is a procedure", "to call a procedure, use CALL"),
        (false, true) => ("is not a procedure", "to call a function, use SELECT"),
        _ => return Ok(()),
    };
    let message = format!("{} {}", called.signature(state), problem.0);
    Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message).at(called.at).help(problem.1))
}

/// Refuses what only an aggregate can have.
fn refuse_aggregate_clauses(called: &Called<'_>) -> Result<()> {
    let Some(call) = called.written else {
        return Ok(());
    };
    let text = &called.text;
    let message = if call.star {
        format!("{text}(*) specified, but {text} is not an aggregate function")
    } else if call.distinct {
        format!("DISTINCT specified, but {text} is not an aggregate function")
    } else if call.within_group.is_some() {
        format!("WITHIN GROUP specified, but {text} is not an aggregate function")
    } else if !call.order_by.is_empty() {
        format!("ORDER BY specified, but {text} is not an aggregate function")
    } else if call.filter.is_some() {
        format!("FILTER specified, but {text} is not an aggregate function")
    } else if call.over.is_some() {
        format!("OVER specified, but {text} is not a window function nor an aggregate function")
    } else {
        return Ok(());
    };
    Err(Diagnostic::error(SqlState::WRONG_OBJECT_TYPE, message).at(called.at))
}

/// `f(x)` as the field `f` of a row `x`; none where it is none.
fn projection(state: &State<'_>, called: &Called<'_>) -> Result<Option<Expr>> {
    let plain = called.written.is_some_and(|call| {
        !(call.star || call.distinct || call.variadic || called.procedure)
            && call.order_by.is_empty()
            && call.within_group.is_none()
            && call.filter.is_none()
            && call.over.is_none()
    });
    match &called.arguments[..] {
        [row] if plain && called.names.is_empty() && called.schema.is_none() => field_of(state, row, &called.name),
        _ => Ok(None),
    }
}
