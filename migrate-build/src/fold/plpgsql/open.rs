//! What is left open where a body cannot be followed: the names that it may make or drop.

use super::super::cx::Cx;
use super::super::left_open::{LeftOpen, NamePattern};
use super::cast::text_of;
use super::change::commands_in;
use super::errors;
use super::eval::{Scope, eval};
use super::flow::Body;
use crate::catalog::format::quote_identifier;
use crate::syntax::expr::{Expr, ExprKind};
use crate::syntax::plpgsql::PlStatement;
use crate::text::{Collection, Gather, Span};
use migrate_model::{TokenKind, tokens};

/// Stands for what is not known within a text.
const GAP: char = '\u{1}';

/// Says that something cannot be followed, and keeps the text of what it is.
pub(super) fn leave(cx: &mut Cx<'_>, body: &Body, what: &str, at: Span, statement: &PlStatement) {
    cx.warnings.push(errors::unmodelled(what, at));
    leave_statements(cx, body, std::slice::from_ref(statement), statement.span);
}

/// Keeps the text of statements that are not followed, and of the commands that they make up.
pub(super) fn leave_statements(cx: &mut Cx<'_>, body: &Body, statements: &[PlStatement], at: Span) {
    let text = cx.text.get(at.range()).unwrap_or_default().to_owned();
    cx.left_open.push(LeftOpen { text, patterns: Vec::new() });
    for command in commands_in(statements) {
        let left = names_of(cx, body, command);
        cx.left_open.push(left);
    }
}

/// The same of a command that is made up at run time, as far as its text is known.
pub(super) fn leave_command(cx: &mut Cx<'_>, body: &Body, command: &Expr) {
    cx.warnings.push(errors::unmodelled("a command that is made up at run time", command.span));
    let left = names_of(cx, body, command);
    cx.left_open.push(left);
}

fn names_of(cx: &Cx<'_>, body: &Body, command: &Expr) -> LeftOpen {
    let text = known_text(body.scope(&cx.catalog), command);
    let mut left = LeftOpen::default();
    for word in words(&text) {
        if word.contains(GAP) {
            left.patterns.put_all(NamePattern::new(word.split(GAP).map(str::to_owned).gather()));
        } else {
            left.text.push_str(&format!("{} ", quote_identifier(&word)));
        }
    }
    left
}

/// The names within a text; a gap is a part of the name that it stands in.
fn words(text: &str) -> Vec<String> {
    let joined = text.replace(GAP, "_gap_of_a_name_");
    let name = |token: migrate_model::Token| {
        let word = &joined[token.range];
        let word = match token.kind {
            TokenKind::Word => word.to_lowercase(),
            TokenKind::QuotedName => word.trim_matches('"').replace("\"\"", "\""),
            _ => return None,
        };
        Some(word.replace("_gap_of_a_name_", &GAP.to_string()))
    };
    tokens(&joined).into_iter().filter_map(name).gather()
}

fn known_text(scope: Scope<'_>, expr: &Expr) -> String {
    if let Ok(value) = eval(scope, expr)
        && let Some(text) = text_of(scope.catalog, &value)
    {
        return text;
    }
    match &expr.kind {
        ExprKind::Operator(operation) if operation.name.symbol == "||" => {
            let left = operation.left.as_ref().map_or_else(String::new, |left| known_text(scope, left));
            left + &known_text(scope, &operation.right)
        }
        ExprKind::Call(call) if call.name.name.name == "format" || call.name.name.name == "concat" => {
            let mut arguments = call.arguments.iter().map(|argument| known_text(scope, &argument.value));
            if call.name.name.name == "concat" {
                arguments.gather()
            } else {
                filled(&arguments.next().unwrap_or_default(), &arguments.gather::<Vec<_>>())
            }
        }
        ExprKind::Cast(value, _) => known_text(scope, value),
        _ => GAP.to_string(),
    }
}

/// A format with its arguments in it, those that are not known as gaps.
fn filled(format: &str, arguments: &[String]) -> String {
    let mut out = String::new();
    let mut next = 0;
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 && rest[digits..].starts_with('$') {
            next = rest[..digits].parse::<usize>().unwrap_or(usize::MAX).saturating_sub(1);
            rest = &rest[digits + 1..];
        }
        let mut characters = rest.chars();
        let kind = characters.next();
        rest = characters.as_str();
        if kind == Some('%') {
            out.push('%');
            continue;
        }
        match arguments.get(next) {
            Some(argument) => out.push_str(argument),
            None => out.push(GAP),
        }
        next = next.saturating_add(1);
    }
    out.push_str(rest);
    out
}
