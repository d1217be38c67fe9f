//! Which text parameter of a function is put into a command as it is, so that whoever calls it decides what is run.

use super::super::cx::Cx;
use super::change::{all_in, command_of};
use crate::catalog::object::Function;
use crate::syntax::expr::{Argument, Call, Expr, ExprKind, Literal};
use crate::syntax::plpgsql::Block;
use crate::text::{Gather, Name, Seek};
use crate::typing::category::{STRING, category};

/// The first such parameter of a body. What goes through a variable is not followed.
pub(super) fn spliced_parameter(cx: &Cx<'_>, function: &Function, block: &Block) -> Option<Name> {
    let texts = function.inputs().filter(|parameter| category(&cx.catalog, parameter.type_id) == STRING);
    let parameters: Vec<Name> = texts.filter_map(|parameter| parameter.name.clone()).gather();
    if parameters.is_empty() {
        return None;
    }
    let handlers = block.handlers.iter().flat_map(|handler| all_in(&handler.body));
    let statements = all_in(&block.body).into_iter().chain(handlers);
    statements.filter_map(command_of).first_some(|command| bare_in(&parameters, command))
}

/// The parameter that stands in a text without a function that quotes it.
fn bare_in(parameters: &[Name], text: &Expr) -> Option<Name> {
    match &text.kind {
        ExprKind::Column(column) => match (column.parts.as_slice(), column.star) {
            ([name], false) => parameters.iter().first_where(|it| **it == name.name).cloned(),
            _ => None,
        },
        ExprKind::Operator(operation) if operation.name.symbol == "||" => {
            operation.left.iter().chain(std::iter::once(&operation.right)).first_some(|side| bare_in(parameters, side))
        }
        ExprKind::Coalesce(values) => values.iter().first_some(|value| bare_in(parameters, value)),
        ExprKind::Call(call) => match call.name.name.name.as_str() {
            "format" => bare_in_format(parameters, call),
            "concat" | "concat_ws" | "replace" | "lower" | "upper" | "trim" | "btrim" => {
                values(call).first_some(|it| bare_in(parameters, it))
            }
            _ => None,
        },
        _ => None,
    }
}

fn values(call: &Call) -> impl Iterator<Item = &Expr> {
    call.arguments.iter().map(|argument: &Argument| &argument.value)
}

/// `%s` puts its value in as it is, `%I` and `%L` quote it.
fn bare_in_format(parameters: &[Name], call: &Call) -> Option<Name> {
    let mut given = values(call);
    let ExprKind::Literal(Literal::String(format)) = &given.next()?.kind else { return None };
    let values: Vec<&Expr> = given.gather();
    let plain = plain_places(format).into_iter().filter_map(|at| values.get(at));
    plain.into_iter().first_some(|value| bare_in(parameters, value))
}

/// Which of its values, from 0, a format puts in by `%s`.
// pg: varlena.c text_format
fn plain_places(format: &str) -> Vec<usize> {
    let (mut found, mut next) = (Vec::new(), 0);
    let mut rest = format;
    while let Some((_, after)) = rest.split_once('%') {
        let (digits, tail) = after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()));
        let (position, tail) = match tail.strip_prefix('$') {
            Some(tail) => (digits.parse::<usize>().ok().and_then(|it| it.checked_sub(1)), tail),
            None => (None, tail),
        };
        let tail = tail.trim_start_matches(|c: char| c == '-' || c.is_ascii_digit());
        let kind = tail.chars().next();
        if matches!(kind, Some('s' | 'I' | 'L')) {
            let at = position.unwrap_or(next);
            next = at + 1;
            if kind == Some('s') {
                found.push(at);
            }
        }
        rest = kind.map_or("", |kind| &tail[kind.len_utf8()..]);
    }
    found
}
