//! Which argument goes to which parameter, bound as which type, and whether it may be an `Option`.

use super::columns::SCHEMA;
use super::errors;
use super::parameter::{MarkerKind, find_markers};
use super::request::{ArgumentValue, BoundArgument, QueryRequest};
use super::sql_text::Numbered;
use crate::catalog::Catalog;
use crate::codegen::Settings;
use crate::codegen::rust_type::{parameter_type, rust_type};
use crate::compile::DescribedParameter;
use crate::diag::{Code, Problem, Result, SqlState};
use crate::text::{Gather, Seek, Span};

/// The arguments of a query, as far as they follow from its text: before anything is known of types.
pub(super) fn check_arguments(request: &QueryRequest<'_>, numbered: &Numbered) -> Result<()> {
    if request.positional as u64 != u64::from(numbered.positional) {
        let unmet = u32::try_from(request.positional + 1).ok().filter(|number| *number <= numbered.positional);
        let at = unmet.and_then(|number| marker_span(request.source.text(), numbered, number));
        return Err(errors::argument_count(numbered.positional, request.positional, &numbered.names, at));
    }
    for (index, name) in request.named.iter().enumerate() {
        if !numbered.names.contains(name) {
            return Err(errors::unknown_argument(name, &numbered.names));
        }
        if request.named[..index].contains(name) {
            return Err(errors::repeated_argument(name));
        }
    }
    Ok(())
}

/// The arguments in the order of the parameters.
pub(super) fn bind_arguments(
    catalog: &Catalog,
    settings: &Settings,
    request: &QueryRequest<'_>,
    numbered: &Numbered,
    parameters: &[DescribedParameter],
) -> Result<Vec<BoundArgument>> {
    let bind = |(number, parameter): (u32, &DescribedParameter)| {
        let column = parameter.written.and_then(|(relation, column)| Some((relation, usize::from(column).checked_sub(1)?)));
        let mapped = rust_type(catalog, settings, parameter.type_id, column).map_err(|unmapped| {
            errors::unmapped_parameter(&said(numbered, number), &unmapped, marker_span(request.source.text(), numbered, number))
        })?;
        let null = if parameter.nullable { "Nullable" } else { "NeverNull" };
        let function = format!("__rt::bind::<{}, __rt::{null}, _>", mapped.marker(SCHEMA));
        Ok(BoundArgument { function, value: value(request, numbered, number) })
    };
    (1..).zip(parameters).map(bind).try_gather()
}

/// The types of the parameters as the statement tells them.
pub(super) fn parameter_types(catalog: &Catalog, parameters: &[DescribedParameter]) -> String {
    let types: Vec<String> = parameters.iter().map(|parameter| parameter_type(catalog, parameter.type_id, "__rt::")).gather();
    types.join(", ")
}

fn value(request: &QueryRequest<'_>, numbered: &Numbered, number: u32) -> ArgumentValue {
    match numbered.name(number) {
        None => ArgumentValue::Positional(number.saturating_sub(1) as usize),
        Some(name) => match request.named.iter().place_where(|given| given == name) {
            Some(index) => ArgumentValue::Named(index),
            None => ArgumentValue::Captured(name.to_owned()),
        },
    }
}

/// A parameter as the query says it.
fn said(numbered: &Numbered, number: u32) -> String {
    numbered.name(number).map_or_else(|| format!("${number}"), |name| format!(":{name}"))
}

/// Where a parameter first stands in the text that the user wrote.
fn marker_span(text: &str, numbered: &Numbered, number: u32) -> Option<Span> {
    let name = numbered.name(number);
    let is_it = |kind: &MarkerKind<'_>| match kind {
        MarkerKind::Number(written) => *written == number,
        MarkerKind::Name(written) => Some(*written) == name,
    };
    find_markers(text).iter().first_where(|marker| is_it(&marker.kind)).map(|marker| marker.span)
}

/// A problem of the analyzed text as one of the text that the user wrote, where parameters may have names.
pub(super) fn in_users_text(request: &QueryRequest<'_>, numbered: &Numbered, mut problem: Problem) -> Problem {
    problem.span = problem.span.map(|span| numbered.edited.original(span));
    let Some(number) = named_parameter(&problem.message) else {
        return problem;
    };
    let at = problem.span.or_else(|| marker_span(request.source.text(), numbered, number));
    problem.span = at;
    let parameter = said(numbered, number);
    if parameter.starts_with(':') {
        problem = problem.note(format!("${number} is \"{parameter}\""));
    }
    match problem.code {
        Code::Sql(SqlState::INDETERMINATE_DATATYPE) if at.is_none() => {
            problem.help(format!("the query does not refer to ${number}: number its parameters without a gap"))
        }
        Code::Sql(SqlState::INDETERMINATE_DATATYPE) => problem.help(format!("say its type with a cast, as in `{parameter}::text`")),
        _ => problem,
    }
}

/// The parameter that a message of PostgreSQL speaks of.
fn named_parameter(message: &str) -> Option<u32> {
    let (_, rest) = message.split_once("parameter $")?;
    let digits = rest.len() - rest.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    rest[..digits].parse().ok()
}
